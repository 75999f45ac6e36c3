import QtQuick

// Blocks one below another, in one column or two. Those that find no room within `limit` are on further leaves.
Item {
    id: leaves

    // height
    required property real limit
    // of it, what a control for the next leaf takes where there are several
    property real reserve: 0
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

    implicitHeight: planned.heights[shown] ?? 0
    onPlannedChanged: settle()
    onShownChanged: settle()
    Component.onCompleted: settle()

    // Where there are two columns, a block that says `second: true` goes into that one, and any into the other for want
    // of room.
    function plan(limit: real): var {
        const places = [], heights = [0], leaf = [0, 0], top = [0, 0]
        const fits = (side, item) => top[side] === 0 || top[side] + item.height <= limit
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
                x: side * (leaves.width - leaves.block),
                y: top[side]
            })
            heights[leaf[side]] = Math.max(heights[leaf[side]] ?? 0, top[side] + item.height)
            top[side] += item.height + leaves.gap
        }
        return {
            places: places,
            heights: heights,
            count: heights.length
        }
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
