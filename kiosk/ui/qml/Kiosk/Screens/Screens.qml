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
            "unlock-explained": "UnlockScreen.qml",
            "staff-sign-in/pin": "PinScreen.qml",
            "case": "CaseScreen.qml",
            "reset-pin": "PinScreen.qml"
        })

    // `stage` is how far a screen of several has got, empty for others.
    function file(screen: string, stage: string): string {
        return files[screen] ?? files[screen + "/" + stage] ?? "MessageScreen.qml"
    }
}
