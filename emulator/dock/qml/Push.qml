import QtQuick

// A button with a word on it, which is its name where no other is given.
Control {
    id: push

    property string word: name
    property alias font: label.font

    height: 36
    opacity: enabled ? 1 : 0.55

    Words {
        id: label

        anchors.centerIn: parent
        text: push.word
        color: push.enabled ? push.inks.accent : push.inks.quiet
        font.weight: Font.Bold
        Accessible.ignored: true
    }
}
