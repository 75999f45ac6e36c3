import QtQuick

// Why a card could not be made; no room is taken where it could.
Words {
    objectName: "notice"
    visible: text !== ""
    color: inks.bad
    wrapMode: Text.Wrap
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
}
