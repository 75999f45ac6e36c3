pragma ComponentBehavior: Bound

import QtQuick

// One reader: a click on a card puts it in.
Item {
    id: one

    // the DockModel
    required property var dock
    readonly property var reader: dock.readers[0]
    readonly property Inks inks: Inks {}

    Cards {
        id: cards

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
        }
        height: Math.max(90, Math.min(contentHeight, one.height - hand.height - 176))
        model: one.dock.cards

        delegate: Control {
            id: card

            required property var modelData
            readonly property bool inside: one.reader.inserted === modelData.id

            objectName: "card-" + modelData.id
            name: modelData.id + ", " + modelData.title + (inside ? ", in the reader" : "")
            width: ListView.view.width
            height: 36
            color: inside || down ? inks.tint : inks.paper
            border.color: lit || inside ? inks.accent : inks.edge
            Accessible.checkable: true
            Accessible.checked: inside
            onTriggered: one.dock.insert(modelData.id, 0)

            CardWords {
                anchors {
                    fill: parent
                    rightMargin: sign.width + 20
                }
                cardId: card.modelData.id
                title: card.modelData.title
                inside: card.inside
            }

            Words {
                id: sign

                anchors {
                    right: parent.right
                    rightMargin: 12
                    verticalCenter: parent.verticalCenter
                }
                text: card.inside ? "✓ in" : ""
                color: inks.accent
                font.weight: Font.Bold
                Accessible.ignored: true
            }
        }
    }

    Column {
        id: hand

        anchors {
            left: parent.left
            right: parent.right
            top: cards.bottom
            topMargin: 10
        }
        spacing: 8

        Row {
            width: parent.width
            spacing: 8

            Push {
                objectName: "pull"
                name: "Pull out"
                width: (parent.width - 8) / 2
                enabled: one.reader.occupied
                onTriggered: one.reader.remove()
            }

            Push {
                objectName: "power-cycle"
                name: "Power-cycle"
                width: (parent.width - 8) / 2
                enabled: one.reader.inserted !== ""
                onTriggered: one.reader.powerCycle()
            }
        }

        Attempts {
            width: parent.width
            reader: one.reader
        }

        Notice {
            width: parent.width
            text: one.dock.notice
        }
    }

    Rectangle {
        anchors {
            left: parent.left
            right: parent.right
            top: hand.bottom
            bottom: parent.bottom
            topMargin: 8
        }
        radius: 6
        color: one.inks.paper
        border.color: one.inks.edge

        Exchanges {
            anchors {
                fill: parent
                leftMargin: 10
                rightMargin: 10
                topMargin: 5
                bottomMargin: 6
            }
            reader: one.reader
        }
    }
}
