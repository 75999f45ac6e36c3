import QtQuick

// A short statement with a sign and a colour: never the colour alone.
Rectangle {
    id: chip

    required property string text
    property string tone: "good"

    readonly property color ink: Theme.inkOf(tone)
    readonly property color fill: Theme.tintOf(tone)

    implicitHeight: row.implicitHeight + Theme.mm * 4
    implicitWidth: row.implicitWidth + Theme.pad * 2
    radius: Theme.high ? 0 : height / 2
    color: fill
    border.width: Theme.high ? Theme.line : 0
    border.color: ink

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.mm * 2

        Icon {
            name: Theme.signOf(chip.tone)
            size: Theme.body * 1.15
            tint: chip.ink
            anchors.verticalCenter: parent.verticalCenter
        }

        Label {
            text: chip.text
            color: chip.ink
            strong: true
            width: Math.min(implicitWidth, chip.parent ? chip.parent.width - Theme.pad * 2 - Theme.body * 2 : implicitWidth)
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
