pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// The digit pad: no key ever moves on a page, no character is ever shown. Each key has its own finger, so that two may type.
FocusScope {
    id: pad

    required property bool wide
    // What it has of the screen: so much across, and on a wide one so much down.
    required property real across
    required property real down
    readonly property real gap: Theme.gap
    // Whoever listens feels for keys in their usual places. As a text: an order that is the same makes no new keys.
    readonly property string order: Voice.on ? "1234567890" : Terminal.pad
    readonly property var names: [...order.slice(0, 9), "clear", order[9], "delete"]
    readonly property real keyHeight: Math.min(Theme.mm * (wide ? 40 : Terminal.type === "largest" ? 31 : 34), (down - gap * 3) / 4)

    width: across
    implicitHeight: keyHeight * 4 + gap * 3
    focus: true
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("数字键盘")

    Grid {
        columns: 3
        columnSpacing: pad.gap
        rowSpacing: pad.gap

        Repeater {
            model: pad.names

            Rectangle {
                id: key

                required property string modelData

                readonly property string role: "key"
                readonly property bool isDigit: key.modelData.length === 1
                readonly property string label: isDigit ? key.modelData : key.modelData === "clear" ? qsTr("清除") : qsTr("删除")
                readonly property bool down: touch.down

                width: (pad.width - pad.gap * 2) / 3
                height: pad.keyHeight
                radius: Theme.radius
                color: down ? Theme.tint : Theme.surface
                border.color: down || activeFocus ? Theme.accent : Theme.outline
                border.width: down || activeFocus ? Theme.line * 2.5 : Theme.line
                activeFocusOnTab: true
                objectName: "key-" + key.modelData

                Accessible.role: Accessible.Button
                Accessible.name: label
                Accessible.focusable: true
                Accessible.onPressAction: key.press()
                Keys.onSpacePressed: event => key.type(event)
                Keys.onReturnPressed: event => key.type(event)
                Keys.onEnterPressed: event => key.type(event)

                // Return goes on, once all are in
                function type(event: var): void {
                    if (event.isAutoRepeat)
                        return
                    if (event.key !== Qt.Key_Space && Terminal.digits === 6) {
                        Terminal.confirm()
                    } else {
                        key.press()
                    }
                }

                function press(): void {
                    if (key.isDigit) {
                        Terminal.digit(Number(key.modelData))
                    } else if (key.modelData === "clear") {
                        Terminal.clearDigits()
                    } else {
                        Terminal.deleteDigit()
                    }
                }

                // focused is told by more than colour
                Rectangle {
                    anchors.fill: parent
                    anchors.margins: Theme.mm * 0.9
                    radius: parent.radius
                    color: "transparent"
                    visible: key.activeFocus
                    border.width: Theme.line
                    border.color: Theme.accent
                }

                Label {
                    anchors.centerIn: parent
                    text: key.label
                    size: key.isDigit ? Math.min(Theme.digit, pad.keyHeight * 0.75) : Theme.body
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                Touch {
                    id: touch

                    stays: true
                    digit: key.isDigit
                    onActed: key.press()
                }
            }
        }
    }
}
