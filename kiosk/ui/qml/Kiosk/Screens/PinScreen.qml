import QtQuick
import Kiosk.Model

// The present PIN, the new one, the new one again. Messages have a place of their own: no key ever moves.
FocusScope {
    id: screen

    readonly property var v: Terminal.values
    readonly property bool wide: width > height
    readonly property int step: Terminal.screen === "pin-again" ? 2 : Terminal.screen === "pin-new" || Terminal.screen === "pin-refused" ? 1 : 0
    readonly property string message: Terminal.screen === "pin-refused" ? Words.refusals(Terminal.values.refusals)
        : Terminal.screen === "pin-wrong" ? qsTr("密码不正确，还可以输入 %n 次", "", Terminal.values.triesLeft)
        : step === 0 ? qsTr("还可以输入 %n 次", "", Terminal.values.triesLeft)
        : step === 1 ? qsTr("不要用生日、连号或重复的数字") : qsTr("与刚才的新密码一致")
    readonly property bool loud: Terminal.screen === "pin-refused" || Terminal.screen === "pin-wrong"

    focus: true

    // What is said stands in a block of its own; the pad's place depends on the screen and the type alone.
    Item {
        id: told

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            top: parent.top
        }
        width: screen.wide ? parent.width / 2 - Theme.margin * 1.5 : parent.width - Theme.margin * 2
        height: (screen.wide ? actions.y : pad.y) - Theme.mm * 4

        Column {
            id: head

            width: parent.width
            y: Math.max(Theme.mm * 5, (parent.height - height) * (screen.wide ? 0.3 : 0.5))
            spacing: Theme.mm * 5 * Theme.room

            Item {
                width: parent.width
                height: steps.implicitHeight

                Steps {
                    id: steps

                    x: screen.wide ? 0 : (parent.width - width) / 2
                    names: [qsTr("现在的密码"), qsTr("新密码"), qsTr("再输一次")]
                    current: screen.step
                    available: told.width
                }
            }

            Label {
                width: parent.width
                text: screen.step === 0 ? qsTr("请输入现在的社保密码") : screen.step === 1 ? qsTr("请输入新的社保密码") : qsTr("请再输入一次新密码")
                size: Theme.title
                strong: true
                horizontalAlignment: screen.wide ? Text.AlignLeft : Text.AlignHCenter
            }

            Label {
                width: parent.width
                text: screen.step === 0 ? qsTr("不是银行取款密码") : qsTr("六位数字，请记牢")
                color: Theme.quiet
                horizontalAlignment: screen.wide ? Text.AlignLeft : Text.AlignHCenter
            }

            Dots {
                x: screen.wide ? 0 : (parent.width - width) / 2
            }

            Item { // the message's place, whether there is one or not
                width: parent.width
                height: Theme.body * (Terminal.type === "standard" ? 4 : 5.4)

                Rectangle {
                    id: bubble

                    x: screen.wide ? 0 : (parent.width - width) / 2
                    width: Math.min(parent.width, words.implicitWidth + sign.width + Theme.pad * 2.6)
                    height: words.height + Theme.mm * 6
                    radius: Theme.high ? 0 : Theme.radius * 1.6
                    color: screen.loud ? Theme.warnTint : "transparent"
                    border.width: screen.loud && Theme.high ? Theme.line : 0
                    border.color: Theme.ink

                    Icon {
                        id: sign

                        x: Theme.pad
                        anchors.verticalCenter: parent.verticalCenter
                        name: screen.loud ? "alert" : "info"
                        tint: screen.loud ? Theme.warn : Theme.quiet
                        size: Theme.body * 1.2
                    }

                    Label {
                        id: words

                        anchors {
                            left: sign.right
                            leftMargin: Theme.mm * 2
                            verticalCenter: parent.verticalCenter
                        }
                        width: Math.min(implicitWidth, told.width - sign.width - Theme.pad * 2.6)
                        text: screen.message
                        color: screen.loud ? Theme.warn : Theme.quiet
                        strong: screen.loud
                        maximumLineCount: 3
                    }
                }
            }
        }
    }

    PinPad {
        id: pad

        objectName: "pad"
        focus: true
        width: screen.wide ? Math.min(implicitWidth * 1.25, screen.width / 2 - Theme.margin * 1.5) : Math.min(implicitWidth * 1.65, screen.width - Theme.margin * 2)
        x: screen.wide ? screen.width - Theme.margin - width : (screen.width - width) / 2
        y: screen.wide ? Theme.mm * 8 : actions.y - height - Theme.mm * 6
        keyHeight: screen.wide ? Math.min(Theme.mm * 40, (actions.y - Theme.mm * 14 - gap * 3) / 4)
            : Theme.mm * (Terminal.type === "largest" ? 28 : Terminal.type === "larger" ? 31 : 34)
    }

    Row {
        id: actions

        anchors {
            bottom: parent.bottom
            bottomMargin: Theme.mm * 5
            horizontalCenter: parent.horizontalCenter
        }
        width: screen.wide ? parent.width - Theme.margin * 2 : pad.width
        spacing: Theme.gap * 1.4

        Action {
            width: parent.width * 0.36
            text: qsTr("退卡")
            glyph: "eject"
            activeFocusOnTab: true
            onTriggered: Terminal.act("end")
        }

        Action {
            width: parent.width * 0.64 - parent.spacing
            primary: true
            enabled: Terminal.digits === 6
            text: screen.step === 2 ? qsTr("确认修改") : qsTr("下一步")
            onTriggered: Terminal.confirm()
        }
    }

    Connections { // the pad takes the focus back from whatever had it
        target: Terminal

        function onDigitsChanged(): void {
            pad.forceActiveFocus()
        }
    }
}
