pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Six fields, a dot for each digit that is in.
Row {
    id: dots

    objectName: "dots"

    // how many are in
    property int count: Terminal.digits
    // width
    required property real across

    readonly property real field: Math.min(Theme.mm * (Theme.room > 1 ? 24 : 16), (across - spacing * 5) / 6)

    spacing: Theme.gap
    Accessible.role: Accessible.Indicator
    Accessible.name: qsTr("已输入 %n 位", "", Terminal.digits)

    property int known: 0

    // Said of a digit is that it is in, never which.
    function tell(): void {
        if (Terminal.digits > dots.known) {
            announce(qsTr("已输入一位"))
        } else if (Terminal.digits > 0 && Terminal.digits < dots.known) {
            announce(qsTr("已删除一位"))
        }
        dots.known = Terminal.digits
    }

    function announce(text: string): void {
        dots.Accessible.announce(text)
        Voice.announce(text)
    }

    Connections {
        target: Terminal

        function onDigitsChanged(): void {
            dots.tell()
        }
    }

    Repeater {
        model: 6

        Rectangle {
            required property int index

            width: dots.field
            height: dots.field * 1.15
            radius: Theme.radius
            color: Theme.surface
            border.color: index === dots.count ? Theme.accent : Theme.outline
            border.width: index === dots.count ? Theme.line * 3 : Theme.line

            Rectangle {
                anchors.centerIn: parent
                width: parent.width * 0.3
                height: width
                radius: width / 2
                color: Theme.ink
                visible: parent.index < dots.count
            }
        }
    }
}
