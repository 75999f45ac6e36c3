import QtQuick
import Kiosk.Model

// Whose service this is.
Row {
    readonly property alias text: label.text

    spacing: Theme.mm * 3

    Icon {
        name: "card"
        size: Theme.mm * 13
        anchors.verticalCenter: parent.verticalCenter
    }

    Label {
        id: label

        text: Terminal.values.staff === undefined ? qsTr("社会保障卡自助服务") : qsTr("社会保障卡服务")
        strong: true
        wrapMode: Text.NoWrap
        lineHeight: 1
        anchors.verticalCenter: parent.verticalCenter
    }
}
