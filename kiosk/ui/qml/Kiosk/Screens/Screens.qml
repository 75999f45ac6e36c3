pragma Singleton
import QtQuick

// Which file draws which screen.
QtObject {
    readonly property var files: ({
        "attract": "AttractScreen.qml",
        "menu": "MenuScreen.qml",
        "standing": "StandingScreen.qml",
        "pin-present": "PinScreen.qml",
        "pin-wrong": "PinScreen.qml",
        "pin-new": "PinScreen.qml",
        "pin-refused": "PinScreen.qml",
        "pin-again": "PinScreen.qml",
        "unlock-explained": "UnlockScreen.qml"
    })

    function file(screen: string): string {
        return files[screen] ?? "MessageScreen.qml"
    }
}
