import QtQuick
import Kiosk.Model

// Where else to ask, and which terminal this is.
Item {
    implicitHeight: line.implicitHeight + Theme.mm * (Theme.tight ? 3 : 7)

    Label {
        id: line

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        text: qsTr("咨询电话 12333")
        color: Theme.quiet
    }

    Label {
        anchors {
            right: parent.right
            rightMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        text: qsTr("终端 %1").arg(Terminal.terminalId)
        color: Theme.quiet
    }
}
