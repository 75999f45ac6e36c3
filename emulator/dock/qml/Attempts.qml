import QtQuick

// What the card in a reader said last of its PIN.
Words {
    // a SlotModel
    required property var reader
    readonly property int tries: reader.triesLeft

    objectName: "pin"
    text: reader.inserted === "" ? "PIN: –" : tries < 0 ? "PIN: the card has not said how many attempts are left" : tries === 0 ? "PIN: locked, no attempts left" : tries === 1 ? "PIN: 1 attempt left" : "PIN: " + tries + " attempts left"
    color: tries < 0 ? inks.quiet : tries === 0 ? inks.bad : tries <= 2 ? inks.warn : inks.ink
    font.weight: tries < 0 ? Font.Normal : Font.Bold
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
