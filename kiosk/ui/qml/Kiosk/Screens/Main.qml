import QtQuick
import QtQuick.Window
import Kiosk.Model
import Kiosk.Screens

Window {
    id: window

    // Nobody closes it, and it fills the screen: see Screen.show
    property bool stays: false
    readonly property Footed shown: stage.item as Footed

    // So long, in milliseconds, a pad stays while its card is asked: mostly the next pad comes.
    property int holds: 400

    // a card is asked for what a pad was for
    readonly property bool waits: Terminal.screen === "reading" && Terminal.values.doing !== "writing" && !Terminal.values.matter && !Terminal.values.opening

    // shown once everything is connected
    visible: false
    title: window.shown?.heading ? window.shown.heading + " · " + header.service : header.service
    color: Theme.page

    onClosing: close => close.accepted = !window.stays
    onVisibilityChanged: if (window.stays && window.visibility !== Window.FullScreen && window.visible)
        back.start()

    // Not at once: a window manager that will not have it would be asked without end.
    Timer {
        id: back

        interval: 500
        onTriggered: window.showFullScreen()
    }

    // Tab is heard by the item that has the focus alone; screens that come up focus none that Tab would.
    onActiveFocusItemChanged: if (window.activeFocusItem && window.activeFocusItem.activeFocusOnTab)
        Terminal.touched()

    // what the keypad's keys 0 to 9 are while NumLock is off
    readonly property var unlocked: [Qt.Key_Insert, Qt.Key_End, Qt.Key_Down, Qt.Key_PageDown, Qt.Key_Left, Qt.Key_Clear, Qt.Key_Right, Qt.Key_Home, Qt.Key_Up, Qt.Key_PageUp]

    readonly property var ways: ({
            [Qt.Key_Left]: Qt.point(-1, 0),
            [Qt.Key_Right]: Qt.point(1, 0),
            [Qt.Key_Up]: Qt.point(0, -1),
            [Qt.Key_Down]: Qt.point(0, 1)
        })

    // Where a PIN is asked for, its keys mean the pad, whatever has the focus. No key is accepted: Tab is the window's.
    function hear(event: var): void {
        const keypad = event.modifiers & Qt.KeypadModifier ? window.unlocked.indexOf(event.key) : -1
        if (event.isAutoRepeat || event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier)) {
            return
        } else if (keypad >= 0) {
            Terminal.typed(keypad)
        } else if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9) {
            Terminal.typed(event.key - Qt.Key_0)
        } else if (event.key === Qt.Key_Backspace) {
            Terminal.deleteDigit()
        } else if (event.key === Qt.Key_Delete) {
            Terminal.clearDigits()
        } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            Terminal.confirm()
        } else if ((event.key === Qt.Key_Escape || event.key === Qt.Key_Cancel) && foot.leaves !== null) {
            // a PIN pad's Cancel comes as one of them
            Terminal.act("end")
        } else if (event.key in window.ways) {
            const way = window.ways[event.key]
            Arrows.go(window.activeFocusItem, scene, way.x, way.y)
        } else {
            Terminal.touched()
        }
    }

    FocusScope {
        id: scene

        anchors.fill: parent
        focus: true
        Keys.onPressed: event => window.hear(event)

        Item {
            id: place

            readonly property string news: window.shown?.news ?? ""

            objectName: "stage"
            Accessible.role: Accessible.Pane
            Accessible.name: window.shown?.heading ?? ""
            onNewsChanged: tell()

            function tell(): void {
                if (news !== "")
                    Accessible.announce(news, Accessible.Assertive)
            }

            Connections {
                target: Terminal

                function onToldAgain(): void {
                    place.tell()
                }
            }

            anchors {
                left: parent.left
                right: parent.right
                top: header.bottom
                bottom: bar.top
            }

            Loader {
                id: stage

                anchors {
                    left: parent.left
                    right: parent.right
                    top: parent.top
                    bottom: foot.taken ? foot.top : parent.bottom
                }
                focus: true
                Component.onCompleted: show()
                onLoaded: {
                    (item as FocusScope)?.forceActiveFocus()
                    if (Theme.motion > 0 && fades)
                        appear.restart()
                }

                // between pads only what changes moves
                property bool fades: false

                // what is shown; another one is begun from its content
                property string known: ""

                function show(): void {
                    const now = Terminal.screen + "/" + (Terminal.values.stage ?? "")
                    if (now !== known && item !== null)
                        (item as FocusScope).forceActiveFocus()
                    known = now
                    const file = Screens.file(Terminal.screen, Terminal.values.stage ?? ""), pad = "PinScreen.qml"
                    const asked = window.shown !== null && source.toString().endsWith(pad)
                    if (asked && window.waits && !Terminal.still) {
                        wait.restart()
                        return
                    }
                    wait.stop()
                    fades = !asked && file !== pad
                    source = file
                }

                Connections {
                    target: Terminal

                    function onViewChanged(): void {
                        stage.show()
                    }
                }

                Timer {
                    id: wait

                    interval: window.holds
                    onTriggered: {
                        stage.fades = false
                        stage.source = Screens.file(Terminal.screen, Terminal.values.stage ?? "")
                    }
                }

                NumberAnimation {
                    id: appear

                    target: stage.item
                    property: "opacity"
                    // the first frame already shows it
                    from: 0.3
                    to: 1
                    duration: 140
                }
            }

            Binding {
                target: stage.item
                property: "under"
                value: window.height - bar.y + (foot.taken ? bar.y - stage.parent.y - foot.y : 0)
            }

            Foot {
                id: foot

                screen: window.shown
                anchors {
                    bottom: parent.bottom
                    bottomMargin: Theme.mm * 5
                    horizontalCenter: parent.horizontalCenter
                }
                width: Math.min(parent.width - Theme.margin * 2, Theme.mm * 400)
            }
        }

        Header {
            id: header

            lowered: bar

            anchors {
                left: parent.left
                right: parent.right
                top: parent.top
            }
        }

        // the header's choices, while the page is low
        Item {
            id: bar

            anchors {
                left: parent.left
                right: parent.right
                bottom: footer.top
            }
            height: Terminal.low ? header.choosing : 0
        }

        Footer {
            id: footer

            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
            }
        }
    }

    // any touch is a sign of life, wherever it lands; nothing is taken from what lies beneath
    Item {
        anchors.fill: parent

        PointHandler {
            property int began: 0

            onActiveChanged: {
                if (active) {
                    began = Terminal.begin(true)
                    // A hand that lies there says so once. What answers a question has to be lifted.
                    if (began !== 0 && Terminal.screen !== "still-there")
                        Terminal.touched()
                } else if (began === Terminal.page && Terminal.screen === "still-there") {
                    Terminal.touched()
                }
            }
        }
    }
}
