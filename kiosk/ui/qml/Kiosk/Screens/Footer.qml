import QtQuick
import Kiosk.Model

// Where else to ask, and which terminal this is; at a service point who is signed in, and the way out; and what brings
// the page down to who can't reach its upper part.
Item {
    id: footer

    readonly property string staff: Terminal.values.staff ?? ""
    // the same height on all screens of a terminal
    readonly property bool staffed: Terminal.values.staff !== undefined
    readonly property bool stacked: who + place.implicitWidth + (staffed ? out.implicitWidth + between : 0) + move.implicitWidth + between * 2 > width - Theme.margin * 2
    readonly property bool broad: Terminal.type !== "largest" || width > Theme.mm * 300
    // width of who can be asked, whoever is signed in
    readonly property real who: Math.max(line.implicitWidth, staffed ? Theme.body * 7 : 0)
    readonly property real between: Theme.mm * 6

    implicitHeight: Math.max(Theme.touch, stacked ? line.implicitHeight * 2 : 0) + Theme.mm * 3

    Row {
        id: voice

        visible: Voice.on
        anchors {
            left: parent.left
            leftMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.gap

        Action {
            objectName: "voice-again"
            compact: true
            stays: true
            glyph: "again"
            text: footer.staffed || Terminal.type !== "standard" ? "" : qsTr("重听")
            name: qsTr("再听一遍")
            onTriggered: Voice.repeat()
        }

        Action {
            objectName: "voice-volume"
            compact: true
            stays: true
            glyph: "volume"
            text: String(Voice.volume)
            name: qsTr("音量 %1").arg(Voice.volume)
            onTriggered: Voice.louder()
        }

        Action {
            objectName: "voice-rate"
            compact: true
            stays: true
            glyph: "rate"
            text: String(Voice.rate)
            name: qsTr("语速 %1").arg(Voice.rate)
            onTriggered: Voice.faster()
        }
    }

    Grid {
        id: asked

        // its controls take this place while the voice is on
        visible: !Voice.on

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            verticalCenter: parent.verticalCenter
            // letters are below the middle of their line
            verticalCenterOffset: Theme.body * -0.15
        }
        columns: footer.stacked ? 1 : 2
        columnSpacing: footer.between
        rowSpacing: Theme.mm * 0.5

        Item {
            width: signedIn.visible ? signedIn.width : line.implicitWidth
            height: line.implicitHeight

            Label {
                id: line

                visible: !signedIn.visible
                text: qsTr("咨询电话 12333")
                color: Theme.quiet
                lineHeight: 0.82
                wrapMode: Text.NoWrap
            }

            Row {
                id: signedIn

                visible: footer.staff !== ""
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.mm * 3

                Icon {
                    name: "badge"
                    tint: Theme.quiet
                    size: Theme.body * 1.4
                    anchors.verticalCenter: parent.verticalCenter
                }

                Name {
                    width: Math.min(implicitWidth, Math.max(footer.who, place.implicitWidth) - Theme.body * 1.4 - signedIn.spacing)
                    text: footer.staff
                    color: Theme.quiet
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    lineHeight: line.lineHeight
                    anchors.verticalCenter: parent.verticalCenter
                }
            }
        }

        Label {
            id: place

            text: Voice.missing ? qsTr("本机没有语音") : qsTr("终端 %1").arg(Terminal.terminalId)
            color: Theme.quiet
            lineHeight: 0.82
            wrapMode: Text.NoWrap
        }
    }

    Action {
        id: out

        objectName: "sign-out"
        visible: footer.staff !== ""
        anchors {
            right: move.visible ? move.left : parent.right
            rightMargin: move.visible ? footer.between : Theme.margin
            verticalCenter: parent.verticalCenter
        }
        compact: true
        glyph: "sign-out"
        // its sign alone, where the words stand in the way of which terminal this is
        text: footer.broad ? name : ""
        name: qsTr("签退")
        onTriggered: Terminal.act("sign-out")
    }

    Action {
        id: move

        objectName: "lower"
        visible: Terminal.mayLower
        anchors {
            right: parent.right
            rightMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        compact: true
        stays: true
        glyph: Terminal.low ? "raise" : "lower"
        text: Terminal.low ? qsTr("恢复页面") : qsTr("页面下移")
        onTriggered: Terminal.lower(!Terminal.low)
    }
}
