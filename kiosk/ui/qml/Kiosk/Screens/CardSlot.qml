import QtQuick
import Kiosk.Model

// This machine's slot where it is from the glass, the card at it, and an arrow that shows the card's way: in, or out
// again. A card that is held is in it.
Item {
    id: slot

    // "in", "out" or "held"
    property string way: "in"
    property real cardHeight: Theme.mm * 60
    property bool moving: Theme.motion > 0
    // a card left behind calls: 1, or louder 2
    property int calls: 0

    readonly property string side: Terminal.slot
    // along its way, a card beside the glass lies
    readonly property bool across: side !== "below"
    readonly property real cardLength: across ? cardHeight * 1.586 : cardHeight
    readonly property real cardBreadth: across ? cardHeight : cardHeight * 1.586
    readonly property real mouth: cardHeight / 3
    readonly property real pointed: way === "held" ? 0 : cardHeight * 0.24
    readonly property real gap: way === "held" ? 0 : Theme.mm * 4
    // how much of the card is to be seen, and how far it stands off
    readonly property real seen: way === "in" ? 1 : way === "out" ? 0.86 : 0.6
    readonly property real off: way === "in" ? Theme.mm * 6 : 0
    readonly property real cardAt: way === "out" ? pointed + gap : 0
    readonly property real mouthAt: cardAt + cardLength * seen + off - (way === "in" ? 0 : mouth * 0.3)
    readonly property real length: way === "out" ? mouthAt + mouth : mouthAt + mouth + gap + pointed
    readonly property real breadth: cardBreadth * 1.16

    readonly property rect mouthArea: across ? Qt.rect(along(mouthAt, mouth), 0, mouth, breadth) : Qt.rect(0, mouthAt, breadth, mouth)

    implicitWidth: across ? length : breadth
    implicitHeight: across ? breadth : length

    // Where something so long stands along the way.
    function along(at: real, size: real): real {
        return slot.side === "left" ? slot.length - at - size : at
    }

    // Only what is out of the mouth is drawn, so that nothing shows through it.
    Item {
        id: outside

        clip: true
        x: slot.across ? slot.along(0, width) : 0
        y: 0
        width: slot.across ? slot.mouthAt + slot.mouth / 2 : slot.breadth
        height: slot.across ? slot.breadth : slot.mouthAt + slot.mouth / 2

        Image {
            id: card

            property real drop: 0

            readonly property real at: slot.cardAt + (slot.way === "out" ? -drop : drop)

            x: slot.across ? (slot.side === "left" ? outside.width - at - width : at) : (slot.breadth - width) / 2
            y: slot.across ? (slot.breadth - height) / 2 : at
            width: slot.cardHeight * 1.586
            height: slot.cardHeight
            // the chip goes in first
            rotation: slot.side === "right" ? 180 : 0
            sourceSize: Qt.size(width, height)
            source: "image://icon/social-card/" + String(Theme.accent).slice(1)
            Accessible.ignored: true

            SequentialAnimation on drop {
                running: slot.moving && slot.visible && slot.way !== "held"
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
    }

    Rectangle {
        x: slot.mouthArea.x
        y: slot.mouthArea.y
        width: slot.mouthArea.width
        height: slot.mouthArea.height
        radius: Theme.radius * 1.5
        color: Theme.surface
        border.color: Theme.outline
        border.width: Theme.line * 1.5

        Rectangle {
            anchors.centerIn: parent
            width: parent.width * (slot.across ? 0.14 : 0.76)
            height: parent.height * (slot.across ? 0.76 : 0.14)
            radius: Math.min(width, height) / 2
            color: Theme.ink
        }
    }

    // the whole page's edge is where it is looked for: here it is the slot's
    Rectangle {
        id: ring

        anchors.fill: parent
        anchors.margins: -Theme.mm * (Theme.tight ? 3 : 5)
        visible: slot.calls > 0
        radius: Theme.radius * 2
        color: "transparent"
        border.color: Theme.warn
        border.width: Theme.mm * slot.calls

        SequentialAnimation on opacity {
            running: ring.visible && Theme.motion > 0
            loops: Animation.Infinite
            alwaysRunToEnd: true

            NumberAnimation {
                to: 0
                duration: 190
            }
            PauseAnimation {
                duration: slot.calls > 1 ? 120 : 350
            }
            NumberAnimation {
                to: 1
                duration: 190
            }
            PauseAnimation {
                duration: slot.calls > 1 ? 220 : 700
            }
        }
    }

    Icon {
        readonly property real at: slot.along(slot.way === "out" ? 0 : slot.mouthAt + slot.mouth + slot.gap, slot.pointed)

        visible: slot.way !== "held"
        x: slot.across ? at : (slot.width - width) / 2
        y: slot.across ? (slot.height - height) / 2 : at
        name: "arrow-down"
        size: slot.pointed
        rotation: (slot.side === "right" ? -90 : slot.side === "left" ? 90 : 0) + (slot.way === "out" ? 180 : 0)
    }
}
