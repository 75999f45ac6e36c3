import QtQuick

// What a card and a button have in common: focus, keys, pointer and name.
Rectangle {
    id: control

    required property string name
    signal triggered

    readonly property Inks inks: Inks {}
    readonly property bool down: area.pressed && area.containsMouse
    readonly property bool lit: enabled && (down || activeFocus)

    radius: 6
    color: down ? inks.tint : inks.paper
    border.color: lit ? inks.accent : inks.edge
    border.width: lit ? 2 : 1
    activeFocusOnTab: true

    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.focusable: true
    Accessible.onPressAction: control.triggered()
    Keys.onReturnPressed: control.triggered()
    Keys.onEnterPressed: control.triggered()
    Keys.onSpacePressed: control.triggered()

    MouseArea {
        id: area

        anchors.fill: parent
        onClicked: control.triggered()
    }
}
