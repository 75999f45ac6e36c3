pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Staff says what is to be done, who came, and which documents were seen; then the case can be opened.
Paged {
    id: screen

    readonly property var v: Terminal.values
    // choices stand below each other
    readonly property bool narrow: Terminal.type !== "standard" || Terminal.low
    readonly property string refused: RefusalWords.refused(v.refused ?? "", v.until ?? "")

    heading: qsTr("办理解锁或重置")
    news: refused
    maximum: Theme.mm * (wide ? 400 : 250)
    paired: true
    touched: true
    back: true
    on: ({
            name: "open-case",
            text: qsTr("开始办理"),
            intent: "open-case",
            enabled: v.ready ?? false
        })

    head: Column {
        Label {
            width: parent.width
            text: screen.heading
            heading: true
            size: Theme.title
            strong: true
        }
    }

    Whose {
        width: screen.block
        height: implicitHeight
    }

    Column {
        width: screen.block
        height: implicitHeight
        spacing: Theme.mm * (screen.narrow ? 2.5 : 4)

        Heading {
            width: parent.width
            text: qsTr("办理什么")
        }

        Grid {
            width: parent.width
            columns: screen.narrow ? 1 : 2
            spacing: Theme.gap

            readonly property real half: (width - spacing * (columns - 1)) / columns
            readonly property real tall: Math.max(unlock.implicitHeight, reset.implicitHeight)

            Choice {
                id: unlock

                width: parent.half
                height: parent.tall
                text: StaffWords.matter("unlock")
                hint: StaffWords.matterMeans("unlock")
                glyph: screen.wide ? "" : "unlock"
                chosen: screen.v.matter === "unlock"
                onTriggered: Terminal.act("matter-unlock")
            }

            Choice {
                id: reset

                width: parent.half
                height: parent.tall
                text: StaffWords.matter("reset")
                hint: StaffWords.matterMeans("reset")
                glyph: screen.wide ? "" : "reset"
                chosen: screen.v.matter === "reset"
                onTriggered: Terminal.act("matter-reset")
            }
        }
    }

    Column {
        readonly property bool second: true

        width: screen.block
        height: implicitHeight
        spacing: Theme.mm * (screen.narrow ? 2.5 : 4)

        Heading {
            width: parent.width
            text: qsTr("谁来办理")
        }

        Flow {
            width: parent.width
            spacing: Theme.gap

            Repeater {
                model: screen.v.whoChoices ?? []

                Choice {
                    required property string modelData

                    width: screen.narrow || screen.v.whoChoices.length === 1 ? parent.width : (parent.width - Theme.gap) / 2
                    text: StaffWords.who(modelData)
                    glyph: screen.wide ? "" : modelData === "holder" ? "person" : modelData === "proxy" ? "people" : "guardian"
                    chosen: screen.v.who === modelData
                    onTriggered: Terminal.act("who-" + modelData)
                }
            }
        }
    }

    Column {
        readonly property bool second: true

        width: screen.block
        height: implicitHeight
        spacing: Theme.mm * (screen.narrow ? 2.5 : 4)

        Heading {
            width: parent.width
            text: qsTr("已核对的证件原件")
        }

        Repeater {
            model: screen.v.documents ?? []

            Choice {
                required property string modelData

                width: parent.width
                several: true
                text: StaffWords.document(modelData)
                glyph: screen.wide ? "" : modelData === "household-register" ? "register" : "identity"
                chosen: (screen.v.seen ?? []).indexOf(modelData) >= 0
                onTriggered: Terminal.act("document-" + modelData)
            }
        }
    }

    // below what it must not move, and turned to
    Repeater {
        model: screen.refused === "" ? 0 : 1

        Bubble {
            id: said

            readonly property bool second: true

            width: screen.block
            height: implicitHeight
            text: screen.refused
            tone: screen.v.refused === "asked" ? "info" : "warn"
            Component.onCompleted: screen.reveal(said)
        }
    }
}
