import QtQuick

// One of the drawn icons of assets/icons, in a colour of the theme.
Image {
    id: icon

    required property string name
    property color tint: Theme.accent
    property real size: Theme.mm * 11 * Theme.room

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: "image://icon/" + name + "/" + String(tint).slice(1)
    Accessible.ignored: true
}
