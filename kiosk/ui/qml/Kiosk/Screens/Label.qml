import QtQuick

// Plain text of the house: one family, sizes from the theme, in the accessibility tree.
Text {
    property int size: Theme.body
    property bool strong: false
    // what the screen, or what stands below it, is about
    property bool heading: false

    // where its lines begin
    readonly property real inset: effectiveHorizontalAlignment === Text.AlignHCenter ? (width - contentWidth) / 2 : effectiveHorizontalAlignment === Text.AlignRight ? width - contentWidth : 0

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: size
    font.bold: strong
    lineHeight: 1.12
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    Accessible.role: heading ? Accessible.Heading : Accessible.StaticText
    // else a reader of screens would read what changes on it unseen
    Accessible.name: visible ? text : ""
    Accessible.ignored: !visible
}
