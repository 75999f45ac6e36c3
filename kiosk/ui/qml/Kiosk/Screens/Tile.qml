import QtQuick

// One choice of the menu: icon, name, a line of what it needs.
Rectangle {
    id: tile

    required property string glyph
    required property string text
    property string hint: ""

    signal triggered

    readonly property string role: "button"

    readonly property bool down: touch.down

    // the words beside the icon, not below it
    property bool lying: false

    implicitHeight: (lying ? Math.max(sign.height, words.implicitHeight) : sign.height + words.implicitHeight + Theme.mm * 5 * Theme.room) + Theme.pad * 2.4
    radius: Theme.radius
    color: down ? Theme.tint : Theme.surface
    border.color: down || activeFocus ? Theme.accent : Theme.outline
    border.width: down || activeFocus ? Theme.line * 2.5 : Theme.line
    activeFocusOnTab: true

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

    Item {
        anchors {
            fill: parent
            margins: Theme.pad * 1.2
        }

        Rectangle {
            id: sign

            y: tile.lying ? (parent.height - height) / 2 : 0
            width: Theme.mm * (Theme.tight ? 15 : 18) * Theme.room
            height: width
            radius: Theme.radius * 1.4
            color: Theme.tint

            Icon {
                anchors.centerIn: parent
                name: tile.glyph
                size: parent.width * 0.62
            }
        }

        Column {
            id: words

            x: tile.lying ? sign.width + Theme.pad * 1.2 : 0
            y: tile.lying ? (parent.height - height) / 2 : parent.height - height
            width: parent.width - x
            spacing: Theme.mm * 2.4 * Theme.room

            Label {
                width: parent.width
                text: tile.text
                size: Theme.heading
                strong: true
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text !== "" && !Theme.tight
                text: tile.hint
                color: Theme.quiet
                Accessible.ignored: true
            }
        }
    }

    Touch {
        id: touch

        onActed: tile.triggered()
    }
}
