import QtQuick
import Kiosk.Model

// Waiting for a card: where it goes, and what can be done here.
Page {
    id: screen

    spacing: Theme.mm * 7 * Theme.room

    Item { // the slot, the card above it, an arrow that shows the way
        width: parent.width
        height: Theme.mm * (screen.wide ? 72 : 190)

        Rectangle {
            id: slot

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            width: Theme.mm * (screen.wide ? 108 : 176)
            height: Theme.mm * (screen.wide ? 20 : 32)
            radius: Theme.radius * 1.5
            color: Theme.surface
            border.color: Theme.high ? Theme.ink : "#B8C2D0"
            border.width: Theme.line * 1.5

            Rectangle {
                anchors.centerIn: parent
                width: parent.width * 0.76
                height: Theme.mm * (screen.wide ? 3 : 4.5)
                radius: height / 2
                color: Theme.ink
            }
        }

        Image {
            id: card

            property real drop: 0

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: slot.top
            anchors.bottomMargin: Theme.mm * 6 - drop
            height: Math.min(parent.height - slot.height - Theme.mm * 8, Theme.mm * (screen.wide ? 62 : 96))
            width: height * 1.586
            sourceSize: Qt.size(width, height)
            source: "image://icon/social-card/" + String(Theme.accent).slice(1)
            Accessible.ignored: true

            SequentialAnimation on drop {
                running: Theme.motion > 0 && Terminal.screen === "attract"
                loops: Animation.Infinite

                PauseAnimation { duration: 2600 }
                NumberAnimation { to: Theme.mm * 4; duration: 190; easing.type: Easing.OutQuad }
                PauseAnimation { duration: 500 }
                NumberAnimation { to: 0; duration: 190; easing.type: Easing.InQuad }
            }
        }
    }

    Icon {
        visible: !screen.wide
        anchors.horizontalCenter: parent.horizontalCenter
        name: "arrow-down"
        size: Theme.mm * 24
    }

    Column {
        width: parent.width
        spacing: Theme.mm * 3

        Label {
            width: parent.width
            text: qsTr("请插入社会保障卡")
            size: Theme.display
            strong: true
            horizontalAlignment: Text.AlignHCenter
        }

        Label {
            width: parent.width
            text: qsTr("芯片朝上，按箭头方向插到底")
            size: Theme.lead
            color: Theme.quiet
            horizontalAlignment: Text.AlignHCenter
        }
    }

    Flow {
        id: offers

        readonly property real wanted: chips.width

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, implicitWidth)
        spacing: Theme.gap

        Row {
            id: chips

            spacing: Theme.gap

            Repeater {
                model: [qsTr("修改密码"), qsTr("查询状态")]

                Rectangle {
                    required property string modelData

                    width: offer.implicitWidth + Theme.pad * 2
                    height: offer.implicitHeight + Theme.mm * 5
                    radius: Theme.radius
                    color: Theme.tint
                    border.width: Theme.high ? Theme.line : 0
                    border.color: Theme.ink

                    Label {
                        id: offer

                        anchors.centerIn: parent
                        text: parent.modelData
                        color: Theme.accent
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }
}
