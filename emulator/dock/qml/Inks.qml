import QtQuick

// The dock's colours.
QtObject {
    readonly property color ink: "#14213D"
    readonly property color quiet: "#3A475C"
    readonly property color edge: "#D5DBE5"
    readonly property color accent: "#0B4A8F"
    readonly property color tint: "#E4EFFA"
    readonly property color ground: "#F4F6FA"
    readonly property color paper: "#FFFFFF"
    readonly property color warn: "#7A3B00"
    readonly property color bad: "#8C1616"
}
