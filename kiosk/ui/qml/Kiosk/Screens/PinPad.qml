pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// The digit pad: fixed places, no character ever shown, hardware keys as well. It takes the focus back when it is lost.
FocusScope {
    id: pad

    required property real keyHeight
    readonly property real gap: Theme.gap

    implicitWidth: Theme.mm * 138
    implicitHeight: keyHeight * 4 + gap * 3
    focus: true
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("数字键盘")

    function type(event: var): void {
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9) {
            Terminal.digit(event.key - Qt.Key_0)
        } else if (event.key === Qt.Key_Backspace) {
            Terminal.deleteDigit()
        } else if (event.key === Qt.Key_Delete) {
            Terminal.clearDigits()
        } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            Terminal.confirm()
        } else {
            return
        }
        event.accepted = true
    }

    Keys.onPressed: event => {
        if (!event.isAutoRepeat) pad.type(event)
    }

    Grid {
        columns: 3
        columnSpacing: pad.gap
        rowSpacing: pad.gap

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "delete"]

            Rectangle {
                id: key

                required property string modelData

                readonly property bool isDigit: key.modelData.length === 1
                readonly property string label: isDigit ? key.modelData : key.modelData === "clear" ? qsTr("清除") : qsTr("删除")
                readonly property bool down: area.pressed && area.containsMouse

                width: (pad.width - pad.gap * 2) / 3
                height: pad.keyHeight
                radius: Theme.radius
                color: down ? Theme.tint : Theme.surface
                border.color: down ? Theme.accent : Theme.edge
                border.width: down ? Theme.line * 2.5 : Theme.line
                objectName: "key-" + key.modelData

                Accessible.role: Accessible.Button
                Accessible.name: label
                Accessible.focusable: true
                Accessible.onPressAction: key.press()

                function press(): void {
                    if (key.isDigit) {
                        Terminal.digit(Number(key.modelData))
                    } else if (key.modelData === "clear") {
                        Terminal.clearDigits()
                    } else {
                        Terminal.deleteDigit()
                    }
                }

                Label {
                    anchors.centerIn: parent
                    text: key.label
                    size: key.isDigit ? Theme.digit : Theme.body
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                MouseArea {
                    id: area

                    anchors.fill: parent
                    onReleased: if (containsMouse) key.press()
                }
            }
        }
    }
}
