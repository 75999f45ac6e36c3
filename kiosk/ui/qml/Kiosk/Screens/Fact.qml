import QtQuick

// A line of a list: what it is, and how it stands.
Item {
    id: fact

    required property string label
    required property string value
    property color ink: Theme.ink
    property bool first: false

    Accessible.role: Accessible.StaticText
    Accessible.name: visible ? qsTr("%1：%2").arg(label).arg(value) : ""
    Accessible.ignored: !visible

    implicitHeight: Math.max(left.implicitHeight, right.implicitHeight) + Theme.mm * (Theme.tight ? 2.4 : 7) * Theme.room

    Rectangle {
        visible: !fact.first
        width: parent.width
        height: Theme.line
        color: Theme.edge
    }

    Label {
        id: left

        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, Math.max(parent.width * 0.4, parent.width - right.implicitWidth - Theme.pad))
        text: fact.label
        color: Theme.quiet
        Accessible.ignored: true
    }

    Label {
        id: right

        anchors.verticalCenter: parent.verticalCenter
        anchors.right: parent.right
        width: parent.width - left.width - Theme.pad
        text: fact.value
        color: fact.ink
        strong: true
        horizontalAlignment: Text.AlignRight
        Accessible.ignored: true
    }
}
