pragma ComponentBehavior: Bound

import QtQuick

// Lines with a tick each: what to have at hand.
Column {
    id: list

    required property var lines

    spacing: Theme.mm * 2

    Repeater {
        model: list.lines

        Item {
            id: line

            required property string modelData

            width: list.width
            height: words.implicitHeight

            Icon {
                id: tick

                y: Theme.body * 0.12
                name: "check"
                size: Theme.body * 1.3
            }

            Label {
                id: words

                x: tick.width + Theme.mm * 3
                width: parent.width - x
                text: line.modelData
            }
        }
    }
}
