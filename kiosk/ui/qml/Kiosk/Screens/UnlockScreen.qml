pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Where a PIN is unlocked or reset, and what to bring: never here, and there is nothing on this screen that could.
Page {
    id: screen

    readonly property var points: Guide.servicePoints(Terminal.language)

    spacing: Theme.mm * 7 * Theme.room
    centred: false
    maximum: Theme.mm * (wide ? 400 : 250)

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
                text: qsTr("到服务网点解锁或重置")
                size: Theme.title
                strong: true
            }

            Label {
                width: parent.width
                text: qsTr("由工作人员核对身份后办理，自助机不能办理。")
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

            Label {
                text: qsTr("请带上")
                size: Theme.lead
                strong: true
            }

            Repeater {
                model: [qsTr("社会保障卡"), qsTr("本人身份证原件"), qsTr("代办：双方身份证原件")]

                Panel {
                    required property string modelData

                    width: parent.width
                    height: item.implicitHeight + Theme.mm * 6 * Theme.room

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
            width: halves.half
            spacing: Theme.mm * 3

            Label {
                text: qsTr("最近的网点")
                size: Theme.lead
                strong: true
            }

            Repeater {
                model: screen.points.slice(0, Terminal.type === "largest" ? 1 : 2)

                Panel {
                    id: spot

                    required property var modelData

                    width: parent.width
                    height: point.implicitHeight + Theme.mm * 6 * Theme.room

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
                        source: "image://qr/service-points"
                        Accessible.role: Accessible.Graphic
                        Accessible.name: qsTr("网点信息二维码")
                    }
                }

                Label {
                    width: parent.width - frame.width - Theme.pad
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("扫码保存网点地址和所需材料")
                    color: Theme.quiet
                }
            }
        }
    }

    actions: [
        Action {
            width: screen.share(2)
            glyph: "back"
            text: qsTr("返回")
            onTriggered: Terminal.act("back")
        },
        Action {
            width: screen.share(2)
            primary: true
            glyph: "eject"
            text: qsTr("退卡")
            onTriggered: Terminal.act("end")
        }
    ]
}
