pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Every screen that tells something and offers a way on: which words, signs and ways is in Messages.
Page {
    id: screen

    readonly property var m: Messages.of(Terminal.screen, Terminal.values)
    readonly property color ink: m.tone === "good" ? Theme.good : m.tone === "warn" ? Theme.warn : m.tone === "bad" ? Theme.bad : Theme.accent
    readonly property color fill: m.tone === "good" ? Theme.goodTint : m.tone === "warn" ? Theme.warnTint : m.tone === "bad" ? Theme.badTint : Theme.tint

    spacing: Theme.mm * 8 * Theme.room

    Rectangle {
        id: badge

        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.mm * 44 * Theme.room
        height: width
        radius: width / 2
        color: screen.fill
        border.width: Theme.high ? Theme.line : 0
        border.color: Theme.ink

        Icon {
            anchors.centerIn: parent
            name: screen.m.icon
            size: Theme.mm * 24 * Theme.room
            tint: screen.ink
        }

        SequentialAnimation on opacity { // a card left behind calls
            running: Terminal.screen === "card-left-behind" && Theme.motion > 0
            loops: Animation.Infinite
            alwaysRunToEnd: true

            NumberAnimation { to: 0.35; duration: 190 }
            PauseAnimation { duration: 250 }
            NumberAnimation { to: 1; duration: 190 }
            PauseAnimation { duration: 250 }
        }
    }

    Label {
        width: parent.width
        text: screen.m.title
        size: Theme.title
        strong: true
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        width: parent.width
        visible: text !== ""
        text: screen.m.text
        size: Theme.lead
        color: Theme.quiet
        horizontalAlignment: Text.AlignHCenter
    }

    Panel {
        visible: screen.m.facts.length > 0
        width: parent.width
        height: rows.implicitHeight + Theme.mm * 4

        Column {
            id: rows

            x: Theme.pad * 1.4
            y: Theme.mm * 2
            width: parent.width - x * 2

            Repeater {
                model: screen.m.facts

                Fact {
                    id: fact

                    required property int index
                    required property var modelData

                    width: parent.width
                    first: fact.index === 0
                    label: fact.modelData[0]
                    value: fact.modelData[1]
                }
            }
        }
    }

    actions: Repeater {
        model: screen.m.ways

        Action {
            id: way

            required property var modelData

            width: screen.share(screen.m.ways.length)
            primary: way.modelData.primary ?? false
            glyph: way.modelData.glyph ?? ""
            text: way.modelData.text
            onTriggered: Terminal.act(way.modelData.intent)
        }
    }
}
