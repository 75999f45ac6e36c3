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
    readonly property bool close: brief || Terminal.low
    readonly property real between: Theme.mm * (close ? 2.5 : 4)

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

    Grid {
        id: halves

        width: parent.width
        columns: screen.wide ? 2 : 1
        columnSpacing: Theme.pad * 1.6
        rowSpacing: Theme.mm * (screen.close ? 2.5 : 7)

        readonly property real half: screen.wide ? (width - columnSpacing) / 2 : width

        Column {
            width: halves.half
            spacing: screen.between

            Panel {
                width: parent.width
                height: Math.max(whose.implicitHeight, attempts.height) + Theme.pad * (screen.brief ? 1 : 2)

                Column {
                    id: whose

                    anchors {
                        left: parent.left
                        leftMargin: Theme.pad * 1.2
                        right: attempts.left
                        rightMargin: Theme.pad
                        verticalCenter: parent.verticalCenter
                    }
                    spacing: Theme.mm

                    Name {
                        width: parent.width
                        visible: text !== ""
                        text: screen.v.holder ? screen.v.holder : screen.brief ? "" : qsTr("持卡人")
                        size: Theme.lead
                        strong: true
                    }

                    Label {
                        width: parent.width
                        text: screen.v.lastFour ? qsTr("卡号末四位 %1").arg(screen.v.lastFour) : qsTr("卡号未知")
                        color: Theme.quiet
                    }
                }

                Chip {
                    id: attempts

                    anchors {
                        right: parent.right
                        rightMargin: Theme.pad * 1.2
                        verticalCenter: parent.verticalCenter
                    }
                    text: screen.v.hasPin === false ? qsTr("尚未设置社保密码") : screen.v.triesLeft === 0 ? qsTr("已锁定") : screen.v.triesLeft > 0 ? qsTr("还剩 %n 次", "", screen.v.triesLeft) : qsTr("次数未知")
                    tone: screen.v.triesLeft === 0 ? "bad" : screen.v.triesLeft > 0 && screen.v.triesLeft <= 2 ? "warn" : "info"
                }
            }

            Heading {
                text: qsTr("办理什么")
            }

            Row {
                width: parent.width
                spacing: Theme.gap

                readonly property real half: (width - spacing) / 2
                readonly property real tall: Math.max(unlock.implicitHeight, reset.implicitHeight)

                Choice {
                    id: unlock

                    width: parent.half
                    height: parent.tall
                    text: StaffWords.matter("unlock")
                    hint: screen.brief ? "" : StaffWords.matterMeans("unlock")
                    glyph: screen.brief || screen.wide ? "" : "unlock"
                    chosen: screen.v.matter === "unlock"
                    onTriggered: Terminal.act("matter-unlock")
                }

                Choice {
                    id: reset

                    width: parent.half
                    height: parent.tall
                    text: StaffWords.matter("reset")
                    hint: screen.brief ? "" : StaffWords.matterMeans("reset")
                    glyph: screen.brief || screen.wide ? "" : "reset"
                    chosen: screen.v.matter === "reset"
                    onTriggered: Terminal.act("matter-reset")
                }
            }
        }

        Column {
            width: halves.half
            spacing: screen.between

            Heading {
                text: qsTr("谁来办理")
            }

            Flow {
                width: parent.width
                spacing: Theme.gap

                Repeater {
                    model: screen.v.whoChoices ?? []

                    Choice {
                        required property string modelData

                        width: screen.brief || screen.v.whoChoices.length === 1 ? parent.width : (parent.width - Theme.gap) / 2
                        text: StaffWords.who(modelData)
                        glyph: screen.brief || screen.wide ? "" : modelData === "holder" ? "person" : modelData === "proxy" ? "people" : "guardian"
                        chosen: screen.v.who === modelData
                        onTriggered: Terminal.act("who-" + modelData)
                    }
                }
            }

            Heading {
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
        visible: text !== ""
        width: parent.width
        text: screen.refused
        tone: screen.v.refused === "asked" ? "info" : "warn"
    }
}
