pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Every screen that tells something and offers a way on: which words, pictures and ways is in Messages. What is drawn
// stands above the words, or in a wide page beside them; what finds no room is on further leaves.
Page {
    id: screen

    readonly property var m: Messages.of(Terminal.screen, Terminal.values)
    readonly property bool beside: wide
    // the height of a card, a sign's width
    readonly property real drawn: beside ? Math.min(Theme.mm * 50, height * 0.25) : Theme.mm * (Terminal.type === "largest" ? 46 : Terminal.type === "larger" ? 60 : 72) * Theme.room
    readonly property int aligned: beside ? Text.AlignLeft : Text.AlignHCenter

    spacing: Theme.mm * (Theme.tight ? 2.5 : 6) * Theme.room
    maximum: Theme.mm * (beside ? 330 : 250)
    heading: m.title
    news: m.text === "" ? m.title : m.title + "\n" + m.text
    leave: m.leave
    back: m.back
    other: m.other
    on: m.on
    onHeadingChanged: told.leaf = 0

    Grid {
        width: parent.width
        columns: screen.beside ? 2 : 1
        columnSpacing: Theme.mm * (Theme.tight ? 8 : 14)
        rowSpacing: Theme.mm * 9 * Theme.room
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Column {
            id: picture

            spacing: Theme.mm * 6

            CardSlot {
                visible: screen.m.slot !== ""
                anchors.horizontalCenter: parent.horizontalCenter
                way: screen.m.slot
                calls: screen.m.calls
                cardHeight: screen.drawn * (Terminal.slot === "below" ? 1 : 0.8)
            }

            CardPicture {
                visible: screen.m.slot === "" && screen.m.card
                anchors.horizontalCenter: parent.horizontalCenter
                sign: screen.m.icon
                tone: screen.m.tone
                cardHeight: screen.drawn
            }

            Rectangle {
                visible: screen.m.slot === "" && !screen.m.card
                anchors.horizontalCenter: parent.horizontalCenter
                width: screen.drawn
                height: width
                radius: width / 2
                color: Theme.tintOf(screen.m.tone)
                border.width: Theme.line * 2
                border.color: Theme.inkOf(screen.m.tone)

                Icon {
                    anchors.centerIn: parent
                    name: screen.m.icon
                    size: parent.width * 0.56
                    tint: Theme.inkOf(screen.m.tone)
                }
            }

            Attempts {
                visible: count > 0
                anchors.horizontalCenter: parent.horizontalCenter
                remaining: screen.m.attempts.left
                limit: screen.m.attempts.limit
                tint: Theme.inkOf(screen.m.tone)
                size: Math.min(Theme.body, screen.drawn * 1.586 / Math.max(6, count) / 1.5)
            }

            Busy {
                visible: screen.m.busy
                anchors.horizontalCenter: parent.horizontalCenter
            }
        }

        Told {
            id: told

            width: screen.beside ? parent.width - picture.width - parent.columnSpacing : parent.width
            spacing: screen.spacing
            limit: screen.room - (screen.beside ? 0 : picture.height + parent.rowSpacing)
            says: screen.heading
            aligned: screen.aligned
            below: screen.spacing * 0.6
            gap: 0

            Item {
                readonly property bool counts: screen.m.seconds > 0

                width: told.block
                height: counts ? countdown.implicitHeight + screen.spacing * 1.6 : 0

                Countdown {
                    id: countdown

                    visible: parent.counts
                    x: screen.beside ? 0 : (parent.width - width) / 2
                    y: screen.spacing * 0.6
                    seconds: screen.m.seconds
                }
            }

            Repeater {
                model: Sentences.parts(screen.m.text, Theme.tight)

                Sentence {
                    required property string modelData

                    width: told.block
                    says: modelData
                    size: Theme.lead
                    color: Theme.quiet
                    horizontalAlignment: screen.aligned
                    bottomPadding: Theme.mm
                }
            }

            Item {
                readonly property bool told: screen.m.facts.length > 0

                width: told.block
                height: told ? facts.implicitHeight + screen.spacing : 0

                Facts {
                    id: facts

                    visible: parent.told
                    width: parent.width
                    height: implicitHeight
                    y: screen.spacing
                    rows: screen.m.facts
                }
            }
        }
    }
}
