import QtQuick
import Kiosk.Model

// A PIN is asked for: whose, and in which words, is in PinWords. Messages have a place of their own: no key ever moves.
Footed {
    id: screen

    // for a moment, until the card has answered
    readonly property bool waits: Terminal.screen === "reading"
    readonly property var asked: waits ? null : PinWords.of(Terminal.screen, Terminal.values)
    property var last: asked
    readonly property var m: asked ?? last
    // the pad beside what is said
    readonly property real frame: Math.min(width - Theme.margin * 2, Theme.mm * 400)
    readonly property string message: waits ? qsTr("正在核对，请稍候") : m.message
    readonly property bool loud: m.loud && !waits

    onAskedChanged: if (asked !== null)
        last = asked
    leave: ({
            text: m.leave,
            glyph: "back",
            intent: "end"
        })
    back: m.back
    other: m.forgot ? {
        text: qsTr("忘记密码"),
        intent: "unlock"
    } : null
    on: ({
            text: m.confirm,
            intent: "confirm",
            enabled: Terminal.digits === 6
        })
    heading: m.title
    news: loud ? m.message : ""

    // What is said stands in a block of its own; the pad's place depends on the screen and the type alone.
    Item {
        id: told

        x: (screen.width - screen.frame) / 2
        width: screen.wide ? screen.frame - pad.width - Theme.gap * 4 : screen.frame
        height: screen.wide ? screen.height : dots.y - Theme.mm * 4

        Column {
            id: head

            width: parent.width
            y: screen.wide ? dots.beside ? Math.max(Theme.mm * 3, (dots.y - height) / 2) : Theme.mm * 8 : Math.max(Theme.mm * 3, (parent.height - height) * 0.5)
            spacing: Theme.mm * (screen.close ? 2.5 : 5) * Theme.room

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
                lineHeight: screen.close ? 0.9 : 1.12
                horizontalAlignment: screen.wide ? Text.AlignLeft : Text.AlignHCenter
            }

            Label {
                width: parent.width
                text: screen.m.hint
                color: Theme.quiet
                lineHeight: screen.close ? 0.9 : 1.12
                horizontalAlignment: screen.wide ? Text.AlignLeft : Text.AlignHCenter
            }

            // the message's place, whether there is one or not
            Item {
                width: parent.width
                height: Theme.body * (Terminal.type === "standard" ? 4 : 5.2)

                Rectangle {
                    id: bubble

                    visible: screen.message !== ""
                    x: screen.wide ? 0 : (parent.width - width) / 2
                    width: Math.min(parent.width, words.implicitWidth + sign.width + Theme.pad * 2.6)
                    height: words.height + drawn + Theme.mm * (screen.close ? 3 : 6)

                    // what the attempts take
                    readonly property real drawn: attempts.visible ? attempts.height + Theme.mm * 2.5 : 0

                    radius: Theme.high ? 0 : Theme.radius * 1.6
                    color: screen.loud ? Theme.warnTint : "transparent"
                    border.width: screen.loud && Theme.high ? Theme.line : 0
                    border.color: Theme.ink

                    Icon {
                        id: sign

                        x: screen.loud ? Theme.pad : 0
                        anchors.verticalCenter: parent.verticalCenter
                        name: screen.waits ? "wait" : screen.loud ? "alert" : "info"
                        tint: screen.loud ? Theme.warn : Theme.quiet
                        size: Theme.body * 1.2
                    }

                    Label {
                        id: words

                        anchors {
                            left: sign.right
                            leftMargin: Theme.mm * 2
                            verticalCenter: parent.verticalCenter
                            verticalCenterOffset: -bubble.drawn / 2
                        }
                        width: Math.min(implicitWidth, told.width - sign.width - Theme.pad * 2.6)
                        text: screen.message
                        color: screen.loud ? Theme.warn : Theme.quiet
                        strong: screen.loud
                        maximumLineCount: 3
                        lineHeight: screen.close ? 0.9 : 1.12
                    }

                    // drawn as well, where there is room
                    Attempts {
                        id: attempts

                        visible: count > 0 && screen.m.counted && !screen.waits && words.lineCount <= (screen.close ? 2 : 1)
                        x: words.x
                        y: words.y + words.height + Theme.mm * 2.5
                        remaining: Terminal.values.triesLeft ?? -1
                        limit: Terminal.values.triesLimit ?? 0
                        tint: screen.loud ? Theme.warn : Theme.quiet
                        size: Theme.body * 0.8
                    }
                }
            }
        }
    }

    readonly property bool close: Terminal.type !== "standard"

    // right above the pad, or where its keys need the room, beside it
    Dots {
        id: dots

        readonly property bool beside: screen.wide && screen.height - implicitHeight - Theme.mm * 16 < Theme.mm * 27 * 4

        count: screen.waits ? 6 : Terminal.digits
        across: beside ? told.width : pad.width
        x: beside ? told.x : pad.x + (pad.width - width) / 2
        y: beside ? screen.height - height - Theme.mm * 6 : pad.y - height - Theme.mm * 6
    }

    PinPad {
        id: pad

        readonly property real above: dots.beside ? 0 : dots.implicitHeight + Theme.mm * 6

        objectName: "pad"
        focus: true
        wide: screen.wide
        across: screen.wide ? Math.min(screen.frame * 0.5, Theme.mm * 172) : screen.frame
        down: Terminal.low ? Math.min(screen.height - above, Theme.mm * Terminal.reachMm - screen.under) - Theme.mm * 8 : screen.height - above - Theme.mm * 10
        x: screen.wide ? screen.width - (screen.width - screen.frame) / 2 - width : (screen.width - width) / 2
        y: screen.wide && !Terminal.low ? above + Theme.mm * 5 : screen.height - height - Theme.mm * 6
    }

    // the pad takes the focus back from whatever had it
    Connections {
        target: Terminal

        function onDigitsChanged(): void {
            pad.forceActiveFocus()
        }
    }
}
