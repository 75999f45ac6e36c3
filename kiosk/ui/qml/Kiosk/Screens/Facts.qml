pragma ComponentBehavior: Bound

import QtQuick

// A panel of facts: `rows` of what it is, how it stands, and whether that is bad.
Panel {
    id: facts

    required property var rows

    implicitHeight: lines.implicitHeight + Theme.mm * (Theme.tight ? 2 : 4)

    Column {
        id: lines

        x: Theme.pad * 1.4
        y: Theme.mm * (Theme.tight ? 1 : 2)
        width: parent.width - x * 2

        Repeater {
            model: facts.rows

            Fact {
                required property int index
                required property var modelData

                width: lines.width
                first: index === 0
                label: modelData[0]
                value: modelData[1]
                ink: modelData[2] ? Theme.bad : Theme.ink
            }
        }
    }
}
