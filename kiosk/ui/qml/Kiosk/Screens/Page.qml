import QtQuick

// The frame of a screen: content in the middle, actions at the foot, all within a width that the eye can follow.
FocusScope {
    id: page

    default property alias content: column.data
    property alias actions: foot.data
    property real spacing: Theme.mm * 6
    property real maximum: Theme.mm * 250
    property bool centred: true

    readonly property bool wide: width > height
    // for content
    readonly property real room: middle.height - column.y

    // The width of one of `count` actions side by side.
    function share(count: int): real {
        return (foot.width - foot.spacing * (count - 1)) / count
    }

    focus: true

    Item {
        id: middle

        anchors {
            top: parent.top
            bottom: foot.top
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

    Row {
        id: foot

        anchors {
            bottom: parent.bottom
            bottomMargin: Theme.mm * 5
            horizontalCenter: parent.horizontalCenter
        }
        width: Math.min(parent.width - Theme.margin * 2, page.maximum)
        spacing: Theme.gap * 1.4
        layoutDirection: Qt.LeftToRight
    }
}
