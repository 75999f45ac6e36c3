pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Model

// Where a PIN is unlocked or reset, or whatever else the errand is, and what to bring: never here, and there is nothing
// on this screen that could.
Paged {
    id: screen

    readonly property var v: Terminal.values
    readonly property string errand: v.errand ?? "unlock"
    // then it can be done right here
    readonly property bool staffed: (v.staff ?? "") !== "" && (errand === "unlock" || errand === "set-pin")
    // of a minor's card nobody else comes
    readonly property var cases: Guide.bring(errand === "unlock", Terminal.language).filter(each => !v.minor || each.id === "guardian")
    readonly property var plain: Terminal.low ? cases : cases.slice(0, 1)
    readonly property string slip: v.slip ?? "none"
    readonly property bool failed: slip === "failed"
    readonly property string told: slip === "printing" ? qsTr("正在打印办理单，请稍候") : slip === "printed" ? qsTr("办理单已打印，请取走") : slip === "saved" ? qsTr("本机没有打印机，办理单已保存为 PDF") : failed ? qsTr("暂时无法打印，请扫码或记下网点地址") : ""
    // of the folded cases the one that is open
    property string opened: ""

    heading: staffed ? qsTr("就在这里解锁或重置") : Words.goFor(errand)
    news: told
    maximum: Theme.mm * (wide ? 400 : 250)
    paired: true
    // nobody's card is in
    readonly property bool cardless: v.withoutCard ?? false
    leave: cardless ? null : ({
            intent: "end"
        })
    back: true
    on: cardless ? null : staffed ? {
        text: qsTr("在此办理"),
        intent: "case"
    } : Terminal.prints ? {
        name: "slip",
        text: qsTr("打印办理单"),
        glyph: "print",
        intent: "slip"
    } : null

    head: Row {
        // not by what is visible: on a further leaf nothing is, and the words would find another room
        readonly property bool badged: !screen.wide && !screen.scarce

        spacing: Theme.pad

        Rectangle {
            id: badge

            visible: parent.badged
            width: Theme.mm * 22
            height: width
            radius: width / 2
            color: Theme.tint
            border.width: Theme.high ? Theme.line : 0
            border.color: Theme.ink
            anchors.verticalCenter: parent.verticalCenter

            Icon {
                anchors.centerIn: parent
                name: screen.errand === "unlock" || screen.errand === "set-pin" ? "unlock" : "card"
                size: Theme.mm * 13
            }
        }

        Column {
            width: parent.width - (parent.badged ? badge.width + Theme.pad : 0)
            spacing: Theme.mm * 2

            Label {
                width: parent.width
                text: screen.heading
                heading: true
                size: Theme.title
                strong: true
            }

            Label {
                width: parent.width
                text: screen.staffed ? qsTr("请把证件交给工作人员核对。") : Guide.lead(screen.errand, Terminal.language)
                color: Theme.quiet
            }
        }
    }

    Heading {
        width: screen.block
        text: qsTr("请带上社会保障卡，还有")
    }

    // whoever stands here first; who else may come is folded, but on a page that is low, where it would be out of reach
    Repeater {
        model: screen.plain

        Panel {
            id: person

            required property var modelData

            width: screen.block
            height: brought.height + Theme.pad * 1.6

            Column {
                id: brought

                x: Theme.pad
                y: Theme.pad * 0.8
                width: parent.width - x * 2
                spacing: Theme.mm * 2

                Label {
                    width: parent.width
                    text: person.modelData.name
                    strong: true
                }

                Ticked {
                    width: parent.width
                    lines: person.modelData.documents
                }
            }
        }
    }

    Repeater {
        model: screen.cases.slice(screen.plain.length)

        Fold {
            required property var modelData

            objectName: "bring-" + modelData.id
            width: screen.block
            height: implicitHeight
            text: modelData.name
            lines: modelData.documents
            opened: screen.opened === modelData.id
            onTriggered: if (Terminal.turn())
                screen.opened = opened ? "" : modelData.id
        }
    }

    Repeater {
        model: screen.scarce ? Words.sentences(Guide.identityDocuments(Terminal.language)) : [Guide.identityDocuments(Terminal.language)]

        Label {
            required property string modelData

            width: screen.block
            height: implicitHeight
            text: modelData
            color: Theme.quiet
        }
    }

    Repeater {
        model: screen.staffed ? [] : Guide.servicePoints(Terminal.language)

        Column {
            id: spot

            required property int index
            required property var modelData
            readonly property bool second: true

            width: screen.block
            height: implicitHeight
            spacing: Theme.mm * 3

            Heading {
                visible: spot.index === 0
                width: parent.width
                text: qsTr("最近的网点")
            }

            Panel {
                width: parent.width
                height: point.implicitHeight + Theme.pad * 1.4

                Column {
                    id: point

                    x: Theme.pad
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - x * 2
                    spacing: Theme.mm * 1.5

                    Label {
                        width: parent.width
                        text: spot.modelData.name
                        strong: true
                    }

                    Label {
                        width: parent.width
                        text: spot.modelData.way
                        color: Theme.quiet
                    }
                }
            }
        }
    }

    Repeater {
        model: screen.staffed ? 0 : 1

        Row {
            id: code

            readonly property string told: screen.told

            onToldChanged: if (told !== "")
                screen.reveal(code)

            readonly property bool second: true

            width: screen.block
            height: Math.max(frame.height, beside.implicitHeight)
            spacing: Theme.pad

            Rectangle {
                id: frame

                // so many pixels that a phone tells one from the next, and whole ones
                readonly property int module: Math.max(2, Math.round(Theme.mm * 0.5))

                width: (Guide.codeModules() + 8) * module
                height: width
                color: "#FFFFFF"
                border.color: Theme.edge
                border.width: Theme.line

                Image {
                    objectName: "code"
                    anchors.fill: parent
                    anchors.margins: frame.module * 4
                    sourceSize: Qt.size(width, height)
                    fillMode: Image.Pad
                    smooth: false
                    source: "image://qr/" + screen.errand + "-" + Terminal.language
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("网点信息二维码")
                }
            }

            // the slip's place, whether there is anything to tell or not
            Column {
                id: beside

                width: parent.width - frame.width - Theme.pad
                spacing: Theme.mm * 3

                Label {
                    width: parent.width
                    text: qsTr("扫码保存网点地址和所需材料")
                    color: Theme.quiet
                }

                Rectangle {
                    visible: screen.told !== ""
                    width: parent.width
                    height: Math.max(sign.height, told.height) + Theme.mm * 4
                    radius: Theme.radius
                    color: screen.failed ? Theme.warnTint : screen.slip === "printing" ? Theme.tint : Theme.goodTint
                    border.width: Theme.high ? Theme.line : 0
                    border.color: Theme.ink

                    Icon {
                        id: sign

                        x: Theme.mm * 3
                        anchors.verticalCenter: parent.verticalCenter
                        name: screen.failed ? "alert" : screen.slip === "printing" ? "wait" : "check"
                        tint: told.color
                        size: Theme.body * 1.2
                    }

                    Label {
                        id: told

                        objectName: "slip-told"
                        anchors {
                            left: sign.right
                            leftMargin: Theme.mm * 2.4
                            right: parent.right
                            rightMargin: Theme.mm * 3
                            verticalCenter: parent.verticalCenter
                        }
                        text: screen.told
                        strong: true
                        color: screen.failed ? Theme.warn : screen.slip === "printing" ? Theme.accent : Theme.good
                    }
                }
            }
        }
    }
}
