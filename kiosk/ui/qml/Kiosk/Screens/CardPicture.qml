import QtQuick

// A card, and a sign at its corner for what became of it.
Item {
    id: picture

    required property string sign
    property string tone: "info"
    property real cardHeight: Theme.mm * 60

    readonly property real badge: cardHeight * 0.56

    implicitWidth: cardHeight * 1.586 + badge * 0.4
    implicitHeight: cardHeight + badge * 0.4

    Image {
        height: picture.cardHeight
        width: height * 1.586
        sourceSize: Qt.size(width, height)
        source: "image://icon/social-card/" + String(Theme.accent).slice(1)
        Accessible.ignored: true
    }

    Rectangle {
        anchors {
            right: parent.right
            bottom: parent.bottom
        }
        width: picture.badge
        height: width
        radius: width / 2
        color: Theme.page

        Rectangle {
            anchors.centerIn: parent
            width: parent.width * 0.88
            height: width
            radius: width / 2
            color: Theme.tintOf(picture.tone)
            border.color: Theme.inkOf(picture.tone)
            border.width: Theme.line * 2

            Icon {
                anchors.centerIn: parent
                name: picture.sign
                size: parent.width * 0.58
                tint: Theme.inkOf(picture.tone)
            }
        }
    }
}
