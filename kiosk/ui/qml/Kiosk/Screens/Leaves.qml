import QtQuick
import Kiosk.Model

// Blocks one below another, in one column or two. Those that find no room within `limit` are on further leaves.
Item {
    id: leaves

    // height
    required property real limit
    // of it, what a control for the next leaf takes where there are several
    property real reserve: 0
    // and what stands above the first one takes of it
    property real first: 0
    property real gap: Theme.gap
    property int columns: 1
    property int leaf: 0

    // the width that a block is to have
    readonly property real block: columns === 2 ? (width - Theme.pad * 1.6) / 2 : width
    readonly property var blocks: children
    readonly property var whole: plan(limit)
    readonly property var planned: whole.count > 1 ? plan(limit - reserve) : whole
    readonly property int count: planned.count
    readonly property int shown: Math.min(leaf, count - 1)
    // of all leaves, with what stands above the first: what is below them need not move
    readonly property real highest: Math.max(0, ...planned.heights.map((height, leaf) => height + (leaf === 0 ? first : 0)))
    // what the control that turns them says: behind the last is the first again
    readonly property string turns: (shown + 1 < count ? qsTr("查看更多（%1/%2）") : qsTr("回到第一页（%1/%2）")).arg(shown + 1).arg(count)

    implicitHeight: planned.heights[shown] ?? 0
    onPlannedChanged: settle()
    onShownChanged: settle()
    Component.onCompleted: settle()

    // Where there are two columns, a block that says `second: true` goes into that one, and any into the other for want
    // of room.
    function plan(limit: real): var {
        const places = [], heights = [0], leaf = [0, 0], top = [0, 0]
        const above = side => leaf[side] === 0 ? leaves.first : 0
        const fits = (side, item) => top[side] + above(side) === 0 || top[side] + above(side) + item.height <= limit
        for (const item of leaves.blocks) {
            if (item.height === 0) {
                places.push(null)
                continue
            }
            const own = leaves.columns === 2 && (item.second ?? false) ? 1 : 0, other = 1 - own
            const side = leaves.columns === 2 && !fits(own, item) && leaf[other] === leaf[own] && fits(other, item) ? other : own
            if (!fits(side, item)) {
                leaf[side] += 1
                top[side] = 0
            }
            places.push({
                leaf: leaf[side],
                x: Math.round(side * (leaves.width - leaves.block)),
                y: top[side]
            })
            heights[leaf[side]] = Math.max(heights[leaf[side]] ?? 0, Math.ceil(top[side] + item.height))
            top[side] = Math.ceil(top[side] + item.height + leaves.gap)
            // whole pixels: letters stay sharp
        }
        return {
            places: places,
            heights: heights,
            count: heights.length
        }
    }

    function turn(): void {
        if (Terminal.turn())
            leaf = (shown + 1) % count
    }

    function settle(): void {
        planned.places.forEach((place, index) => {
            if (place === null)
                return
            const item = blocks[index]
            item.x = place.x
            item.y = place.y
            item.visible = place.leaf === shown
        })
    }
}
