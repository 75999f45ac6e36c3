pragma Singleton
import QtQuick
import Kiosk.Model

// Sizes in millimetres become pixels here and nowhere else; colours keep 7:1 (standard) or 15:1 (high contrast) as text.
QtObject {
    readonly property real mm: Terminal.pxPerMm
    readonly property bool high: Terminal.contrast === "high"
    readonly property string family: "Noto Sans CJK SC"

    // The height of a capital is 0.733 of the pixel size in this family.
    readonly property real capital: Terminal.type === "largest" ? 8.5 : Terminal.type === "larger" ? 6.4 : 4.8
    // A tall screen has room for more than the least.
    readonly property real room: Math.max(1, Math.min(1.4, Terminal.heightMm / 320))
    // then what is said elsewhere too is left out
    readonly property bool tight: Terminal.type === "largest" && room < 1.1
    readonly property int body: px(Math.max(capital, 4.8 * (1 + (room - 1) * 0.4)))
    readonly property int lead: px(Math.max(capital, 5.4 * room))
    readonly property int heading: px(Math.max(capital * 1.05, 6.4 * room))
    readonly property int title: px(Math.max(capital * 1.15, 8.6 * room))
    readonly property int display: px(Math.max(capital * 1.2, 10.6 * room))
    readonly property int digit: px((Terminal.type === "largest" ? 10 : Terminal.type === "larger" ? 8.6 : 7.4) * room)

    readonly property real touch: mm * (Terminal.type === "standard" ? 15.5 : 17.5) * (1 + (room - 1) * 0.6)
    // the buttons at the foot
    readonly property real deed: Math.max(room > 1 ? mm * 25 : touch, body * 2.5 + mm * 2)
    readonly property real gap: mm * 3 * room
    // between what is touched, where room is scarce
    readonly property real least: mm * 2.55
    readonly property real pad: mm * (tight ? 3.5 : 5) * room
    readonly property real margin: mm * 9 * room
    readonly property real radius: high ? 0 : mm * 2
    readonly property real line: Math.max(1, mm * (high ? 0.6 : 0.28))
    // the broken frame of what can't be pressed now; of two pixels one is whole, wherever it comes to lie
    readonly property real dash: Math.max(2, mm * (high ? 0.6 : 0.35))
    readonly property int motion: high || Terminal.still ? 0 : 140

    readonly property color page: high ? "#FFFFFF" : "#F4F6FA"
    readonly property color surface: "#FFFFFF"
    readonly property color ink: high ? "#000000" : "#14213D"
    readonly property color quiet: high ? "#000000" : "#3A475C"
    // between parts of one thing, which nobody has to find
    readonly property color edge: high ? "#767676" : "#D5DBE5"
    // of what has to be found: 3:1 and more
    readonly property color outline: high ? "#000000" : "#6B7789"
    readonly property color accent: high ? "#000000" : "#0B4A8F"
    readonly property color accentPressed: high ? "#000000" : "#083A72"
    readonly property color accentInk: "#FFFFFF"
    readonly property color tint: high ? "#FFFFFF" : "#E4EFFA"
    readonly property color good: high ? "#000000" : "#0B5A33"
    readonly property color goodTint: high ? "#FFFFFF" : "#E2F3E8"
    readonly property color warn: high ? "#000000" : "#7A3B00"
    readonly property color warnTint: high ? "#FFFFFF" : "#FFF1DC"
    readonly property color bad: high ? "#000000" : "#8C1616"
    readonly property color badTint: high ? "#FFFFFF" : "#FCE8E8"
    readonly property color offInk: high ? "#000000" : "#3A475C"
    readonly property color offFill: high ? "#FFFFFF" : "#E6EAF0"

    // A tone is "good", "warn", "bad" or "info": its colour as ink, as the paper below it, and the sign that says the same.
    function inkOf(tone: string): color {
        return tone === "good" ? good : tone === "warn" ? warn : tone === "bad" ? bad : accent
    }

    function tintOf(tone: string): color {
        return tone === "good" ? goodTint : tone === "warn" ? warnTint : tone === "bad" ? badTint : tint
    }

    function signOf(tone: string): string {
        return tone === "good" ? "check" : tone === "info" ? "info" : "alert"
    }

    function px(capitalMm: real): int {
        return Math.ceil(capitalMm * mm / 0.733)
    }
}
