import QtQuick

// One of several readers: what is in it, what a hand can do with that, and what it answered.
Rectangle {
    id: panel

    // a SlotModel
    required property var reader
    readonly property Inks inks: Inks {}

    radius: 6
    color: inks.paper
    border.color: inks.edge

    Words {
        id: heading

        objectName: "title"
        x: 10
        y: 6
        text: panel.reader.title
        font.weight: Font.Bold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Rectangle {
        id: inside

        anchors {
            left: parent.left
            right: parent.right
            top: heading.bottom
            margins: 10
            topMargin: 5
        }
        height: 40
        radius: 6
        color: panel.reader.occupied ? panel.inks.tint : panel.inks.ground
        border.color: panel.reader.occupied ? panel.inks.accent : panel.inks.edge

        Column {
            anchors {
                left: parent.left
                leftMargin: 10
                right: pull.left
                rightMargin: 8
                verticalCenter: parent.verticalCenter
            }

            Inside {
                width: parent.width
                reader: panel.reader
                font.weight: panel.reader.occupied ? Font.Bold : Font.Normal
                elide: Text.ElideRight
            }

            Words {
                width: parent.width
                visible: text !== ""
                text: panel.reader.insertedTitle
                color: inks.quiet
                font.pixelSize: 11
                elide: Text.ElideRight
            }
        }

        Push {
            id: pull

            objectName: "pull"
            anchors {
                right: cycle.left
                rightMargin: 6
                verticalCenter: parent.verticalCenter
            }
            name: "Pull out, " + panel.reader.title
            word: "Pull out"
            width: 72
            height: 30
            font.pixelSize: 12
            enabled: panel.reader.occupied
            onTriggered: panel.reader.remove()
        }

        Push {
            id: cycle

            objectName: "power-cycle"
            anchors {
                right: parent.right
                rightMargin: 5
                verticalCenter: parent.verticalCenter
            }
            name: "Power-cycle, " + panel.reader.title
            word: "Power-cycle"
            width: 92
            height: 30
            font.pixelSize: 12
            enabled: panel.reader.inserted !== ""
            onTriggered: panel.reader.powerCycle()
        }
    }

    Attempts {
        id: attempts

        anchors {
            left: inside.left
            right: inside.right
            top: inside.bottom
            topMargin: 5
        }
        reader: panel.reader
    }

    Exchanges {
        anchors {
            left: inside.left
            right: inside.right
            top: attempts.bottom
            topMargin: 5
            bottom: parent.bottom
            bottomMargin: 6
        }
        reader: panel.reader
    }
}
