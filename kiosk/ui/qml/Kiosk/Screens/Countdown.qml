import QtQuick

// How many seconds are left, in a number and a bar. What happens at the end is not decided here.
Column {
    id: countdown

    property int seconds: 0
    property int remaining: seconds

    spacing: Theme.mm * (Theme.tight ? 2 : 4)
    onSecondsChanged: remaining = seconds
    onVisibleChanged: remaining = seconds

    Timer {
        interval: 1000
        repeat: true
        running: countdown.visible && countdown.remaining > 0
        onTriggered: countdown.remaining -= 1
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        text: qsTr("%n 秒后结束服务", "", countdown.remaining)
        size: Theme.lead
        strong: true
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.mm * 110
        height: Theme.mm * 3
        radius: height / 2
        color: Theme.surface
        border.color: Theme.outline
        border.width: Theme.line

        Rectangle {
            width: countdown.seconds > 0 ? parent.width * countdown.remaining / countdown.seconds : 0
            height: parent.height
            radius: height / 2
            color: Theme.accent
        }
    }
}
