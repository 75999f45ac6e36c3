import QtQuick
import Kiosk.Model

// Whose service this is, and how it is shown: contrast, type, language. Where one line has no room for both, it has two.
Rectangle {
    id: header

    // where the choices are while the page is low
    required property Item lowered
    readonly property alias service: title.text
    // a sign that everybody knows, where all four words find no room
    readonly property bool broad: Terminal.type !== "largest" || width > Theme.mm * 300
    // height of the choices with what is around them
    readonly property real choosing: choices.implicitHeight + Theme.mm * 4
    readonly property bool stacked: !Terminal.low && title.implicitWidth + choices.implicitWidth + Theme.margin * 2 + Theme.mm * 5 > width
    readonly property real first: choices.implicitHeight + Theme.mm * (Theme.tight ? 4 : 6)

    implicitHeight: Terminal.low ? title.implicitHeight + Theme.mm * 6 : stacked ? title.implicitHeight + Theme.mm * 2 + first : first
    color: Theme.surface

    Title {
        id: title

        x: Theme.margin
        y: header.stacked ? Theme.mm * 3 : ((Terminal.low ? header.height : header.first) - height) / 2
    }

    Row {
        id: choices

        parent: Terminal.low ? header.lowered : header
        anchors {
            right: parent.right
            rightMargin: Theme.margin
            bottom: parent.bottom
            bottomMargin: Theme.mm * (Theme.tight ? 2 : 3)
        }
        spacing: Theme.mm * 2.5

        Action {
            objectName: "voice"
            visible: Voice.offered
            enabled: !Voice.missing
            compact: true
            stays: true
            height: type.height
            glyph: Voice.on ? "voice-off" : "voice"
            now: !header.broad ? "" : Voice.on ? qsTr("语音：开") : qsTr("语音：关")
            text: !header.broad ? "" : Voice.on ? qsTr("关语音") : qsTr("语音")
            name: Voice.missing ? qsTr("本机没有语音播报") : Voice.on ? qsTr("语音播报：开。点按关闭") : qsTr("语音播报：关。点按打开")
            onTriggered: Voice.switch(!Voice.on)
        }

        Action {
            readonly property bool high: Terminal.contrast === "high"

            objectName: "contrast"
            compact: true
            stays: true
            glyph: "contrast"
            now: high ? qsTr("对比：高") : qsTr("对比：标准")
            text: high ? qsTr("标准") : qsTr("高对比")
            name: high ? qsTr("对比：高。点按换成标准") : qsTr("对比：标准。点按换成高对比")
            onTriggered: Terminal.chooseContrast(high ? "standard" : "high")
        }

        Action {
            id: type
            readonly property string next: Terminal.type === "standard" ? "larger" : Terminal.type === "larger" ? "largest" : "standard"

            objectName: "type"
            compact: true
            stays: true
            glyph: "type"
            now: next === "larger" ? qsTr("字号：标准") : next === "largest" ? qsTr("字号：大") : qsTr("字号：特大")
            text: next === "larger" ? qsTr("大字") : next === "largest" ? qsTr("特大字") : qsTr("标准字")
            name: next === "larger" ? qsTr("字号：标准。点按换成大字") : next === "largest" ? qsTr("字号：大。点按换成特大字") : qsTr("字号：特大。点按换成标准字")
            onTriggered: Terminal.chooseType(next)
        }

        Action {
            readonly property bool english: Terminal.language === "en"

            objectName: "language"
            compact: true
            stays: true
            glyph: "globe"
            now: english ? "English" : "中文"
            text: english ? "中文" : "English"
            name: english ? "Language: English. 点按换成中文" : "语言：中文。Tap for English"
            onTriggered: Terminal.chooseLanguage(english ? "zh_CN" : "en")
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line
        color: Theme.edge
    }
}
