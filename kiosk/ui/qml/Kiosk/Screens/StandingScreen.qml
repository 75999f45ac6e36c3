import QtQuick
import Kiosk.Model

// The card's standing in full, and what follows from it.
Page {
    id: screen

    readonly property var v: Terminal.values

    spacing: Theme.mm * (Theme.tight ? 3 : 6)
    centred: false
    maximum: Theme.mm * (wide ? 400 : 250)

    Row {
        width: parent.width
        spacing: Theme.pad

        Label {
            id: heading

            text: qsTr("卡的状态")
            size: Theme.title
            strong: true
            anchors.verticalCenter: parent.verticalCenter
        }

        Chip {
            text: Words.glance(screen.v)
            tone: Words.glanceTone(screen.v)
            anchors.verticalCenter: parent.verticalCenter
        }
    }

    Grid {
        id: halves

        width: parent.width
        columns: screen.wide ? 2 : 1
        columnSpacing: Theme.pad * 1.6
        rowSpacing: Theme.mm * 6

        readonly property real half: screen.wide ? (width - columnSpacing) / 2 : width

        Panel {
            width: halves.half
            height: facts.implicitHeight + Theme.mm * 4

            Column {
                id: facts

                x: Theme.pad * 1.4
                y: Theme.mm * 2
                width: parent.width - x * 2

                Fact {
                    width: parent.width
                    visible: !Theme.tight // the menu says it as well
                    first: true
                    label: qsTr("卡号末四位")
                    value: screen.v.lastFour
                }

                Fact {
                    width: parent.width
                    first: Theme.tight
                    label: qsTr("登记状态")
                    value: Words.standing(screen.v.standing)
                }

                Fact {
                    width: parent.width
                    label: qsTr("社保密码")
                    value: Words.attempts(screen.v.triesLeft)
                    ink: screen.v.triesLeft >= 0 && screen.v.triesLeft <= 2 ? Theme.bad : Theme.ink
                }

                Fact {
                    width: parent.width
                    label: qsTr("有效期至")
                    value: Words.day(screen.v.validUntil) + (screen.v.expired ? qsTr("（已过期）") : screen.v.renewable ? qsTr("（可以换卡）") : "")
                    ink: screen.v.expired ? Theme.bad : Theme.ink
                }

                Fact {
                    width: parent.width
                    label: qsTr("电子社保卡")
                    value: Words.electronicCard(screen.v.electronicCard)
                }

                Fact {
                    width: parent.width
                    visible: !Theme.tight // it tells where to ask, no more
                    label: qsTr("金融功能")
                    value: qsTr("以银行记录为准")
                }
            }
        }

        Column {
            width: halves.half
            spacing: Theme.gap

            Repeater {
                model: screen.v.advice ?? []

                Panel {
                    id: advice

                    required property string modelData
                    readonly property string tone: Words.adviceTone(modelData)

                    width: parent.width
                    height: Math.max(words.implicitHeight, sign.height) + Theme.pad * 2
                    color: Theme.tintOf(tone)

                    Icon {
                        id: sign

                        x: Theme.pad
                        anchors.verticalCenter: parent.verticalCenter
                        name: Theme.signOf(advice.tone)
                        tint: Theme.inkOf(advice.tone)
                    }

                    Label {
                        id: words

                        anchors {
                            left: sign.right
                            leftMargin: Theme.pad
                            right: parent.right
                            rightMargin: Theme.pad
                            verticalCenter: parent.verticalCenter
                        }
                        text: Words.advice(advice.modelData)
                    }
                }
            }
        }
    }

    actions: [
        Action {
            width: screen.share(2)
            glyph: "back"
            text: qsTr("返回")
            onTriggered: Terminal.act("back")
        },
        Action {
            width: screen.share(2)
            primary: true
            glyph: "eject"
            text: qsTr("退卡")
            onTriggered: Terminal.act("end")
        }
    ]
}
