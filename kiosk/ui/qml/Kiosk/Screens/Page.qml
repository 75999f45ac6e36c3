import QtQuick

// A screen with its content in the middle, within a width that the eye can follow.
Footed {
    id: page

    default property alias content: column.data
    property real spacing: Theme.mm * 6
    property real maximum: Theme.mm * 250
    property bool centred: true

    // for content
    readonly property real room: middle.height - column.y

    Item {
        id: middle

        anchors {
            top: parent.top
            bottom: parent.bottom
            bottomMargin: Theme.gap * 2
            horizontalCenter: parent.horizontalCenter
        }
        width: Math.min(parent.width - Theme.margin * 2, page.maximum)

        Column {
            id: column

            width: parent.width
            spacing: page.spacing
            y: page.centred ? Math.max(Theme.mm * 4, (parent.height - height) * 0.42) : Theme.mm * (Theme.tight ? 4 : 8)
        }
    }
}
