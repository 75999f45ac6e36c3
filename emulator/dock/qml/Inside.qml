import QtQuick

// What is in a reader, in a word or two.
Words {
    // a SlotModel
    required property var reader

    objectName: "reader"
    text: reader.inserted !== "" ? "● " + reader.inserted : reader.occupied ? "● another card" : "○ reader empty"
    color: reader.occupied ? inks.accent : inks.quiet
}
