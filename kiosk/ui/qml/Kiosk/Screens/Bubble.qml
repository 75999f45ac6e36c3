import QtQuick

// A sentence or two with a sign, in a tone: what is to be known before going on.
Rectangle {
    id: bubble

    required property string text
    property string tone: "warn"
    property string glyph: Theme.signOf(tone)

    implicitHeight: Math.max(words.implicitHeight, sign.height) + Theme.pad * (Theme.tight ? 1 : 2)
    radius: Theme.radius
    color: Theme.tintOf(tone)
    border.width: Theme.line
    border.color: Theme.high ? Theme.ink : color

    Icon {
        id: sign

        x: Theme.pad
        anchors.verticalCenter: parent.verticalCenter
        name: bubble.glyph
        tint: Theme.inkOf(bubble.tone)
        size: Theme.body * 1.4
    }

    Label {
        id: words

        anchors {
            left: sign.right
            leftMargin: Theme.pad * 0.8
            right: parent.right
            rightMargin: Theme.pad
            verticalCenter: parent.verticalCenter
        }
        text: bubble.text
    }
}
