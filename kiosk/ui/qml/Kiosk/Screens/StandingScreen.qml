pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// The card's standing in full, what it means, and what can be done about it. What is not known is said to be so.
Page {
    id: screen

    readonly property var v: Terminal.values
    // the one thing that can be done right here: an intent
    readonly property string here: v.here ?? ""

    spacing: Theme.mm * (Theme.tight ? 2.5 : 5)
    centred: false
    heading: qsTr("卡的状态")
    maximum: Theme.mm * (wide ? 400 : 250)
    back: true
    other: here !== "change-pin" && (v.offers ?? []).some(offer => offer.deed === "change-pin" && offer.bar === "") ? {
        text: Words.deed("change-pin"),
        intent: "change-pin"
    } : null
    on: here === "" ? null : {
        text: Words.deed(here),
        intent: here
    }

    Column {
        id: head

        width: parent.width
        spacing: Theme.mm * (Theme.tight ? 1 : 2)

        Item {
            id: top

            // a long standing has a line of its own
            readonly property bool inOne: heading.implicitWidth + Theme.pad + glance.width <= width

            width: parent.width
            height: inOne ? Math.max(heading.height, glance.height) : heading.height + Theme.mm + glance.height

            Label {
                id: heading

                y: top.inOne ? (top.height - height) / 2 : 0
                text: screen.heading
                heading: true
                size: Theme.title
                strong: true
            }

            Chip {
                id: glance

                x: top.inOne ? heading.width + Theme.pad : 0
                y: top.inOne ? (top.height - height) / 2 : top.height - height
                text: Words.glance(screen.v)
                tone: Words.glanceTone(screen.v)
            }
        }

        Label {
            width: parent.width
            // the advice says it as well
            visible: text !== "" && !Theme.tight
            text: Words.meaning(screen.v)
            color: Theme.quiet
        }
    }

    Leaves {
        id: leaves

        width: parent.width
        columns: screen.wide ? 2 : 1
        limit: screen.room - head.height - screen.spacing
        reserve: more.implicitHeight + screen.spacing

        Repeater {
            model: screen.v.advice ?? []

            Bubble {
                required property string modelData
                readonly property bool second: true

                width: leaves.block
                height: implicitHeight
                tone: Words.adviceTone(modelData)
                text: Words.advice(modelData)
            }
        }

        Facts {
            width: leaves.block
            height: implicitHeight
            rows: [...Theme.tight ? [] : [[qsTr("卡号末四位"), screen.v.lastFour || qsTr("未知")]], [qsTr("卡的真伪"), Words.genuine(screen.v.genuine ?? ""), Words.glanceTone(screen.v) === "bad" && Words.barred(screen.v)], [qsTr("社保密码"), Words.pin(screen.v) || qsTr("未知"), screen.v.triesLeft >= 0 && screen.v.triesLeft <= 2], [qsTr("有效期至"), Words.validity(screen.v), screen.v.expired]]
        }

        Facts {
            width: leaves.block
            height: implicitHeight
            rows: [[qsTr("登记状态"), Words.standing(screen.v.standing)], [qsTr("金融功能"), Words.bank(screen.v), screen.v.bank === "ended"], [qsTr("电子社保卡"), screen.v.standing === "asked" ? Words.standing("asked") : Words.electronicCard(screen.v.electronicCard)]]
        }

        Facts {
            width: leaves.block
            height: implicitHeight
            rows: Words.otherCards(screen.v)
        }

        Action {
            readonly property bool offered: screen.v.mayListOthers ?? false

            visible: offered
            width: leaves.block
            height: offered ? implicitHeight : 0
            compact: true
            text: qsTr("输入密码，看其他卡")
            onTriggered: Terminal.act("others")
        }
    }

    Action {
        id: more

        visible: leaves.count > 1
        width: parent.width
        compact: true
        stays: true
        text: qsTr("查看更多（%1/%2）").arg(leaves.shown + 1).arg(leaves.count)
        onTriggered: if (Terminal.turn())
            leaves.leaf = (leaves.shown + 1) % leaves.count
    }
}
