pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// What would you like to do: the card at a glance, and a tile for each matter, what fits the card first and filled.
Paged {
    id: screen

    readonly property var v: Terminal.values
    readonly property bool staffed: (v.staff ?? "") !== ""
    readonly property var offers: v.offers ?? []
    // large type and a low page have words beside their sign
    readonly property bool lying: Terminal.type !== "standard" || room < Theme.mm * 170
    readonly property int across: lying ? (wide && !scarce || Terminal.low && Terminal.type === "standard" ? 2 : 1) : wide ? Math.min(offers.length, 4) : 2
    readonly property int lines: Math.ceil(offers.length / across)
    // of a line of tiles that share the room there is
    readonly property real tall: lying ? 0 : Math.min(Theme.mm * (wide ? 84 : 96), (limit - Theme.lead * 1.6 - Theme.gap * 1.2 * lines) / lines)

    heading: qsTr("请选择要办理的业务")
    maximum: Theme.mm * (wide ? 320 : 250)
    touched: true

    head: Panel {
        // the chip below the name
        readonly property bool stacked: !screen.wide && Terminal.type !== "standard" || summary.wanted + standing.width + Theme.pad * 4 > width

        implicitHeight: summary.implicitHeight + Theme.pad * (screen.scarce ? 1.2 : 2.4) + (stacked ? standing.height + Theme.mm * 3 : 0)

        Column {
            id: summary

            readonly property real wanted: Math.max(number.implicitWidth, attempts.implicitWidth)

            anchors {
                left: parent.left
                right: parent.right
                rightMargin: parent.stacked ? Theme.pad * 1.4 : standing.width + Theme.pad * 2.4
                leftMargin: Theme.pad * 1.4
                top: parent.top
                topMargin: Theme.pad * (screen.scarce ? 0.6 : 1.2)
            }
            spacing: Theme.mm * (screen.scarce ? 0.5 : 2)

            Name {
                width: parent.width
                text: screen.v.holder ? screen.v.holder : qsTr("持卡人，您好")
                size: Theme.heading
                strong: true
            }

            Label {
                id: number

                width: parent.width
                text: screen.v.lastFour ? qsTr("卡号末四位 %1").arg(screen.v.lastFour) : qsTr("卡号未知")
                color: Theme.quiet
            }

            Label {
                id: attempts

                width: parent.width
                visible: text !== ""
                text: Words.pin(screen.v)
                color: screen.v.triesLeft > 2 || screen.v.triesLeft < 0 ? Theme.quiet : Theme.bad
                strong: screen.v.triesLeft >= 0 && screen.v.triesLeft <= 2
            }
        }

        Chip {
            id: standing

            anchors {
                right: parent.right
                rightMargin: Theme.pad * 1.4
            }
            // no anchor: one that changes to another stretches it for a moment, and it stays so
            y: parent.stacked ? parent.height - height - Theme.pad * (screen.scarce ? 0.6 : 1.2) : (parent.height - height) / 2
            text: Words.headline(screen.v.headline ?? "")
            tone: screen.v.tone ?? "info"
        }
    }

    Repeater {
        model: screen.lines

        Column {
            id: line

            required property int index

            readonly property var these: screen.offers.slice(index * screen.across, (index + 1) * screen.across)
            // one alone takes the whole line, with its words beside its sign
            readonly property bool alone: these.length === 1

            width: screen.block
            spacing: Theme.gap * 1.2

            Label {
                id: question

                visible: line.index === 0
                width: parent.width
                text: screen.heading
                heading: true
                size: Theme.lead
            }

            Row {
                id: tiles

                readonly property real highest: Math.max(0, ...Array.from(children, each => each.implicitHeight))

                spacing: Theme.gap * 1.4

                Repeater {
                    // counted, so that a tile stays under a finger while more gets known
                    model: line.these.length

                    Tile {
                        required property int index

                        // a line that goes takes its tiles along, and is gone first
                        readonly property var these: line?.these ?? []
                        readonly property bool alone: these.length === 1
                        readonly property var offer: these[index] ?? {
                            deed: "",
                            bar: ""
                        }
                        readonly property var said: Words.offer(offer, screen.staffed)

                        objectName: offer.deed
                        width: ((line?.width ?? 0) - Theme.gap * 1.4 * (these.length - 1)) / Math.max(1, these.length)
                        height: Math.max(alone ? 0 : screen.tall, tiles?.highest ?? 0)
                        lying: screen.lying || alone
                        primary: line?.index === 0 && index === 0
                        enabled: offer.bar === ""
                        glyph: said.glyph
                        text: said.text
                        hint: said.hint
                        onTriggered: Terminal.act(said.intent)
                    }
                }
            }
        }
    }
}
