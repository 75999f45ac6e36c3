import QtQuick
import Kiosk.Model

// One of several to choose from, or with `several` one of those to tick. A tap says only that it was touched.
Rectangle {
    id: choice

    required property string text
    required property bool chosen
    property string hint: ""
    property string glyph: ""
    property bool several: false

    signal triggered

    readonly property string role: "button"

    readonly property bool down: touch.down
    // the width that it needs for one line, chosen or not
    readonly property real needed: mark.width + Theme.pad * 2.8 + name.implicitWidth * 1.06

    readonly property bool roomy: Terminal.type === "standard" && !Terminal.low

    implicitHeight: Math.max(roomy ? Theme.deed : Theme.touch, words.implicitHeight + Theme.pad * (roomy ? 2 : 0.8))
    radius: Theme.radius
    color: down || chosen ? Theme.tint : Theme.surface
    border.color: down || chosen || activeFocus ? Theme.accent : Theme.outline
    border.width: down || chosen || activeFocus ? Theme.line * 2.5 : Theme.line
    activeFocusOnTab: true

    Accessible.role: several ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: visible ? text : ""
    Accessible.description: hint
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.focusable: true
    Accessible.onPressAction: choice.triggered()
    Accessible.onToggleAction: choice.triggered()
    Keys.onReturnPressed: event => choice.press(event)
    Keys.onEnterPressed: event => choice.press(event)
    Keys.onSpacePressed: event => choice.press(event)

    function press(event: var): void {
        if (!event.isAutoRepeat)
            choice.triggered()
    }

    // focused is told by more than colour
    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.mm * 0.9
        radius: parent.radius
        color: "transparent"
        visible: choice.down || choice.activeFocus
        border.width: Theme.line
        border.color: Theme.accent
    }

    // round for one of several, square for a tick
    Rectangle {
        id: mark

        x: Theme.pad
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.body * 1.25
        height: width
        radius: choice.several ? Theme.radius * 0.6 : width / 2
        color: choice.chosen && choice.several ? Theme.accent : Theme.surface
        border.color: choice.chosen ? Theme.accent : Theme.outline
        border.width: Theme.line * 2

        Icon {
            anchors.centerIn: parent
            visible: choice.chosen && choice.several
            name: "check"
            tint: Theme.accentInk
            size: parent.width * 0.86
        }

        Rectangle {
            anchors.centerIn: parent
            visible: choice.chosen && !choice.several
            width: parent.width * 0.5
            height: width
            radius: width / 2
            color: Theme.accent
        }
    }

    Column {
        id: words

        anchors {
            left: mark.right
            leftMargin: Theme.pad * 0.8
            // not by whether the sign is visible: on a further leaf it is not, and leaves came and went without end
            right: choice.glyph !== "" ? sign.left : parent.right
            rightMargin: choice.glyph !== "" ? Theme.mm * 2 : Theme.pad
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.mm

        Label {
            id: name

            width: parent.width
            text: choice.text
            strong: choice.chosen
            Accessible.ignored: true
        }

        Sentence {
            width: parent.width
            visible: choice.hint !== ""
            says: choice.hint
            color: Theme.quiet
            Accessible.ignored: true
        }
    }

    Icon {
        id: sign

        visible: choice.glyph !== ""
        anchors {
            right: parent.right
            rightMargin: Theme.pad
            verticalCenter: parent.verticalCenter
        }
        name: choice.glyph === "" ? "none" : choice.glyph
        size: Theme.body * 2
    }

    Touch {
        id: touch

        onActed: choice.triggered()
    }
}
