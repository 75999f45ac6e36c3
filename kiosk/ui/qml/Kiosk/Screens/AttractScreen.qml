pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Waiting for a card: where it goes, and what can be done here.
Page {
    id: screen

    spacing: Theme.mm * 7 * Theme.room
    leave: null
    heading: qsTr("请插入社会保障卡")

    CardSlot {
        anchors.horizontalCenter: parent.horizontalCenter
        cardHeight: Theme.mm * (screen.wide ? 62 : 96)
        moving: Theme.motion > 0 && Terminal.screen === "attract"
    }

    Column {
        width: parent.width
        spacing: Theme.mm * 3

        Label {
            width: parent.width
            text: screen.heading
            heading: true
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

    Row {
        visible: !Theme.tight
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.gap

        Repeater {
            model: [qsTr("修改密码"), qsTr("查询状态")]

            Rectangle {
                id: offer

                required property string modelData

                width: words.implicitWidth + Theme.pad * 2
                height: words.implicitHeight + Theme.mm * 5
                radius: Theme.radius
                color: Theme.tint
                border.width: Theme.high ? Theme.line : 0
                border.color: Theme.ink

                Label {
                    id: words

                    anchors.centerIn: parent
                    text: offer.modelData
                    color: Theme.accent
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
