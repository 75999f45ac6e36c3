import QtQuick
import Kiosk.Model

// Whose service this is, and how it is shown: contrast, type, language. Where one line has no room for both, it has two.
Rectangle {
    id: header

    // where the choices are while the page is low
    required property Item lowered
    readonly property alias service: title.text
    readonly property bool broad: Terminal.type !== "largest" || width > Theme.mm * 300
    // height of the choices with what is around them
    readonly property real choosing: choices.implicitHeight + Theme.mm * 4
    readonly property bool stacked: !Terminal.low && mark.width + title.implicitWidth + choices.implicitWidth + Theme.margin * 3 > width
    readonly property real first: choices.implicitHeight + Theme.mm * (Theme.tight ? 4 : 8)

    implicitHeight: Terminal.low ? title.implicitHeight + Theme.mm * 8 : stacked ? title.implicitHeight + Theme.mm * 8 + first : first
    color: Theme.surface

    Icon {
        id: mark

        x: Theme.margin
        y: title.y + (title.height - height) / 2
        name: "card"
        size: Theme.mm * 13
    }

    Label {
        id: title

        x: mark.x + mark.width + Theme.mm * 3
        y: header.stacked ? Theme.mm * 6 : ((Terminal.low ? header.height : header.first) - height) / 2
        text: Terminal.values.staff === undefined ? qsTr("社会保障卡自助服务") : qsTr("社会保障卡服务")
        size: Theme.body
        strong: true
        wrapMode: Text.NoWrap
    }

    Row {
        id: choices

        parent: Terminal.low ? header.lowered : header
        anchors {
            right: parent.right
            rightMargin: Theme.margin
            bottom: parent.bottom
            bottomMargin: Theme.mm * (Theme.tight ? 2 : 4)
        }
        spacing: Theme.gap

        Action {
            objectName: "voice"
            visible: Voice.offered
            enabled: !Voice.missing
            compact: true
            stays: true
            glyph: Voice.on ? "voice-off" : "voice"
            // a sign that everybody knows, where all four words find no room
            text: !header.broad ? "" : Voice.on ? qsTr("关语音") : qsTr("语音")
            name: Voice.missing ? qsTr("本机没有语音播报") : Voice.on ? qsTr("关闭语音播报") : qsTr("语音播报")
            onTriggered: Voice.switch(!Voice.on)
        }

        Action {
            compact: true
            stays: true
            glyph: "contrast"
            text: Terminal.contrast === "high" ? qsTr("标准") : qsTr("高对比")
            onTriggered: Terminal.chooseContrast(Terminal.contrast === "high" ? "standard" : "high")
        }

        Action {
            compact: true
            stays: true
            glyph: "type"
            text: Terminal.type === "standard" ? qsTr("大字") : Terminal.type === "larger" ? qsTr("特大字") : qsTr("标准字")
            onTriggered: Terminal.chooseType(Terminal.type === "standard" ? "larger" : Terminal.type === "larger" ? "largest" : "standard")
        }

        Action {
            compact: true
            stays: true
            glyph: "globe"
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
