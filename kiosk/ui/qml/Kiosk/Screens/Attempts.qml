pragma ComponentBehavior: Bound

import QtQuick

// How many attempts are left, drawn: ●●●●○○ of the card's limit, or as many as there are where that is not known.
Row {
    id: attempts

    property int remaining: -1
    property int limit: 0
    property color tint: Theme.accent
    property real size: Theme.body * 0.95

    // a counter says no more than this
    readonly property int most: 15
    readonly property string says: limit > 0 ? qsTr("密码共 %1 次机会，还剩 %n 次", "", remaining).arg(limit) : qsTr("密码还剩 %n 次机会", "", remaining)
    readonly property int count: remaining < 0 ? 0 : Math.min(most, Math.max(limit, remaining))

    visible: count > 0
    spacing: size * 0.5
    Accessible.role: Accessible.Graphic
    Accessible.name: visible ? says : ""
    Accessible.ignored: !visible

    Repeater {
        model: attempts.count

        Rectangle {
            required property int index

            width: attempts.size
            height: width
            radius: width / 2
            color: index < attempts.remaining ? attempts.tint : Theme.surface
            border.color: index < attempts.remaining ? attempts.tint : Theme.outline
            border.width: Math.max(Theme.line * 1.5, width * 0.12)
        }
    }
}
