pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// A screen whose content goes on to further leaves where it finds no room: nothing is left out. The control that turns
// them stands in one place, and beside it what the content itself offers, so that nothing moves under a finger.
Footed {
    id: page

    default property alias blocks: leaves.data
    // stays on every leaf; where there is hardly room it is on the first one alone
    property Component head: null
    property real maximum: Theme.mm * 250
    // its blocks may stand in two columns
    property bool paired: false
    // {text, intent}, or null
    property var aside: null
    // there are controls in its blocks: all of them are within reach while the page is low
    property bool touched: false

    // between content and foot row
    readonly property real clear: Theme.gap * (Terminal.low ? 1 : 2)
    // for content; of it, from its lower end, what everybody reaches while the page is low
    readonly property real room: touched && Terminal.low ? Math.min(middle.height, Theme.mm * Terminal.reachMm - under - clear) : middle.height
    // room for a few lines, no more
    readonly property bool scarce: room < Theme.body * 14
    readonly property int columns: paired && (wide || Terminal.low) && !scarce && middle.width > Theme.body * 36 ? 2 : 1
    // of a block
    readonly property alias block: leaves.block
    readonly property alias limit: leaves.limit
    // the head has a place of its own
    readonly property bool apart: head !== null && (room > Theme.body * 17 || middle.height - room > Theme.body * 6)

    // Turn to the leaf that has this block.
    function reveal(block: Item): void {
        leaves.leaf = leaves.planned.places[Array.from(leaves.blocks).indexOf(block)]?.leaf ?? 0
    }

    Item {
        id: middle

        anchors {
            top: parent.top
            topMargin: Theme.mm * (Theme.tight || Terminal.low ? 4 : 8)
            bottom: parent.bottom
            bottomMargin: page.clear
            horizontalCenter: parent.horizontalCenter
        }
        width: Math.min(parent.width - Theme.margin * 2, page.maximum)

        Loader {
            id: above

            active: page.apart
            y: Terminal.low ? leaves.y - height - Theme.mm * 5 : 0
            width: parent.width
            height: active ? (item as Item)?.implicitHeight ?? 0 : 0
            sourceComponent: page.head
        }

        Leaves {
            id: leaves

            readonly property real under: page.aside !== null || count > 1 ? foot.height + Theme.gap : 0
            readonly property real over: page.apart ? above.height + Theme.mm * 5 : 0

            // low, it ends at the foot
            y: Terminal.low ? middle.height - under - implicitHeight : over
            width: parent.width
            columns: page.columns
            gap: page.scarce ? Theme.least : Theme.gap * 1.2
            limit: Math.min(page.room, middle.height - over) - (page.aside !== null ? foot.height + Theme.gap : 0)
            reserve: page.aside !== null ? 0 : foot.height + Theme.gap

            Loader {
                active: page.head !== null && !page.apart
                width: leaves.block
                height: active ? (item as Item)?.implicitHeight ?? 0 : 0
                sourceComponent: page.head
            }
        }

        Item {
            id: foot

            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
            }
            height: Theme.touch

            readonly property real half: (width - Theme.gap * 1.4) / 2

            Action {
                objectName: "aside"
                visible: page.aside !== null
                width: parent.half
                height: parent.height
                compact: true
                text: page.aside?.text ?? ""
                onTriggered: Terminal.act(page.aside.intent)
            }

            Action {
                objectName: "more"
                visible: leaves.count > 1
                x: parent.width - width
                width: parent.half
                height: parent.height
                compact: true
                stays: true
                text: leaves.turns
                onTriggered: leaves.turn()
            }
        }
    }
}
