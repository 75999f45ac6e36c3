import QtQuick
import Kiosk.Model

// A PIN is asked for: whose, and in which words, is in PinWords. Messages have a place of their own: no key ever moves.
Footed {
    id: screen

    readonly property var m: PinWords.of(Terminal.screen, Terminal.values)

    leave: ({
            text: m.leave,
            glyph: "back",
            intent: "end"
        })
    back: m.back
    on: ({
            text: m.confirm,
            intent: "confirm",
            enabled: Terminal.digits === 6
        })
    heading: m.title
    news: m.loud ? m.message : ""

    // What is said stands in a block of its own; the pad's place depends on the screen and the type alone.
    Item {
        id: told

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            top: parent.top
        }
        width: screen.wide ? parent.width / 2 - Theme.margin * 1.5 : parent.width - Theme.margin * 2
        height: (screen.wide ? screen.height : pad.y) - Theme.mm * 4

        Column {
            id: head

            width: parent.width
            y: Math.max(Theme.mm * 5, (parent.height - height) * (screen.wide ? 0.3 : 0.5))
            spacing: Theme.mm * 5 * Theme.room

            Item {
                visible: screen.m.steps.length > 0
                width: parent.width
                height: steps.implicitHeight

                Steps {
                    id: steps

                    x: screen.wide ? 0 : (parent.width - width) / 2
                    names: screen.m.steps
                    current: screen.m.step
                    available: told.width
                }
            }

            Label {
                width: parent.width
                text: screen.heading
                heading: true
                size: Theme.title
                strong: true
                horizontalAlignment: screen.wide ? Text.AlignLeft : Text.AlignHCenter
            }

            Label {
                width: parent.width
                text: screen.m.hint
                color: Theme.quiet
                horizontalAlignment: screen.wide ? Text.AlignLeft : Text.AlignHCenter
            }

            Dots {
                x: screen.wide ? 0 : (parent.width - width) / 2
            }

            // the message's place, whether there is one or not
            Item {
                width: parent.width
                height: Theme.body * (Terminal.type === "standard" ? 4 : 5.4)

                Rectangle {
                    id: bubble

                    visible: screen.m.message !== ""
                    x: screen.wide ? 0 : (parent.width - width) / 2
                    width: Math.min(parent.width, words.implicitWidth + sign.width + Theme.pad * 2.6)
                    height: words.height + Theme.mm * 6
                    radius: Theme.high ? 0 : Theme.radius * 1.6
                    color: screen.m.loud ? Theme.warnTint : "transparent"
                    border.width: screen.m.loud && Theme.high ? Theme.line : 0
                    border.color: Theme.ink

                    Icon {
                        id: sign

                        x: Theme.pad
                        anchors.verticalCenter: parent.verticalCenter
                        name: screen.m.loud ? "alert" : "info"
                        tint: screen.m.loud ? Theme.warn : Theme.quiet
                        size: Theme.body * 1.2
                    }

                    Label {
                        id: words

                        anchors {
                            left: sign.right
                            leftMargin: Theme.mm * 2
                            verticalCenter: parent.verticalCenter
                        }
                        width: Math.min(implicitWidth, told.width - sign.width - Theme.pad * 2.6)
                        text: screen.m.message
                        color: screen.m.loud ? Theme.warn : Theme.quiet
                        strong: screen.m.loud
                        maximumLineCount: 3
                        lineHeight: Terminal.type === "standard" ? 1.12 : 0.9
                    }
                }
            }
        }
    }

    PinPad {
        id: pad

        objectName: "pad"
        focus: true
        wide: screen.wide
        across: screen.wide ? screen.width / 2 - Theme.margin * 1.5 : screen.width - Theme.margin * 2
        down: Terminal.low ? Math.min(screen.height, Theme.mm * Terminal.reachMm - screen.under) - Theme.mm * 8 : screen.height - Theme.mm * 14
        x: screen.wide ? screen.width - Theme.margin - width : (screen.width - width) / 2
        y: screen.wide && !Terminal.low ? Theme.mm * 8 : screen.height - height - Theme.mm * 6
    }

    // the pad takes the focus back from whatever had it
    Connections {
        target: Terminal

        function onDigitsChanged(): void {
            pad.forceActiveFocus()
        }
    }
}
