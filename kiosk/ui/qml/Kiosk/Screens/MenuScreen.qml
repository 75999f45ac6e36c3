import QtQuick
import Kiosk.Model

// What would you like to do: the card at a glance, and a tile for each matter.
Page {
    id: screen

    readonly property var v: Terminal.values
    readonly property bool staffed: (v.staff ?? "") !== ""
    readonly property int columns: wide ? 3 : 2

    // large type needs its room for words
    readonly property real ease: Terminal.type === "standard" ? 1 : 0.8
    // the chip below the name
    readonly property bool stacked: Terminal.type !== "standard" && !wide

    spacing: Theme.mm * (Terminal.type === "standard" ? 7 : 5) * Theme.room
    centred: false
    heading: qsTr("请选择要办理的业务")
    maximum: Theme.mm * (wide ? 320 : 250)

    Panel {
        width: parent.width
        height: summary.implicitHeight + Theme.pad * 2.4 + (screen.stacked ? standing.height + Theme.mm * 3 : 0)

        Column {
            id: summary

            anchors {
                left: parent.left
                right: parent.right
                rightMargin: screen.stacked ? Theme.pad * 1.4 : standing.width + Theme.pad * 2.4
                leftMargin: Theme.pad * 1.4
                top: parent.top
                topMargin: Theme.pad * 1.2
            }
            spacing: Theme.mm * 2

            Name {
                width: parent.width
                text: screen.v.holder ? screen.v.holder : qsTr("持卡人，您好")
                size: Theme.heading
                strong: true
            }

            Label {
                width: parent.width
                text: screen.v.lastFour ? qsTr("卡号末四位 %1").arg(screen.v.lastFour) : qsTr("卡号未知")
                color: Theme.quiet
            }

            Label {
                width: parent.width
                text: Words.pin(screen.v)
                color: screen.v.triesLeft > 2 || screen.v.triesLeft < 0 ? Theme.quiet : Theme.bad
                strong: screen.v.triesLeft >= 0 && screen.v.triesLeft <= 2
            }
        }

        Chip {
            id: standing

            anchors {
                right: parent.right
                rightMargin: Theme.pad * 1.4
                bottom: screen.stacked ? parent.bottom : undefined
                bottomMargin: Theme.pad * 1.2
                verticalCenter: screen.stacked ? undefined : parent.verticalCenter
            }
            text: Words.glance(screen.v)
            tone: Words.glanceTone(screen.v)
        }
    }

    Label {
        visible: !Theme.tight
        text: screen.heading
        heading: true
        size: Theme.lead
    }

    Flow {
        id: tiles

        readonly property real cell: (width - spacing * (screen.columns - 1)) / screen.columns
        readonly property real tall: Math.max(change.implicitHeight, look.implicitHeight, screen.wide ? unlock.implicitHeight : 0, Theme.mm * (screen.wide ? 78 : 96) * (Theme.tight ? 0 : screen.ease))

        width: parent.width
        spacing: Theme.gap * 1.4

        Tile {
            id: change

            width: tiles.cell
            height: tiles.tall
            glyph: "lock"
            text: qsTr("修改密码")
            hint: qsTr("需要当前密码")
            onTriggered: Terminal.act("change-pin")
        }

        Tile {
            id: look

            width: tiles.cell
            height: tiles.tall
            glyph: "search"
            text: qsTr("查询状态")
            hint: qsTr("卡的状态与有效期")
            onTriggered: Terminal.act("standing")
        }

        Tile {
            id: unlock

            width: screen.wide ? tiles.cell : tiles.width
            height: screen.wide ? tiles.tall : implicitHeight
            lying: !screen.wide
            glyph: "unlock"
            text: qsTr("解锁与重置")
            hint: screen.staffed ? qsTr("核对身份后在此办理") : qsTr("到服务网点办理")
            onTriggered: Terminal.act(screen.staffed ? "case" : "unlock")
        }
    }
}
