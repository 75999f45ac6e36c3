import QtQuick

// What a group of things below it is.
Label {
    size: Theme.lead
    strong: true
    heading: true
}
