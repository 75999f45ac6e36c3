pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window

// The cards beside the reader, what a hand can do with them, and what the card answered.
Window {
    id: window

    required property var dock // the DockModel

    readonly property color ink: "#14213D"
    readonly property color quiet: "#3A475C"
    readonly property color edge: "#D5DBE5"
    readonly property color accent: "#0B4A8F"
    readonly property color tint: "#E4EFFA"
    readonly property color warn: "#7A3B00"
    readonly property color bad: "#8C1616"
    readonly property int pad: 14

    width: 420
    height: 860
    minimumWidth: 340
    minimumHeight: 520
    visible: false // shown by its owner
    title: "Card dock"
    color: "#F4F6FA"

    component Words: Text {
        color: window.ink
        font.family: "Noto Sans CJK SC"
        font.pixelSize: 13
        textFormat: Text.PlainText
    }

    // What a card and a button have in common: focus, keys, pointer and name.
    component Control: Rectangle {
        id: control

        required property string name
        signal triggered

        readonly property bool down: area.pressed && area.containsMouse
        readonly property bool lit: enabled && (down || activeFocus)

        radius: 6
        color: down ? window.tint : "#FFFFFF"
        border.color: lit ? window.accent : window.edge
        border.width: lit ? 2 : 1
        activeFocusOnTab: true

        Accessible.role: Accessible.Button
        Accessible.name: name
        Accessible.focusable: true
        Accessible.onPressAction: control.triggered()
        Keys.onReturnPressed: control.triggered()
        Keys.onEnterPressed: control.triggered()
        Keys.onSpacePressed: control.triggered()

        MouseArea {
            id: area

            anchors.fill: parent
            onClicked: control.triggered()
        }
    }

    component Push: Control {
        id: push

        height: 36
        opacity: enabled ? 1 : 0.55

        Words {
            anchors.centerIn: parent
            text: push.name
            color: push.enabled ? window.accent : window.quiet
            font.weight: Font.Bold
            Accessible.ignored: true
        }
    }

    Item {
        id: head

        width: parent.width
        height: 50

        Words {
            x: window.pad
            anchors.verticalCenter: parent.verticalCenter
            text: window.title
            font.pixelSize: 19
            font.weight: Font.Bold
        }

        Words {
            objectName: "reader"
            anchors {
                right: parent.right
                rightMargin: window.pad
                verticalCenter: parent.verticalCenter
            }
            text: window.dock.inserted !== "" ? "● " + window.dock.inserted : window.dock.occupied ? "● another card" : "○ reader empty"
            color: window.dock.occupied ? window.accent : window.quiet
        }
    }

    Words {
        id: hint

        anchors {
            left: parent.left
            right: parent.right
            top: head.bottom
            leftMargin: window.pad
            rightMargin: window.pad
        }
        height: implicitHeight + 8
        text: "Click a card to put it into the reader. Test PINs: initial-pin 123456, operator 246802, all others 135790."
        color: window.quiet
        font.pixelSize: 11
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    ListView {
        id: cards

        objectName: "cards"
        anchors {
            left: parent.left
            right: parent.right
            top: hint.bottom
            leftMargin: window.pad
            rightMargin: window.pad
        }
        height: Math.max(90, Math.min(contentHeight, window.height - head.height - hint.height - hand.height - 190))
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        spacing: 3
        model: window.dock.cards

        delegate: Control {
            id: card

            required property var modelData
            readonly property bool inside: window.dock.inserted === modelData.id

            objectName: "card-" + modelData.id
            name: modelData.id + ", " + modelData.title + (inside ? ", in the reader" : "")
            width: ListView.view.width
            height: 36
            color: inside || down ? window.tint : "#FFFFFF"
            border.color: lit || inside ? window.accent : window.edge
            Accessible.checkable: true
            Accessible.checked: inside
            onTriggered: window.dock.insert(modelData.id)

            Rectangle {
                visible: card.inside
                width: 5
                height: parent.height
                radius: 2
                color: window.accent
            }

            Words {
                id: label

                x: 14
                y: 1
                text: card.modelData.id
                color: card.inside ? window.accent : window.ink
                font.weight: Font.Bold
                Accessible.ignored: true
            }

            Words {
                anchors {
                    left: label.left
                    right: sign.left
                    rightMargin: 8
                    bottom: parent.bottom
                    bottomMargin: 1
                }
                text: card.modelData.title
                color: window.quiet
                font.pixelSize: 11
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            Words {
                id: sign

                anchors {
                    right: parent.right
                    rightMargin: 12
                    verticalCenter: parent.verticalCenter
                }
                text: card.inside ? "✓ in" : ""
                color: window.accent
                font.weight: Font.Bold
                Accessible.ignored: true
            }
        }
    }

    Column {
        id: hand

        anchors {
            left: cards.left
            right: cards.right
            top: cards.bottom
            topMargin: 10
        }
        spacing: 8

        Row {
            width: parent.width
            spacing: 8

            Push {
                objectName: "pull"
                name: "Pull out"
                width: (parent.width - 8) / 2
                enabled: window.dock.occupied
                onTriggered: window.dock.remove()
            }

            Push {
                objectName: "power-cycle"
                name: "Power-cycle"
                width: (parent.width - 8) / 2
                enabled: window.dock.inserted !== ""
                onTriggered: window.dock.powerCycle()
            }
        }

        Words {
            objectName: "pin"
            width: parent.width
            text: window.dock.inserted === "" ? "PIN: –"
                : window.dock.triesLeft < 0 ? "PIN: the card has not said how many attempts are left"
                : window.dock.triesLeft === 0 ? "PIN: locked, no attempts left"
                : window.dock.triesLeft === 1 ? "PIN: 1 attempt left" : "PIN: " + window.dock.triesLeft + " attempts left"
            color: window.dock.triesLeft < 0 ? window.quiet : window.dock.triesLeft === 0 ? window.bad : window.dock.triesLeft <= 2 ? window.warn : window.ink
            font.weight: window.dock.triesLeft < 0 ? Font.Normal : Font.Bold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Words {
            objectName: "notice"
            width: parent.width
            visible: text !== ""
            text: window.dock.notice
            color: window.bad
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }

    Rectangle {
        anchors {
            left: cards.left
            right: cards.right
            top: hand.bottom
            bottom: parent.bottom
            topMargin: 8
            bottomMargin: window.pad
        }
        radius: 6
        color: "#FFFFFF"
        border.color: window.edge

        Words {
            id: heading

            x: 10
            y: 5
            text: window.dock.watched === "" ? "Last exchanges" : "Last exchanges · " + window.dock.watched
            color: window.quiet
            font.pixelSize: 11
            font.weight: Font.Bold
        }

        ListView {
            objectName: "exchanges"
            anchors {
                fill: parent
                leftMargin: 10
                rightMargin: 10
                topMargin: heading.y + heading.height + 2
                bottomMargin: 6
            }
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: window.dock.exchanges
            onModelChanged: Qt.callLater(positionViewAtEnd)
            Accessible.role: Accessible.List
            Accessible.name: heading.text

            delegate: Words {
                required property string modelData

                width: ListView.view.width
                text: modelData
                font.family: "Noto Sans Mono CJK SC"
                font.pixelSize: 11
                lineHeight: 15
                lineHeightMode: Text.FixedHeight
                wrapMode: Text.Wrap
                Accessible.role: Accessible.ListItem
                Accessible.name: text
            }
        }
    }
}
