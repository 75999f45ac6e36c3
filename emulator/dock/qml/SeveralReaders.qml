pragma ComponentBehavior: Bound

import QtQuick

// More than one reader: every card has a button for each.
Item {
    id: several

    // the DockModel
    required property var dock
    readonly property Inks inks: Inks {}
    readonly property int gap: 10
    // for the list and the panels
    readonly property int room: height - (notice.visible ? notice.height + gap : 0)
    // two exchanges to eight
    readonly property int leastPanel: Math.max(166, Math.min(252, height * 0.24))
    readonly property int panelHeight: (room - cards.height) / dock.readers.length - gap

    Cards {
        id: cards

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
        }
        height: Math.max(90, Math.min(contentHeight, several.room - several.dock.readers.length * (several.leastPanel + several.gap)))
        model: several.dock.cards

        delegate: Rectangle {
            id: card

            required property var modelData
            readonly property var place: several.dock.readers.find(reader => reader.inserted === modelData.id)
            readonly property bool inside: place !== undefined

            width: ListView.view.width
            height: 36
            radius: 6
            color: inside ? several.inks.tint : several.inks.paper
            border.color: inside ? several.inks.accent : several.inks.edge

            CardWords {
                anchors {
                    left: parent.left
                    right: into.left
                    rightMargin: 8
                    top: parent.top
                    bottom: parent.bottom
                }
                cardId: card.modelData.id
                title: card.modelData.title
                inside: card.inside
            }

            Row {
                id: into

                anchors {
                    right: parent.right
                    rightMargin: 4
                    verticalCenter: parent.verticalCenter
                }
                spacing: 4

                Repeater {
                    model: several.dock.readers

                    Push {
                        required property int index
                        required property var modelData
                        readonly property bool here: card.place === modelData

                        objectName: "card-" + card.modelData.id + "-" + index
                        name: card.modelData.id + ", " + (here ? "in " : "into ") + modelData.title
                        word: (here ? "✓ " : "") + modelData.people
                        width: 104
                        height: 28
                        font.pixelSize: 12
                        font.weight: here ? Font.Bold : Font.Normal
                        enabled: here || !card.inside
                        Accessible.checkable: true
                        Accessible.checked: here
                        onTriggered: several.dock.insert(card.modelData.id, index)
                    }
                }
            }
        }
    }

    Notice {
        id: notice

        anchors {
            left: parent.left
            right: parent.right
            top: cards.bottom
            topMargin: several.gap
        }
        text: several.dock.notice
    }

    Column {
        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        spacing: several.gap

        Repeater {
            model: several.dock.readers

            ReaderPanel {
                required property int index
                required property var modelData

                objectName: "reader-" + index
                reader: modelData
                width: parent.width
                height: several.panelHeight
            }
        }
    }
}
