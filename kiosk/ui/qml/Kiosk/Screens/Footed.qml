import QtQuick

// A screen, and what it has in its foot row, which Foot draws: a screen can't lay it out otherwise.
// A way is {text, intent}, perhaps with a glyph, a name for tests, and enabled; null for none. One to leave without a
// text gives the card back.
FocusScope {
    property var leave: ({
            intent: "end"
        })
    property bool back: false
    property var other: null
    property var on: null
    // what it is about: the window's title
    property string heading: ""
    // what has to be heard when it comes, even by who is elsewhere on the page
    property string news: ""
    // height of what lies below it, down to the glass's edge
    property real under: 0

    readonly property bool wide: width > height

    focus: true
}
