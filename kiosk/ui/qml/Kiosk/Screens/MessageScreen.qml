pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Every screen that tells something and offers a way on: which words, signs and ways is in Messages.
Page {
    id: screen

    readonly property var v: Terminal.values
    readonly property var m: Messages.of(Terminal.screen, Terminal.values)
    readonly property color ink: Theme.inkOf(m.tone)
    readonly property color fill: Theme.tintOf(m.tone)

    spacing: Theme.mm * (Theme.tight ? 4 : 8) * Theme.room
    leave: m.leave
    back: m.back
    other: m.other
    on: m.on
    heading: m.title
    news: m.text === "" ? m.title : m.title + "\n" + m.text

    // a sign, or the slot with the card's way
    Item {
        anchors.horizontalCenter: parent.horizontalCenter
        width: pictured ? slot.implicitWidth : badge.width
        height: pictured ? slot.implicitHeight : badge.height

        readonly property bool pictured: screen.m.slot !== ""

        Rectangle {
            id: badge

            visible: !parent.pictured
            width: Theme.mm * 46 * Theme.room
            height: width
            radius: width / 2
            color: screen.fill
            border.width: Theme.high ? Theme.line : 0
            border.color: Theme.ink

            Icon {
                anchors.centerIn: parent
                name: screen.m.icon
                size: Theme.mm * 25 * Theme.room
                tint: screen.ink
            }
        }

        CardSlot {
            id: slot

            visible: parent.pictured
            out: screen.m.slot === "out"
            cardHeight: Theme.mm * (Theme.tight ? 38 : screen.wide ? 48 : 76)
        }

        // a card left behind calls
        SequentialAnimation on opacity {
            running: Terminal.screen === "card-left-behind" && Theme.motion > 0
            loops: Animation.Infinite
            alwaysRunToEnd: true

            NumberAnimation {
                to: screen.v.loud ? 0.1 : 0.5
                duration: 190
            }
            PauseAnimation {
                duration: screen.v.loud ? 120 : 350
            }
            NumberAnimation {
                to: 1
                duration: 190
            }
            PauseAnimation {
                duration: screen.v.loud ? 220 : 700
            }
        }
    }

    Label {
        width: parent.width
        text: screen.heading
        heading: true
        size: Theme.title
        strong: true
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        width: parent.width
        visible: text !== ""
        text: lines.implicitWidth <= width ? screen.m.text : screen.m.text.replace(/\n/g, Terminal.language === "en" ? " " : "")
        size: Theme.lead
        color: Theme.quiet
        horizontalAlignment: Text.AlignHCenter

        // broken where it is meant to be, which has to fit
        Label {
            id: lines

            visible: false
            text: screen.m.text
            size: parent.size
            wrapMode: Text.NoWrap
        }
    }

    Countdown {
        visible: screen.m.seconds > 0
        anchors.horizontalCenter: parent.horizontalCenter
        seconds: screen.m.seconds
    }

    Facts {
        visible: screen.m.facts.length > 0
        width: parent.width
        height: implicitHeight
        rows: screen.m.facts
    }
}
