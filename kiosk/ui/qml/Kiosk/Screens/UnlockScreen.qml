pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Where a PIN is unlocked or reset, and what to bring: never here, and there is nothing on this screen that could.
Page {
    id: screen

    readonly property var points: Guide.servicePoints(Terminal.language)
    // then it can be done right here
    readonly property bool staffed: (Terminal.values.staff ?? "") !== ""
    readonly property bool largest: Terminal.type === "largest"
    readonly property real inset: Theme.mm * (largest ? 2.5 : 6) * Theme.room
    readonly property string slip: Terminal.values.slip ?? "none"
    readonly property bool failed: slip === "failed"
    readonly property string told: slip === "printing" ? qsTr("正在打印办理单，请稍候") : slip === "printed" ? qsTr("办理单已打印，请取走") : slip === "saved" ? qsTr("本机没有打印机，办理单已保存为 PDF") : failed ? qsTr("暂时无法打印，请扫码或记下网点地址") : ""

    spacing: Theme.mm * (largest ? 4 : 7) * Theme.room
    centred: false
    heading: staffed ? qsTr("就在这里解锁或重置") : qsTr("到服务网点解锁或重置")
    news: screen.told
    maximum: Theme.mm * (wide ? 400 : 250)
    back: true
    on: staffed ? {
        text: qsTr("在此办理"),
        intent: "case"
    } : {
        name: "slip",
        text: qsTr("打印办理单"),
        glyph: "print",
        intent: "slip"
    }

    Row {
        width: parent.width
        spacing: Theme.pad

        Rectangle {
            id: badge

            visible: !screen.wide
            width: Theme.mm * 22
            height: width
            radius: width / 2
            color: Theme.tint
            border.width: Theme.high ? Theme.line : 0
            border.color: Theme.ink
            anchors.verticalCenter: parent.verticalCenter

            Icon {
                anchors.centerIn: parent
                name: "unlock"
                size: Theme.mm * 13
            }
        }

        Column {
            width: parent.width - (badge.visible ? badge.width + Theme.pad : 0)
            spacing: Theme.mm * 2

            Label {
                width: parent.width
                text: screen.heading
                heading: true
                size: Theme.title
                strong: true
            }

            Label {
                width: parent.width
                text: screen.staffed ? qsTr("请把证件交给工作人员核对。") : qsTr("由工作人员核对身份后办理，自助机不能办理。")
                color: Theme.quiet
            }
        }
    }

    Grid {
        id: halves

        width: parent.width
        columns: screen.wide ? 2 : 1
        columnSpacing: Theme.pad * 1.6
        rowSpacing: Theme.mm * 5

        readonly property real half: screen.wide ? (width - columnSpacing) / 2 : width

        Column {
            width: halves.half
            spacing: Theme.mm * 3

            Heading {
                text: qsTr("请带上")
            }

            Repeater {
                model: [qsTr("社会保障卡"), qsTr("本人身份证原件"), qsTr("代办：双方身份证原件"), qsTr("未成年人：监护人身份证和户口簿")].slice(0, Theme.tight ? 3 : 4)

                Panel {
                    required property string modelData

                    width: parent.width
                    height: item.implicitHeight + screen.inset

                    Icon {
                        id: tick

                        x: Theme.pad
                        anchors.verticalCenter: parent.verticalCenter
                        name: "check"
                        size: Theme.body * 1.3
                    }

                    Label {
                        id: item

                        anchors {
                            left: tick.right
                            leftMargin: Theme.mm * 3
                            right: parent.right
                            rightMargin: Theme.pad
                            verticalCenter: parent.verticalCenter
                        }
                        text: parent.modelData
                    }
                }
            }
        }

        Column {
            visible: !screen.staffed
            width: halves.half
            spacing: Theme.mm * 3

            Heading {
                text: qsTr("最近的网点")
            }

            Repeater {
                // the code has all of them
                model: screen.points.slice(0, screen.largest || Terminal.type === "larger" && !screen.wide ? 1 : 2)

                Panel {
                    id: spot

                    required property var modelData

                    width: parent.width
                    height: point.implicitHeight + screen.inset

                    Column {
                        id: point

                        x: Theme.pad
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - x * 2
                        spacing: Theme.mm * 1.5

                        Label {
                            width: parent.width
                            text: spot.modelData.name
                            strong: true
                        }

                        Label {
                            width: parent.width
                            text: spot.modelData.way
                            color: Theme.quiet
                        }
                    }
                }
            }

            Row {
                width: parent.width
                spacing: Theme.pad

                Rectangle {
                    id: frame

                    width: Theme.mm * 34 * Theme.room
                    height: width
                    color: "#FFFFFF"
                    border.color: Theme.edge
                    border.width: Theme.line
                    radius: Theme.radius

                    Image {
                        anchors.fill: parent
                        anchors.margins: Theme.mm * 2
                        sourceSize: Qt.size(width, height)
                        smooth: false
                        source: "image://qr/unlock-" + Terminal.language
                        Accessible.role: Accessible.Graphic
                        Accessible.name: qsTr("网点信息二维码")
                    }
                }

                // the slip's place, whether there is anything to tell or not
                Item {
                    width: parent.width - frame.width - Theme.pad
                    height: Math.max(frame.height, lines.height * 2 + Theme.mm * 4)

                    Label {
                        id: lines

                        visible: false
                        text: " "
                    }

                    Label {
                        id: scan

                        visible: screen.told === "" || height + bubble.height <= parent.height
                        width: parent.width
                        y: screen.told === "" ? (frame.height - height) / 2 : 0
                        text: qsTr("扫码保存网点地址和所需材料")
                        color: Theme.quiet
                    }

                    Rectangle {
                        id: bubble

                        visible: screen.told !== ""
                        y: Math.max(0, scan.visible ? parent.height - height : (parent.height - height) / 2)
                        width: parent.width
                        height: Math.max(sign.height, told.height) + Theme.mm * 4
                        radius: Theme.radius
                        color: screen.failed ? Theme.warnTint : screen.slip === "printing" ? Theme.tint : Theme.goodTint
                        border.width: Theme.high ? Theme.line : 0
                        border.color: Theme.ink

                        Icon {
                            id: sign

                            x: Theme.mm * 3
                            anchors.verticalCenter: parent.verticalCenter
                            name: screen.failed ? "alert" : screen.slip === "printing" ? "wait" : "check"
                            tint: told.color
                            size: Theme.body * 1.2
                        }

                        Label {
                            id: told

                            objectName: "slip-told"
                            anchors {
                                left: sign.right
                                leftMargin: Theme.mm * 2.4
                                right: parent.right
                                rightMargin: Theme.mm * 3
                                verticalCenter: parent.verticalCenter
                            }
                            text: screen.told
                            strong: true
                            color: screen.failed ? Theme.warn : screen.slip === "printing" ? Theme.accent : Theme.good
                        }
                    }
                }
            }
        }
    }
}
