import QtQuick

// One choice of the menu: icon, name, a line of what it needs.
Rectangle {
    id: tile

    required property string glyph
    required property string text
    property string hint: ""

    signal triggered

    readonly property bool down: area.pressed && area.containsMouse

    implicitHeight: column.implicitHeight + Theme.pad * 2.4
    radius: Theme.radius
    color: down ? Theme.tint : Theme.surface
    border.color: down || activeFocus ? Theme.accent : Theme.edge
    border.width: down || activeFocus ? Theme.line * 2.5 : Theme.line
    activeFocusOnTab: true

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: hint
    Accessible.focusable: true
    Accessible.onPressAction: tile.triggered()
    Keys.onReturnPressed: tile.triggered()
    Keys.onEnterPressed: tile.triggered()
    Keys.onSpacePressed: tile.triggered()

    Column {
        id: column

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            margins: Theme.pad * 1.2
        }
        spacing: Theme.mm * 3 * Theme.room

        Rectangle {
            width: Theme.mm * 17 * Theme.room
            height: width
            radius: Theme.radius * 1.4
            color: Theme.tint

            Icon {
                anchors.centerIn: parent
                name: tile.glyph
            }
        }

        Label {
            width: parent.width
            text: tile.text
            size: Theme.heading
            strong: true
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: tile.hint
            color: Theme.quiet
            Accessible.ignored: true
        }
    }

    MouseArea {
        id: area

        anchors.fill: parent
        onReleased: if (containsMouse) tile.triggered()
    }
}
