pragma ComponentBehavior: Bound

import QtQuick

// The last exchanges of the card that is in a reader, or was in it last.
Item {
    id: exchanges

    // a SlotModel
    required property var reader

    Words {
        id: heading

        text: exchanges.reader.watched === "" ? "Last exchanges" : "Last exchanges · " + exchanges.reader.watched
        color: inks.quiet
        font.pixelSize: 11
        font.weight: Font.Bold
    }

    ListView {
        objectName: "exchanges"
        anchors {
            fill: parent
            topMargin: heading.height + 2
        }
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: exchanges.reader.exchanges
        onModelChanged: Qt.callLater(positionViewAtEnd)
        onHeightChanged: Qt.callLater(positionViewAtEnd)
        Accessible.role: Accessible.List
        Accessible.name: heading.text

        delegate: Words {
            required property string modelData

            width: ListView.view.width
            text: modelData
            font.family: "Noto Sans Mono CJK SC"
            font.pixelSize: 11
            lineHeight: 15
            lineHeightMode: Text.FixedHeight
            wrapMode: Text.Wrap
            Accessible.role: Accessible.ListItem
            Accessible.name: text
        }
    }
}
