pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// A person's name as a label; a sign that no font has is its code point in a frame.
Item {
    id: name

    property string text: ""
    property int size: Theme.body
    property bool strong: false
    property color color: Theme.ink
    property int wrapMode: Text.Wrap
    property int elide: Text.ElideNone
    property real lineHeight: 1.12

    readonly property var parts: Signs.parts(text)
    readonly property bool whole: parts.every(part => part.code === "")

    implicitWidth: whole ? label.implicitWidth : row.implicitWidth
    implicitHeight: whole ? label.implicitHeight : row.implicitHeight
    clip: !whole

    Label {
        id: label

        width: parent.width
        visible: name.whole
        text: name.whole ? name.text : ""
        size: name.size
        strong: name.strong
        color: name.color
        wrapMode: name.wrapMode
        elide: name.elide
        lineHeight: name.lineHeight
    }

    Row {
        id: row

        visible: !name.whole
        spacing: Theme.mm * 0.5

        Repeater {
            model: name.whole ? [] : name.parts

            Rectangle {
                id: part

                required property var modelData
                readonly property bool framed: modelData.code !== ""

                anchors.verticalCenter: parent.verticalCenter
                implicitWidth: sign.implicitWidth + (framed ? Theme.mm * 3 : 0)
                implicitHeight: sign.implicitHeight
                color: "transparent"
                border.width: framed ? Theme.line * 1.5 : 0
                border.color: name.color

                Label {
                    id: sign

                    anchors.centerIn: parent
                    text: part.framed ? part.modelData.code : part.modelData.text
                    size: part.framed ? Theme.body : name.size
                    strong: name.strong && !part.framed
                    color: name.color
                    wrapMode: Text.NoWrap
                    Accessible.name: part.framed ? "[" + part.modelData.code + "]" : part.modelData.text
                }
            }
        }
    }
}
