pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window

// The cards beside the readers, what a hand can do with them, and what they answered.
Window {
    id: window

    // the DockModel
    required property var dock

    readonly property bool alone: dock.readers.length === 1
    readonly property Inks inks: Inks {}
    readonly property int pad: 14

    width: 420
    height: 860
    minimumWidth: alone ? 340 : 400
    minimumHeight: alone ? 520 : 640
    // shown by its owner
    visible: false
    title: "Card dock"
    color: inks.ground

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

        Loader {
            anchors {
                right: parent.right
                rightMargin: window.pad
                verticalCenter: parent.verticalCenter
            }
            active: window.alone
            sourceComponent: Inside {
                reader: window.dock.readers[0]
            }
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
        text: (window.alone ? "Click a card to put it into the reader." : "A card goes into the reader whose button is pressed.") + " Test PINs: initial-pin 123456, operator 246802, all others 135790."
        color: inks.quiet
        font.pixelSize: 11
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    Loader {
        anchors {
            left: parent.left
            right: parent.right
            top: hint.bottom
            bottom: parent.bottom
            leftMargin: window.pad
            rightMargin: window.pad
            bottomMargin: window.pad
        }
        sourceComponent: window.alone ? one : several
    }

    Component {
        id: one

        OneReader {
            dock: window.dock
        }
    }

    Component {
        id: several

        SeveralReaders {
            dock: window.dock
        }
    }
}
