import QtQuick
import Kiosk.Model

// Where else to ask, and which terminal this is; at a service point who is signed in, and the way out.
Item {
    id: footer

    // the same height on all of its screens
    readonly property bool staffed: Terminal.values.staff !== undefined
    readonly property string staff: Terminal.values.staff ?? ""

    implicitHeight: Math.max(line.implicitHeight, staffed ? out.implicitHeight : 0) + Theme.mm * (Theme.tight ? 3 : staffed ? 5 : 7)

    Label {
        id: line

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        visible: footer.staff === ""
        text: qsTr("咨询电话 12333")
        color: Theme.quiet
    }

    Row {
        id: signedIn

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        visible: footer.staff !== ""
        spacing: Theme.mm * 3

        Icon {
            name: "badge"
            tint: Theme.quiet
            size: Theme.body * 1.4
            anchors.verticalCenter: parent.verticalCenter
        }

        Name {
            width: Math.min(implicitWidth, footer.width * 0.4)
            text: footer.staff
            color: Theme.quiet
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            anchors.verticalCenter: parent.verticalCenter
        }

        Action {
            id: out

            objectName: "sign-out"
            compact: true
            glyph: "sign-out"
            text: qsTr("签退")
            onTriggered: Terminal.act("sign-out")
        }
    }

    Label {
        visible: footer.staff === "" || signedIn.width + implicitWidth + Theme.gap * 2 < footer.width - Theme.margin * 2
        anchors {
            right: parent.right
            rightMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        text: qsTr("终端 %1").arg(Terminal.terminalId)
        color: Theme.quiet
    }
}
