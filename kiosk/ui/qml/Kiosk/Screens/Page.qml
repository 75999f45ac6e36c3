import QtQuick
import Kiosk.Model

// A screen with its content in the middle, within a width that the eye can follow.
Footed {
    id: page

    default property alias content: column.data
    property real spacing: Theme.mm * 6
    property real maximum: Theme.mm * 250
    property bool centred: true

    // between content and foot row
    readonly property real clear: Theme.gap * (Terminal.low ? 1 : 2)
    // at least, above it
    readonly property real over: Theme.mm * (Terminal.low || centred || Theme.tight ? 4 : 8)
    // for content: however little there is of it now, so that it can become more
    readonly property real room: middle.height - over

    Item {
        id: middle

        anchors {
            top: parent.top
            bottom: parent.bottom
            bottomMargin: page.clear
            horizontalCenter: parent.horizontalCenter
        }
        width: Math.min(parent.width - Theme.margin * 2, page.maximum)

        Column {
            id: column

            width: parent.width
            spacing: page.spacing
            y: Terminal.low ? parent.height - height : page.centred ? Math.max(page.over, (parent.height - height) * 0.42) : page.over
        }
    }
}
