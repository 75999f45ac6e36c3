pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Waiting for a card: where it goes, and what can be done, which may be chosen first. At a service point the way to an
// unlock begins with the card.
Page {
    id: screen

    readonly property string wish: Terminal.values.wish ?? ""
    readonly property bool counter: Terminal.values.staff !== undefined
    readonly property bool beside: wide
    readonly property int aligned: beside ? Text.AlignLeft : Text.AlignHCenter

    spacing: Theme.mm * (Theme.tight ? 3 : 8) * Theme.room
    maximum: Theme.mm * (beside ? 330 : 250)
    leave: null
    heading: qsTr("请插入社会保障卡")

    Grid {
        id: whole

        width: parent.width
        columns: screen.beside ? 2 : 1
        columnSpacing: Theme.mm * (Theme.tight ? 8 : 16)
        rowSpacing: Theme.mm * 10 * Theme.room
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        CardSlot {
            id: slot

            cardHeight: (screen.beside ? Math.min(Theme.mm * 62, screen.height * 0.32) : Theme.mm * (Terminal.type === "largest" ? 58 : Terminal.type === "larger" || !choices.inOne ? 80 : 96)) * (across ? 0.75 : 1)
            moving: Theme.motion > 0 && Terminal.screen === "attract"
        }

        Told {
            id: told

            width: screen.beside ? parent.width - slot.width - whole.columnSpacing : parent.width
            spacing: screen.spacing
            limit: screen.room - (screen.beside ? 0 : slot.height + whole.rowSpacing)
            says: screen.heading
            size: Theme.display
            aligned: screen.aligned
            below: gap
            gap: Theme.mm * (Theme.tight ? 1 : 3)

            Sentence {
                width: told.block
                says: qsTr("芯片朝上，按箭头方向插到底")
                size: Theme.lead
                color: Theme.quiet
                horizontalAlignment: screen.aligned
                bottomPadding: screen.spacing
            }

            Sentence {
                width: told.block
                says: screen.wish === "change-pin" ? qsTr("插卡后直接修改密码") : screen.wish === "standing" ? qsTr("插卡后直接查询状态") : qsTr("也可以先选择，再插卡")
                strong: screen.wish !== ""
                color: screen.wish === "" ? Theme.quiet : Theme.accent
                horizontalAlignment: screen.aligned
            }

            Grid {
                id: choices

                readonly property int count: screen.counter ? 2 : 3
                readonly property real each: (width - columnSpacing * (columns - 1)) / columns

                readonly property real third: (whole.width - columnSpacing * 2) / 3
                readonly property bool inOne: !screen.beside && Math.max(change.needed, look.needed, explain.implicitWidth) <= third
                // of each
                readonly property real tall: Math.max(change.implicitHeight, look.implicitHeight, explain.implicitHeight)

                width: told.block
                columns: inOne ? count : 1
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap

                Choice {
                    id: change

                    width: choices.each
                    height: choices.tall
                    text: qsTr("修改密码")
                    chosen: screen.wish === "change-pin"
                    onTriggered: Terminal.act("change-pin")
                }

                Choice {
                    id: look

                    width: choices.each
                    height: choices.tall
                    text: qsTr("查询状态")
                    chosen: screen.wish === "standing"
                    onTriggered: Terminal.act("standing")
                }

                Action {
                    id: explain

                    visible: !screen.counter
                    width: choices.each
                    height: choices.tall
                    glyph: "question"
                    text: qsTr("怎样解锁")
                    onTriggered: Terminal.act("unlock")
                }
            }
        }
    }
}
