import QtQuick

// A white surface with a fine edge.
Rectangle {
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.edge
    border.width: Theme.line
}
