import QtQuick
import Kiosk.Model

// The foot row, in one geometry on every screen: the way out leftmost, the way back beside it, what leads on rightmost
// and filled. What a screen has not leaves its place empty.
Item {
    id: foot

    // of the screen above
    required property Footed screen

    readonly property real gap: Theme.gap * 1.4
    readonly property real leaving: width * 0.27
    readonly property real returning: width * 0.2
    readonly property real onward: Math.min(width - leaving - returning - gap * 2, Theme.mm * 130)
    // two of them share what the way back leaves, if there is one
    readonly property real shared: width - leaving - gap - (back.visible ? returning + gap : 0) - gap
    readonly property var leaves: screen === null ? null : screen.leave

    // whether there is anything in it
    readonly property bool taken: leave.visible || back.visible || on.visible

    implicitHeight: Theme.deed

    function go(way: var): void {
        if (way.intent === "confirm") {
            Terminal.confirm()
        } else {
            Terminal.act(way.intent)
        }
    }

    Action {
        id: leave

        objectName: "leave"
        visible: foot.leaves !== null
        width: foot.leaving
        height: foot.height
        // with the card given back, where nothing else is said
        text: foot.leaves?.text || qsTr("退卡")
        glyph: foot.leaves?.text ? foot.leaves.glyph ?? "" : "eject"
        onTriggered: foot.go(foot.leaves)
    }

    Action {
        id: back

        objectName: "back"
        visible: foot.screen?.back ?? false
        x: foot.leaving + foot.gap
        width: foot.returning
        height: foot.height
        text: qsTr("返回")
        glyph: "back"
        onTriggered: Terminal.act("back")
    }

    Action {
        objectName: foot.screen?.other?.name ?? "other"
        visible: (foot.screen?.other ?? null) !== null
        x: foot.width - on.width - foot.gap - width
        width: foot.shared * 0.44
        height: foot.height
        text: foot.screen?.other?.text ?? ""
        glyph: foot.screen?.other?.glyph ?? ""
        onTriggered: foot.go(foot.screen.other)
    }

    Action {
        id: on

        objectName: foot.screen?.on?.name ?? "on"
        visible: (foot.screen?.on ?? null) !== null
        enabled: foot.screen?.on?.enabled ?? true
        primary: true
        x: foot.width - width
        width: (foot.screen?.other ?? null) !== null ? foot.shared * 0.56 : foot.onward
        height: foot.height
        text: foot.screen?.on?.text ?? ""
        glyph: foot.screen?.on?.glyph ?? ""
        onTriggered: foot.go(foot.screen.on)
    }
}
