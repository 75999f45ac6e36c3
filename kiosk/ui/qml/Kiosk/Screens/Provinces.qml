pragma Singleton
import QtQuick

// Which province issued a card, by the first two digits of its region (GB/T 2260).
QtObject {
    readonly property var names: ({
            "11": qsTr("北京"),
            "12": qsTr("天津"),
            "13": qsTr("河北"),
            "14": qsTr("山西"),
            "15": qsTr("内蒙古"),
            "21": qsTr("辽宁"),
            "22": qsTr("吉林"),
            "23": qsTr("黑龙江"),
            "31": qsTr("上海"),
            "32": qsTr("江苏"),
            "33": qsTr("浙江"),
            "34": qsTr("安徽"),
            "35": qsTr("福建"),
            "36": qsTr("江西"),
            "37": qsTr("山东"),
            "41": qsTr("河南"),
            "42": qsTr("湖北"),
            "43": qsTr("湖南"),
            "44": qsTr("广东"),
            "45": qsTr("广西"),
            "46": qsTr("海南"),
            "50": qsTr("重庆"),
            "51": qsTr("四川"),
            "52": qsTr("贵州"),
            "53": qsTr("云南"),
            "54": qsTr("西藏"),
            "61": qsTr("陕西"),
            "62": qsTr("甘肃"),
            "63": qsTr("青海"),
            "64": qsTr("宁夏"),
            "65": qsTr("新疆")
        })

    // The province's short name; "" for a code that is none of these.
    function name(region: string): string {
        return names[region.slice(0, 2)] ?? ""
    }
}
