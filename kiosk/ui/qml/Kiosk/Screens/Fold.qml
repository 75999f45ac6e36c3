pragma ComponentBehavior: Bound

import QtQuick

// A heading that unfolds its lines at a tap, and folds them again; or one that is always open, and no control.
Rectangle {
    id: fold

    required property string text
    required property var lines
    property bool always: false
    property bool opened: false

    signal triggered

    readonly property string role: always ? "" : "button"
    readonly property bool down: touch.down
    readonly property bool open: always || opened
    readonly property real inset: Theme.pad * 0.8

    implicitHeight: title.height + (open ? list.height + Theme.mm * 2 : 0)
    radius: Theme.radius
    color: down ? Theme.tint : Theme.surface
    border.color: down || activeFocus ? Theme.accent : always ? Theme.edge : Theme.outline
    border.width: down || activeFocus ? Theme.line * 2.5 : Theme.line
    activeFocusOnTab: !always

    Accessible.role: always ? Accessible.Grouping : Accessible.Button
    Accessible.name: visible ? text : ""
    Accessible.focusable: !always
    Accessible.checkable: !always
    Accessible.checked: open
    Accessible.onPressAction: if (!always)
        fold.triggered()
    Keys.onReturnPressed: event => fold.press(event)
    Keys.onEnterPressed: event => fold.press(event)
    Keys.onSpacePressed: event => fold.press(event)

    function press(event: var): void {
        if (!event.isAutoRepeat && !always)
            fold.triggered()
    }

    Item {
        id: title

        width: parent.width
        height: Math.max(fold.always ? 0 : Theme.touch, name.implicitHeight + fold.inset * 2)

        Label {
            id: name

            anchors {
                left: parent.left
                leftMargin: Theme.pad
                right: arrow.visible ? arrow.left : parent.right
                rightMargin: Theme.pad
                verticalCenter: parent.verticalCenter
            }
            text: fold.text
            strong: true
            Accessible.ignored: !fold.always
        }

        Icon {
            id: arrow

            visible: !fold.always
            anchors {
                right: parent.right
                rightMargin: Theme.pad
                verticalCenter: parent.verticalCenter
            }
            name: "arrow-down"
            rotation: fold.open ? 180 : 0
            size: Theme.body * 1.3
        }
    }

    Column {
        id: list

        visible: fold.open
        x: Theme.pad
        y: title.height - fold.inset * 0.5
        width: parent.width - x * 2
        bottomPadding: fold.inset
        spacing: Theme.mm * 2

        Repeater {
            model: fold.lines

            Item {
                id: line

                required property string modelData

                width: list.width
                height: words.implicitHeight

                Icon {
                    id: tick

                    y: Theme.body * 0.12
                    name: "check"
                    size: Theme.body * 1.3
                }

                Label {
                    id: words

                    x: tick.width + Theme.mm * 3
                    width: parent.width - x
                    text: line.modelData
                }
            }
        }
    }

    Touch {
        id: touch

        enabled: !fold.always
        stays: true
        onActed: fold.triggered()
    }
}
