pragma Singleton
import QtQuick

// What the machine itself does, or can't.
QtObject {
    function slip(id: string): string {
        const words = {
            "printing": qsTr("正在打印"),
            "printed": qsTr("已打印，请取走"),
            "saved": qsTr("没有打印机，已存为 PDF"),
            "failed": qsTr("暂时无法打印")
        }
        return words[id] ?? ""
    }

    function farewell(id: string): string {
        const words = {
            "card-stopped": qsTr("卡没有应答，什么都没有修改。可以重新插入再试。"),
            "other-card": qsTr("换了另一张卡，什么都没有修改。可以重新插入再试。")
        }
        return words[id] ?? qsTr("谢谢，再见。")
    }

    function fault(id: string): string {
        const words = {
            "no-service": qsTr("读卡服务没有运行"),
            "not-allowed": qsTr("本机没有读卡权限"),
            "service-silent": qsTr("读卡服务没有应答"),
            "no-reader": qsTr("没有找到读卡器"),
            "readers-alike": qsTr("无法分辨该用哪台读卡器"),
            "card-busy": qsTr("读卡器被占用"),
            "card-hung": qsTr("卡长时间没有应答"),
            "defect": qsTr("终端程序出现故障")
        }
        return words[id] ?? qsTr("读卡器出现故障")
    }
}
