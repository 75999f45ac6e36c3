import QtQuick
import Kiosk.Model

// Six fields, a dot for each digit that is in.
Row {
    id: dots

    spacing: Theme.gap
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("已输入 %n 位", "", Terminal.digits)

    Repeater {
        model: 6

        Rectangle {
            required property int index

            width: Theme.mm * 14 * Theme.room
            height: Theme.mm * 16 * Theme.room
            radius: Theme.radius
            color: Theme.surface
            border.color: index === Terminal.digits ? Theme.accent : Theme.high ? Theme.ink : "#6B7789"
            border.width: index === Terminal.digits ? Theme.line * 3 : Theme.line

            Rectangle {
                anchors.centerIn: parent
                width: Theme.mm * 4.8 * Theme.room
                height: width
                radius: width / 2
                color: Theme.ink
                visible: parent.index < Terminal.digits
            }
        }
    }
}
