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

    // room for a few lines, no more
    readonly property bool scarce: height < Theme.body * 16
    readonly property int columns: paired && wide && !scarce ? 2 : 1
    // of a block
    readonly property alias block: leaves.block
    readonly property alias limit: leaves.limit
    readonly property alias leaf: leaves.shown

    Item {
        id: middle

        anchors {
            top: parent.top
            topMargin: Theme.mm * (page.scarce ? 2 : Theme.tight ? 4 : 8)
            bottom: parent.bottom
            bottomMargin: Theme.gap * (page.scarce ? 1 : 2)
            horizontalCenter: parent.horizontalCenter
        }
        width: Math.min(parent.width - Theme.margin * 2, page.maximum)

        Loader {
            id: above

            active: page.head !== null && !page.scarce
            width: parent.width
            height: active ? (item as Item)?.implicitHeight ?? 0 : 0
            sourceComponent: page.head
        }

        Leaves {
            id: leaves

            y: above.active ? above.height + Theme.mm * 5 : 0
            width: parent.width
            columns: page.columns
            gap: Theme.gap * (page.scarce ? 0.7 : 1.2)
            limit: middle.height - y - (page.aside !== null ? foot.height + Theme.gap : 0)
            reserve: page.aside !== null ? 0 : foot.height + Theme.gap

            Loader {
                active: page.head !== null && page.scarce
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
                text: qsTr("查看更多（%1/%2）").arg(leaves.shown + 1).arg(leaves.count)
                onTriggered: if (Terminal.turn())
                    leaves.leaf = (leaves.shown + 1) % leaves.count
            }
        }
    }
}
