import QtQuick

// A card's id over its title, and the mark of a card that is in a reader.
Item {
    id: card

    required property string cardId
    required property string title
    required property bool inside

    readonly property Inks inks: Inks {}

    Rectangle {
        visible: card.inside
        width: 5
        height: parent.height
        radius: 2
        color: card.inks.accent
    }

    Words {
        x: 14
        y: 1
        text: card.cardId
        color: card.inside ? inks.accent : inks.ink
        font.weight: Font.Bold
        Accessible.ignored: true
    }

    Words {
        anchors {
            left: parent.left
            leftMargin: 14
            right: parent.right
            bottom: parent.bottom
            bottomMargin: 1
        }
        text: card.title
        color: inks.quiet
        font.pixelSize: 11
        elide: Text.ElideRight
        Accessible.ignored: true
    }
}
