pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// The card's standing in full, what it means, and what can be done about it. What is not known is said to be so.
Paged {
    id: screen

    readonly property var v: Terminal.values
    // what fits the card first, where that is an intent
    readonly property string here: v.here ?? ""
    // somebody keyed a PIN to see them
    readonly property bool othersFirst: v.othersAre !== "pin-needed" && v.othersAre !== "not-here" && v.othersAre !== undefined
    // rows of a panel that a leaf has room for
    readonly property int most: Math.max(1, Math.floor(limit / (Theme.body * 4.5)))
    readonly property var ofCard: [[qsTr("卡号末四位"), v.lastFour || qsTr("未知")], [qsTr("卡的真伪"), Words.genuine(v.genuine ?? ""), v.genuine !== "postponed" && Words.barred(v)], [qsTr("社保密码"), Words.pin(v) || qsTr("未知"), v.triesLeft >= 0 && v.triesLeft <= 2], [qsTr("有效期至"), Words.validity(v), v.expired]]
    readonly property var ofRegistry: [[qsTr("登记状态"), Words.standing(v.standing ?? "")], [qsTr("金融功能"), Words.bank(v), v.bank === "ended"], [qsTr("电子社保卡"), v.standing === "asked" ? Words.standing("asked") : Words.electronicCard(v.electronicCard ?? "")]]
    readonly property var barred: (v.offers ?? []).filter(offer => offer.deed === "change-pin" && ["", "pin-locked", "pin-not-set", "to-be-replaced"].indexOf(offer.bar) < 0)
    readonly property var told: barred.map(offer => [v.tone, qsTr("%1，不能修改密码").arg(Words.headline(offer.bar === "postponed" ? "unchecked" : offer.bar))]).concat(...Array.from(v.advice ?? []).map(id => said(Words.advice(id)).map(text => [Words.adviceTone(id), text])))

    // A text, or its sentences where a leaf has no room for it.
    function said(text: string): var {
        return scarce ? Words.sentences(text) : [text]
    }

    function parts(rows: var): var {
        return Array.from({
            length: Math.ceil(rows.length / most)
        }, (_, part) => rows.slice(part * most, (part + 1) * most))
    }

    heading: qsTr("卡的状态")
    maximum: Theme.mm * (wide ? 400 : 250)
    paired: true
    back: true
    aside: v.mayListOthers ? {
        text: qsTr("输入密码，看其他卡"),
        intent: "others"
    } : null
    other: here !== "change-pin" && (v.offers ?? []).some(offer => offer.deed === "change-pin" && offer.bar === "") ? {
        text: Words.deed("change-pin"),
        intent: "change-pin"
    } : null
    on: here === "" ? null : {
        text: here === "change-pin" && v.standing === "sealed" ? Words.deed("enable") : Words.deed(here),
        intent: here
    }

    head: Item {
        id: top

        // a long standing has a line of its own
        readonly property bool inOne: heading.implicitWidth + Theme.pad + chip.width <= width

        implicitHeight: inOne ? Math.max(heading.height, chip.height) : heading.height + Theme.mm + chip.height

        Label {
            id: heading

            y: top.inOne ? (top.height - height) / 2 : 0
            text: screen.heading
            heading: true
            size: Theme.title
            strong: true
        }

        Chip {
            id: chip

            x: top.inOne ? heading.width + Theme.pad : 0
            y: top.inOne ? (top.height - height) / 2 : top.height - height
            text: Words.headline(screen.v.headline ?? "")
            tone: screen.v.tone ?? "info"
        }
    }

    Label {
        width: screen.block
        height: text === "" ? 0 : implicitHeight
        text: Words.meaning(screen.v)
        color: Theme.quiet
    }

    Repeater {
        model: screen.othersFirst ? screen.parts(Words.otherCards(screen.v)) : []

        Facts {
            required property var modelData

            width: screen.block
            height: implicitHeight
            rows: modelData
        }
    }

    Repeater {
        model: screen.told

        Bubble {
            required property var modelData
            readonly property bool second: true

            width: screen.block
            height: implicitHeight
            tone: modelData[0]
            text: modelData[1]
        }
    }

    Repeater {
        model: [...screen.parts(screen.ofCard), ...screen.parts(screen.ofRegistry)]

        Facts {
            required property var modelData

            width: screen.block
            height: implicitHeight
            rows: modelData
        }
    }

    Repeater {
        model: screen.othersFirst ? [] : screen.parts(Words.otherCards(screen.v))

        Facts {
            required property var modelData

            width: screen.block
            height: implicitHeight
            rows: modelData
        }
    }
}
