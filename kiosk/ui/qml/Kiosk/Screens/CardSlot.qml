import QtQuick

// The reader's slot, the card at it, and an arrow that shows the card's way: in, or out again.
Item {
    id: slot

    property bool out: false
    property real cardHeight: Theme.mm * 60
    property bool moving: Theme.motion > 0

    implicitWidth: mouth.width
    implicitHeight: (out ? cardHeight * 0.86 : cardHeight + Theme.mm * 6) + mouth.height + arrow.height + Theme.mm * 4

    Image {
        id: card

        property real drop: 0

        anchors.horizontalCenter: parent.horizontalCenter
        y: (slot.out ? arrow.height + Theme.mm * 4 - drop : drop)
        height: slot.cardHeight
        width: height * 1.586
        sourceSize: Qt.size(width, height)
        source: "image://icon/social-card/" + String(Theme.accent).slice(1)
        Accessible.ignored: true

        SequentialAnimation on drop {
            running: slot.moving && slot.visible
            loops: Animation.Infinite

            PauseAnimation {
                duration: 2600
            }
            NumberAnimation {
                to: Theme.mm * 4
                duration: 190
                easing.type: Easing.OutQuad
            }
            PauseAnimation {
                duration: 500
            }
            NumberAnimation {
                to: 0
                duration: 190
                easing.type: Easing.InQuad
            }
        }
    }

    Rectangle {
        id: mouth

        anchors.horizontalCenter: parent.horizontalCenter
        y: slot.out ? arrow.height + Theme.mm * 4 + slot.cardHeight * 0.86 - height * 0.3 : slot.cardHeight + Theme.mm * 6
        width: card.width * 1.16
        height: slot.cardHeight / 3
        radius: Theme.radius * 1.5
        color: Theme.surface
        border.color: Theme.outline
        border.width: Theme.line * 1.5

        Rectangle {
            anchors.centerIn: parent
            width: parent.width * 0.76
            height: parent.height * 0.14
            radius: height / 2
            color: Theme.ink
        }
    }

    Icon {
        id: arrow

        anchors.horizontalCenter: parent.horizontalCenter
        y: slot.out ? 0 : mouth.y + mouth.height + Theme.mm * 4
        name: "arrow-down"
        size: slot.cardHeight * 0.24
        rotation: slot.out ? 180 : 0
    }
}
