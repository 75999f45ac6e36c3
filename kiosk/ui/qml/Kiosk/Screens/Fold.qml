import QtQuick

// A heading that unfolds its lines at a tap, and folds them again.
Rectangle {
    id: fold

    required property string text
    required property var lines
    property bool opened: false

    signal triggered

    readonly property string role: "button"
    readonly property bool down: touch.down

    implicitHeight: title.height + (opened ? list.height + Theme.pad : 0)
    radius: Theme.radius
    color: down ? Theme.tint : Theme.surface
    border.color: down || activeFocus ? Theme.accent : Theme.outline
    border.width: down || activeFocus ? Theme.line * 2.5 : Theme.line
    activeFocusOnTab: true

    Accessible.role: Accessible.Button
    Accessible.name: visible ? text : ""
    Accessible.focusable: true
    Accessible.checkable: true
    Accessible.checked: opened
    Accessible.onPressAction: fold.triggered()
    Keys.onReturnPressed: event => fold.press(event)
    Keys.onEnterPressed: event => fold.press(event)
    Keys.onSpacePressed: event => fold.press(event)

    function press(event: var): void {
        if (!event.isAutoRepeat)
            fold.triggered()
    }

    Item {
        id: title

        width: parent.width
        height: Math.max(Theme.touch, name.implicitHeight + Theme.pad * 1.4)

        Label {
            id: name

            anchors {
                left: parent.left
                leftMargin: Theme.pad
                right: arrow.left
                rightMargin: Theme.pad
                verticalCenter: parent.verticalCenter
            }
            text: fold.text
            strong: true
            Accessible.ignored: true
        }

        Icon {
            id: arrow

            anchors {
                right: parent.right
                rightMargin: Theme.pad
                verticalCenter: parent.verticalCenter
            }
            name: "arrow-down"
            rotation: fold.opened ? 180 : 0
            size: Theme.body * 1.3
        }
    }

    Ticked {
        id: list

        visible: fold.opened
        x: Theme.pad
        y: title.height
        width: parent.width - x * 2
        lines: fold.lines
    }

    Touch {
        id: touch

        stays: true
        onActed: fold.triggered()
    }
}
