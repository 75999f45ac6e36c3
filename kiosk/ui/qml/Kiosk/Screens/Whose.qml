import QtQuick
import Kiosk.Model

// Whose card a case is about, and how its PIN stands.
Panel {
    id: panel

    readonly property var v: Terminal.values
    readonly property bool brief: Terminal.type !== "standard"

    implicitHeight: Math.max(whose.implicitHeight, attempts.height) + Theme.pad * (panel.brief ? 1 : 2)

    Column {
        id: whose

        anchors {
            left: parent.left
            leftMargin: Theme.pad * 1.2
            right: attempts.left
            rightMargin: Theme.pad
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.mm

        Name {
            width: parent.width
            visible: text !== ""
            text: panel.v.holder ? panel.v.holder : qsTr("持卡人")
            size: Theme.lead
            strong: true
        }

        Label {
            width: parent.width
            text: panel.v.lastFour ? qsTr("卡号末四位 %1").arg(panel.v.lastFour) : qsTr("卡号未知")
            color: Theme.quiet
        }
    }

    Chip {
        id: attempts

        anchors {
            right: parent.right
            rightMargin: Theme.pad * 1.2
            verticalCenter: parent.verticalCenter
        }
        text: panel.v.hasPin === false ? qsTr("尚未设置社保密码") : panel.v.triesLeft === 0 ? qsTr("已锁定") : panel.v.triesLeft > 0 ? qsTr("还剩 %n 次", "", panel.v.triesLeft) : qsTr("次数未知")
        tone: panel.v.triesLeft === 0 ? "bad" : panel.v.triesLeft > 0 && panel.v.triesLeft <= 2 ? "warn" : "info"
    }
}
