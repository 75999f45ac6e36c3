import QtQuick
import Kiosk.Model

// Whose service this is, and how it is shown: type, contrast, language.
Rectangle {
    id: header

    implicitHeight: Theme.touch + Theme.mm * 8
    color: Theme.surface

    Icon {
        id: mark

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        name: "card"
        size: Theme.mm * 13
    }

    Label {
        anchors {
            left: mark.right
            leftMargin: Theme.mm * 3
            right: choices.left
            rightMargin: Theme.mm * 3
            verticalCenter: parent.verticalCenter
        }
        text: qsTr("社会保障卡自助服务")
        size: Theme.body
        strong: true
        visible: implicitWidth <= width // no room: the mark alone says whose this is
    }

    Row {
        id: choices

        anchors {
            right: parent.right
            rightMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.gap

        Action {
            compact: true
            glyph: "contrast"
            text: Terminal.contrast === "high" ? qsTr("标准") : qsTr("高对比")
            onTriggered: Terminal.chooseContrast(Terminal.contrast === "high" ? "standard" : "high")
        }

        Action {
            compact: true
            text: Terminal.type === "standard" ? qsTr("大字") : Terminal.type === "larger" ? qsTr("特大字") : qsTr("标准字")
            onTriggered: Terminal.chooseType(Terminal.type === "standard" ? "larger" : Terminal.type === "larger" ? "largest" : "standard")
        }

        Action {
            compact: true
            text: Terminal.language === "en" ? "中文" : "English"
            onTriggered: Terminal.chooseLanguage(Terminal.language === "en" ? "zh_CN" : "en")
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line
        color: Theme.edge
    }
}
