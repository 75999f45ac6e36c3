import QtQuick

// The cards beside the readers; how one of them looks is its user's.
ListView {
    objectName: "cards"
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height
    spacing: 3
}
