import QtQuick
import QtQuick.Shapes

// A button. It acts when the finger is lifted inside it, and by Return or Space.
Rectangle {
    id: action

    property string text
    property string glyph: ""
    // what it is called where its words are few, or a sign alone
    property string name: text
    property bool primary: false
    property bool compact: false
    // it doesn't lead away from the page
    property bool stays: false

    signal triggered

    // what a tour lists as something to touch
    readonly property string role: "button"

    readonly property bool down: touch.down

    implicitHeight: compact ? Theme.touch : Theme.deed
    // for words
    readonly property real inner: width - Theme.mm * 4
    readonly property real signed: glyph === "" ? 0 : Theme.body * 1.25 + (text === "" ? 0 : row.spacing)
    implicitWidth: signed + label.implicitWidth + (compact ? Theme.pad * 1.6 : Theme.pad * 2.4)
    radius: compact ? height / 2 * (Theme.high ? 0 : 1) : Theme.radius
    color: !enabled ? Theme.offFill : primary ? (down ? Theme.accentPressed : Theme.accent) : (down ? Theme.tint : Theme.surface)
    border.color: primary ? Theme.accent : (down || activeFocus ? Theme.accent : Theme.outline)
    border.width: !enabled ? 0 : activeFocus ? Theme.line * 2.5 : Theme.line
    activeFocusOnTab: enabled

    Accessible.role: Accessible.Button
    Accessible.name: visible ? name : ""
    Accessible.focusable: true
    Accessible.ignored: !visible
    Accessible.onPressAction: action.triggered()
    Keys.onReturnPressed: event => action.press(event)
    Keys.onEnterPressed: event => action.press(event)
    Keys.onSpacePressed: event => action.press(event)

    function press(event: var): void {
        if (!event.isAutoRepeat)
            action.triggered()
    }

    // that it can't be pressed now is told by more than colour: its frame is broken
    Shape {
        id: broken

        anchors.fill: parent
        anchors.margins: Theme.dash / 2
        visible: !action.enabled

        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.outline
            strokeWidth: Theme.dash
            strokeStyle: ShapePath.DashLine
            dashPattern: Theme.high ? [3, 3] : [6, 4] // in widths of the stroke
            capStyle: ShapePath.FlatCap

            PathRectangle {
                width: broken.width
                height: broken.height
                radius: action.radius
            }
        }
    }

    // so are pressed and focused
    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.mm * 0.9
        radius: parent.radius
        color: "transparent"
        visible: action.down || action.activeFocus
        border.width: Theme.line
        border.color: action.primary ? Theme.accentInk : Theme.accent
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.mm * 2.4

        Icon {
            visible: action.glyph !== "" && (action.compact || action.signed + label.implicitWidth + Theme.pad * 2 <= action.width)
            name: action.glyph === "" ? "none" : action.glyph
            size: Theme.body * 1.25
            tint: label.color
            anchors.verticalCenter: parent.verticalCenter
        }

        Label {
            id: label

            visible: text !== ""
            // two lines where one is too long; of Chinese they are of one length, so that none holds a lone sign
            width: action.compact || implicitWidth <= action.inner ? implicitWidth : text.includes(" ") ? action.inner : Math.min(action.inner, Math.ceil(text.length / 2) * size + 1)
            text: action.text
            strong: action.primary && action.enabled
            color: !action.enabled ? Theme.offInk : action.primary ? Theme.accentInk : Theme.ink
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 0.82
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
        }
    }

    Touch {
        id: touch

        stays: action.stays

        onActed: action.triggered()
    }
}
