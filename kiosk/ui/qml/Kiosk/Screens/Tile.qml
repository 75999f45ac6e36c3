import QtQuick
import QtQuick.Shapes

// One choice of the menu: icon, name, a line of what it needs. One that can't be made says why, and is no control.
Rectangle {
    id: tile

    required property string glyph
    required property string text
    property string hint: ""
    property bool primary: false

    signal triggered

    readonly property string role: "button"

    readonly property bool down: touch.down
    readonly property color ink: !enabled ? Theme.offInk : primary ? Theme.accentInk : Theme.ink

    // the words beside the icon, not below it
    property bool lying: false

    implicitHeight: (lying ? Math.max(sign.height, words.implicitHeight) : sign.height + words.implicitHeight + Theme.mm * 5 * Theme.room) + Theme.pad * (lying ? 1.6 : 2.4)
    radius: Theme.radius
    color: !enabled ? Theme.offFill : primary ? (down ? Theme.accentPressed : Theme.accent) : down ? Theme.tint : Theme.surface
    border.color: down || activeFocus || primary ? Theme.accent : Theme.outline
    border.width: !enabled ? 0 : down || activeFocus ? Theme.line * 2.5 : Theme.line
    activeFocusOnTab: enabled

    Accessible.role: Accessible.Button
    Accessible.name: visible ? text : ""
    Accessible.description: hint
    Accessible.focusable: true
    Accessible.onPressAction: tile.triggered()
    Keys.onReturnPressed: event => tile.press(event)
    Keys.onEnterPressed: event => tile.press(event)
    Keys.onSpacePressed: event => tile.press(event)

    function press(event: var): void {
        if (!event.isAutoRepeat)
            tile.triggered()
    }

    // as of any control that can't be pressed
    Shape {
        id: broken

        anchors.fill: parent
        anchors.margins: Theme.dash / 2
        visible: !tile.enabled

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
                radius: tile.radius
            }
        }
    }

    // so are pressed and focused
    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.mm * 0.9
        radius: parent.radius
        color: "transparent"
        visible: tile.primary && (tile.down || tile.activeFocus)
        border.width: Theme.line
        border.color: Theme.accentInk
    }

    Item {
        anchors {
            fill: parent
            leftMargin: Theme.pad * 1.2
            rightMargin: Theme.pad * 1.2
            topMargin: Theme.pad * (tile.lying ? 0.8 : 1.2)
            bottomMargin: Theme.pad * (tile.lying ? 0.8 : 1.2)
        }

        Rectangle {
            id: sign

            y: tile.lying ? (parent.height - height) / 2 : 0
            width: Theme.mm * (Theme.tight ? 15 : 18) * Theme.room
            height: width
            radius: Theme.radius * 1.4
            color: tile.enabled ? Theme.tint : Theme.offFill

            Icon {
                anchors.centerIn: parent
                name: tile.glyph
                tint: tile.enabled ? Theme.accent : Theme.offInk
                size: parent.width * 0.62
            }
        }

        Column {
            id: words

            x: tile.lying ? sign.width + Theme.pad * 1.2 : 0
            y: tile.lying ? (parent.height - height) / 2 : parent.height - height
            width: parent.width - x
            spacing: Theme.mm * (tile.lying ? 1 : 2.4) * Theme.room

            Label {
                width: parent.width
                text: tile.text
                size: Theme.heading
                strong: true
                color: tile.ink
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: tile.hint
                color: tile.enabled && tile.primary ? Theme.accentInk : tile.enabled ? Theme.quiet : Theme.offInk
                Accessible.ignored: true
            }
        }
    }

    Touch {
        id: touch

        onActed: tile.triggered()
    }
}
