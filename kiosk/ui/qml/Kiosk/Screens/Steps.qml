pragma ComponentBehavior: Bound

import QtQuick

// Where in a short sequence this screen is.
Row {
    id: steps

    required property list<string> names
    required property int current
    // width; where all names do not fit, only the present step has one
    required property real available

    readonly property real whole: metrics.advanceWidth(names.join("")) * 1.06 + names.length * (disc + Theme.mm * 2.4) + (names.length - 1) * spacing
    // so that a number keeps clear of its edge
    readonly property real disc: Theme.body * 1.9
    readonly property bool brief: whole > available

    spacing: Theme.mm * 7
    Accessible.role: Accessible.StaticText
    Accessible.name: visible ? qsTr("第 %1 步，共 %2 步，当前步骤：%3").arg(current + 1).arg(names.length).arg(names[current] ?? "") : ""
    Accessible.ignored: !visible

    FontMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: Theme.body
    }

    Repeater {
        model: steps.names

        Row {
            id: step

            required property int index
            required property string modelData

            readonly property bool here: step.index === steps.current
            readonly property bool past: step.index < steps.current

            spacing: Theme.mm * 2.4

            Rectangle {
                width: steps.disc
                height: width
                radius: width / 2
                color: step.here ? Theme.accent : Theme.surface
                border.color: step.here ? Theme.accent : Theme.quiet
                border.width: Theme.line
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    visible: !step.past
                    anchors.centerIn: parent
                    text: String(step.index + 1)
                    color: step.here ? Theme.accentInk : Theme.quiet
                    lineHeight: 1
                    Accessible.ignored: true
                }

                Icon {
                    visible: step.past
                    anchors.centerIn: parent
                    name: "check"
                    tint: Theme.quiet
                    size: parent.width * 0.7
                }
            }

            Label {
                visible: step.here || !steps.brief
                text: step.modelData
                strong: step.here
                color: step.here ? Theme.ink : Theme.quiet
                wrapMode: Text.NoWrap
                Accessible.ignored: true
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
