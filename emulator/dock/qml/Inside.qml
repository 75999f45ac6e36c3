import QtQuick

// What is in a reader, in a word or two.
Words {
    required property var reader // a SlotModel

    objectName: "reader"
    text: reader.inserted !== "" ? "● " + reader.inserted : reader.occupied ? "● another card" : "○ reader empty"
    color: reader.occupied ? inks.accent : inks.quiet
}
