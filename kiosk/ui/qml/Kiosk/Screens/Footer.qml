import QtQuick
import Kiosk.Model

// Where else to ask, and which terminal this is; at a service point who is signed in, and the way out; and what brings
// the page down to who can't reach its upper part.
Item {
    id: footer

    readonly property string staff: Terminal.values.staff ?? ""
    // the same height on all screens of a terminal
    readonly property bool staffed: Terminal.values.staff !== undefined
    // in either language, where English has no room for one line
    readonly property bool stacked: !Voice.on && (staffed && Terminal.type === "largest" || who + place.implicitWidth + (staffed ? out.implicitWidth + between : 0) + move.implicitWidth + between * 2 > width - Theme.margin * 2)
    // the voice's controls leave no room beside them for where else to ask
    readonly property bool above: Voice.on && asked.visible && voice.width + line.implicitWidth + move.implicitWidth + between * 2 > width - Theme.margin * 2
    readonly property bool broad: Terminal.type !== "largest" || width > Theme.mm * 300
    // width of who can be asked, whoever is signed in
    readonly property real who: Math.max(line.implicitWidth, staffed ? Theme.body * 7 : 0)
    readonly property real between: Theme.mm * 6

    // of the controls, and beside them of two lines where one has no room for all
    readonly property real row: Math.max(Theme.touch + Theme.mm * 3, stacked ? Theme.body * 2.2 + Theme.mm * 2 : 0)

    implicitHeight: row + (above ? line.implicitHeight : 0)

    Row {
        id: voice

        visible: Voice.on
        anchors {
            left: parent.left
            leftMargin: Theme.margin
            verticalCenter: parent.bottom
            verticalCenterOffset: footer.row / -2
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

        // who is signed in, and which terminal this is, leave their place to the voice's controls while it is on
        visible: !Voice.on || footer.staff === ""

        anchors {
            left: Voice.on && !footer.above ? voice.right : parent.left
            leftMargin: Voice.on && !footer.above ? footer.between : Theme.margin
            verticalCenter: parent.bottom
            // letters are below the middle of their line
            verticalCenterOffset: (footer.above ? -footer.row - line.implicitHeight / 2 : footer.row / -2) - Theme.body * 0.15
        }
        columns: footer.stacked ? 1 : 2
        columnSpacing: footer.between
        // as close as lines of one text
        rowSpacing: line.implicitHeight * -0.18

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

            visible: !Voice.on
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
            verticalCenter: parent.bottom
            verticalCenterOffset: footer.row / -2
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
            verticalCenter: parent.bottom
            verticalCenterOffset: footer.row / -2
        }
        compact: true
        stays: true
        glyph: Terminal.low ? "raise" : "lower"
        text: Terminal.low ? qsTr("恢复页面") : qsTr("页面下移")
        onTriggered: Terminal.lower(!Terminal.low)
    }
}
