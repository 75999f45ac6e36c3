pragma ComponentBehavior: Bound

import QtQuick

// Something is under way, nobody knows for how long: three lights that go on in turn, or stand still where nothing moves.
Row {
    id: busy

    property real size: Theme.mm * 5 * Theme.room
    property int lit: 0

    readonly property bool moves: Theme.motion > 0

    spacing: size * 0.9

    Timer {
        interval: 500
        repeat: true
        running: busy.visible && busy.moves
        onTriggered: busy.lit = (busy.lit + 1) % 3
    }

    Repeater {
        model: 3

        Rectangle {
            required property int index

            width: busy.size
            height: width
            radius: width / 2
            color: !busy.moves || index === busy.lit ? Theme.accent : Theme.surface
            border.color: Theme.accent
            border.width: Theme.line * 1.5
        }
    }
}
