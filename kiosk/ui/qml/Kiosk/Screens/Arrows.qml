pragma Singleton
import QtQuick

// Where an arrow key leads: to the nearest control on that side, so that rows, columns and the digit pad are walked as
// they are seen.
QtObject {
    // What lies straight ahead is nearer than whatever lies aside.
    readonly property real aside: 3
    // of two beside each other the straighter one
    readonly property real tie: 0.1

    // From `from`, among the controls in `top`; where none has the focus, to the first that Tab would come to.
    function go(from: Item, top: Item, x: int, y: int): void {
        if (from === null || !from.activeFocusOnTab) {
            (from ?? top).nextItemInFocusChain(true)?.forceActiveFocus(Qt.TabFocusReason)
            return
        }
        const start = place(from, top)
        let best = null, least = Infinity
        for (const item of controls(top)) {
            const there = place(item, top), across = there.x + there.width / 2 - start.x - start.width / 2, down = there.y + there.height / 2 - start.y - start.height / 2
            const ahead = across * x + down * y, middle = Math.abs(across * y) + Math.abs(down * x)
            const gap = y === 0 ? apart(there.y, there.height, start.y, start.height) : apart(there.x, there.width, start.x, start.width)
            const far = (gap > 0 ? top.width + top.height : 0) + ahead + gap * aside + middle * tie
            if (item !== from && ahead > 1 && far < least) {
                best = item
                least = far
            }
        }
        best?.forceActiveFocus(Qt.TabFocusReason)
    }

    function place(item: Item, top: Item): rect {
        return item.mapToItem(top, Qt.rect(0, 0, item.width, item.height))
    }

    // How far two stretches are from each other, 0 where they lie beside each other.
    function apart(one: real, length: real, other: real, size: real): real {
        return Math.max(0, one - other - size, other - one - length)
    }

    function controls(item: Item): var {
        if (!item.visible || !item.enabled)
            return []
        const own = item.activeFocusOnTab ? [item] : []
        return Array.from(item.children).reduce((found, child) => found.concat(controls(child)), own)
    }
}
