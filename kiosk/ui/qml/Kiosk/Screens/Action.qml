import QtQuick
import Kiosk.Model
import QtQuick.Shapes

// A button. It acts when the finger is lifted inside it, and by Return or Space.
Rectangle {
    id: action

    property string text
    property string glyph: ""
    // what it is called where its words are few, or a sign alone
    property string name: text
    // how it stands now, said above what a tap does
    property string now: ""
    property bool primary: false
    property bool compact: false
    // it doesn't lead away from the page
    property bool stays: false

    signal triggered

    // what a tour lists as something to touch
    readonly property string role: "button"

    readonly property bool down: touch.down

    implicitHeight: now !== "" ? Math.max(Theme.touch, Theme.body * 2.5 + Theme.mm * 2.4) : compact ? Theme.touch : Theme.deed
    // for words
    readonly property real inner: width - Theme.mm * 4
    readonly property real sign: Theme.body * (now === "" ? 1.25 : 1.02)
    readonly property real signed: glyph === "" ? 0 : sign + (text === "" ? 0 : row.spacing)
    implicitWidth: Math.max(signed + label.implicitWidth, now === "" ? 0 : state.implicitWidth) + (now !== "" ? Theme.mm * (Terminal.type === "largest" ? 4 : 6) : compact ? Theme.pad * 1.6 : Theme.pad * 2.4)
    radius: compact && now === "" ? (Theme.high ? 0 : Theme.tight ? Theme.mm * 4 : height / 2) : Theme.radius
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

    Label {
        id: state

        visible: text !== ""
        x: (parent.width - width) / 2
        y: parent.height / 2 - Theme.body * 1.42
        text: action.now
        color: Theme.quiet
        lineHeight: 0.82
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Row {
        id: row

        x: (parent.width - width) / 2
        y: action.now === "" ? (parent.height - height) / 2 : parent.height / 2 - Theme.body * 0.26
        spacing: Theme.mm * 2.4

        Icon {
            visible: action.glyph !== "" && (action.compact || action.signed + label.implicitWidth + Theme.pad * 2 <= action.width)
            name: action.glyph === "" ? "none" : action.glyph
            size: action.sign
            tint: label.color
            anchors.verticalCenter: parent.verticalCenter
        }

        Label {
            id: label

            readonly property bool wraps: !action.compact && implicitWidth > action.inner

            visible: text !== ""
            // two lines where one is too long; of Chinese they are of one length, so that none holds a lone sign
            width: !wraps ? implicitWidth : text.includes(" ") ? action.inner : Math.min(action.inner, Math.ceil(text.length / 2) * size + 1)
            text: action.text
            strong: action.primary && action.enabled || action.now !== ""
            color: !action.enabled ? Theme.offInk : action.primary ? Theme.accentInk : action.now === "" ? Theme.ink : Theme.accent
            horizontalAlignment: Text.AlignHCenter
            lineHeight: wraps || action.now !== "" ? 0.82 : 1
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            // letters are below the middle of their line
            anchors.verticalCenterOffset: action.now !== "" ? 0 : size * (wraps ? -0.17 : -0.04)
        }
    }

    Touch {
        id: touch

        stays: action.stays

        onActed: action.triggered()
    }
}
