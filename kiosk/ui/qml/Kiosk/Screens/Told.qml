import QtQuick

// What is told in the middle of a page, below its heading: what finds no room is on further leaves, on each of which
// the heading stays. What turns them stands in one place.
Column {
    id: told

    default property alias blocks: leaves.data
    required property string says
    // height
    required property real limit
    property int size: Theme.title
    property int aligned: Text.AlignHCenter
    // below the heading
    property real below: Theme.mm
    property alias gap: leaves.gap
    property alias leaf: leaves.leaf

    // the width that a block is to have
    readonly property alias block: leaves.block
    // where there is hardly room, the heading is on the first leaf alone
    readonly property bool apart: limit - heading.height - leaves.reserve >= Math.max(Theme.body * 7, ...Array.from(leaves.blocks, each => each.height))

    Column {
        width: parent.width

        Sentence {
            id: heading

            visible: told.apart || leaves.shown === 0
            width: parent.width
            says: told.says
            heading: true
            size: told.size
            strong: true
            horizontalAlignment: told.aligned
            bottomPadding: told.below
        }

        Leaves {
            id: leaves

            width: parent.width
            height: highest - (shown === 0 ? first : 0)
            limit: told.limit - (told.apart ? heading.height : 0)
            first: told.apart ? 0 : heading.height
            reserve: more.implicitHeight + told.spacing
        }
    }

    Action {
        id: more

        visible: leaves.count > 1
        width: parent.width
        compact: true
        stays: true
        text: leaves.turns
        onTriggered: leaves.turn()
    }
}
