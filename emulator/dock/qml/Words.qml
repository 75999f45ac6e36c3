import QtQuick

// A text as it is, in the dock's letters.
Text {
    readonly property Inks inks: Inks {}

    color: inks.ink
    font.family: "Noto Sans CJK SC"
    font.pixelSize: 13
    textFormat: Text.PlainText
}
