import QtQuick
import QtQuick.Window
import Kiosk.Model
import Kiosk.Screens

Window {
    id: window

    visible: false // shown once everything is connected
    title: qsTr("社会保障卡自助服务")
    color: Theme.page

    Header {
        id: header

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
        }
    }

    Loader {
        id: stage

        objectName: "stage"
        anchors {
            left: parent.left
            right: parent.right
            top: header.bottom
            bottom: footer.top
        }
        focus: true
        source: Screens.file(Terminal.screen)
        onLoaded: {
            (item as FocusScope)?.forceActiveFocus()
            appear.restart()
        }

        NumberAnimation {
            id: appear

            target: stage.item
            property: "opacity"
            from: Theme.motion > 0 ? 0 : 1
            to: 1
            duration: Theme.motion
        }
    }

    Footer {
        id: footer

        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
    }
}
