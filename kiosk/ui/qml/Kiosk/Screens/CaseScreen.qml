pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Staff says what is to be done, who came, and which documents were seen; then the case can be opened.
Page {
    id: screen

    readonly property var v: Terminal.values
    // words alone: signs and hints are left out
    readonly property bool brief: Terminal.type !== "standard"
    readonly property string refused: RefusalWords.refused(v.refused ?? "", v.until ?? "")
    readonly property string tone: v.refused === "asked" ? "info" : "warn"
    readonly property bool beside: wide || Terminal.low
    readonly property real between: Theme.mm * (Terminal.low ? 2.5 : brief ? 2.5 : 4)

    spacing: Theme.mm * (brief ? 2.5 : 6)
    centred: false
    heading: qsTr("办理解锁或重置")
    news: refused
    maximum: Theme.mm * (wide ? 400 : 250)
    back: true
    on: ({
            name: "open-case",
            text: qsTr("开始办理"),
            intent: "open-case",
            enabled: v.ready ?? false
        })

    Label {
        visible: !screen.brief || screen.refused === ""
        width: parent.width
        text: screen.heading
        heading: true
        size: Theme.title
        strong: true
    }

    Whose {
        visible: Terminal.low
        width: parent.width
    }

    // above what it must not move
    Bubble {
        visible: text !== "" && Terminal.low
        width: parent.width
        text: screen.refused
        tone: screen.tone
    }

    Grid {
        id: halves

        width: parent.width
        columns: screen.beside ? 2 : 1
        verticalItemAlignment: Terminal.low ? Grid.AlignBottom : Grid.AlignTop
        columnSpacing: Theme.pad * 1.6
        rowSpacing: Theme.mm * (Terminal.low ? 2.5 : screen.brief ? 2.5 : 7)

        readonly property real half: screen.beside ? (width - columnSpacing) / 2 : width

        Column {
            width: halves.half
            spacing: screen.between

            Whose {
                visible: !Terminal.low
                width: parent.width
            }

            Heading {
                width: parent.width
                text: qsTr("办理什么")
            }

            Grid {
                width: parent.width
                columns: Terminal.low ? 1 : 2
                spacing: Theme.gap

                readonly property real half: (width - spacing * (columns - 1)) / columns
                readonly property real tall: Math.max(unlock.implicitHeight, reset.implicitHeight)

                Choice {
                    id: unlock

                    width: parent.half
                    height: parent.tall
                    text: StaffWords.matter("unlock")
                    hint: screen.brief ? "" : StaffWords.matterMeans("unlock")
                    glyph: screen.brief || screen.beside ? "" : "unlock"
                    chosen: screen.v.matter === "unlock"
                    onTriggered: Terminal.act("matter-unlock")
                }

                Choice {
                    id: reset

                    width: parent.half
                    height: parent.tall
                    text: StaffWords.matter("reset")
                    hint: screen.brief ? "" : StaffWords.matterMeans("reset")
                    glyph: screen.brief || screen.beside ? "" : "reset"
                    chosen: screen.v.matter === "reset"
                    onTriggered: Terminal.act("matter-reset")
                }
            }
        }

        Column {
            width: halves.half
            spacing: screen.between

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

                        width: screen.brief || Terminal.low || screen.v.whoChoices.length === 1 ? parent.width : (parent.width - Theme.gap) / 2
                        text: StaffWords.who(modelData)
                        glyph: screen.brief || screen.beside ? "" : modelData === "holder" ? "person" : modelData === "proxy" ? "people" : "guardian"
                        chosen: screen.v.who === modelData
                        onTriggered: Terminal.act("who-" + modelData)
                    }
                }
            }

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
                    glyph: screen.brief ? "" : modelData === "household-register" ? "register" : "identity"
                    chosen: (screen.v.seen ?? []).indexOf(modelData) >= 0
                    onTriggered: Terminal.act("document-" + modelData)
                }
            }
        }
    }

    Bubble {
        visible: text !== "" && !Terminal.low
        width: parent.width
        text: screen.refused
        tone: screen.tone
    }
}
