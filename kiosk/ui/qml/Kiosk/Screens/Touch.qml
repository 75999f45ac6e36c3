import QtQuick
import Kiosk.Model

// A finger on the control that this is in, whatever other fingers do: it acts when it is lifted inside. One that came
// down before the page was there, or too soon after, shows and does nothing, unless it keys a digit in.
TapHandler {
    id: touch

    // it doesn't lead away from the page
    property bool stays: false
    property bool digit: false
    // the page that it came down on
    property int began: 0

    readonly property bool meant: digit || began === Terminal.page
    readonly property bool down: pressed && meant && (parent?.contains(point.position) ?? false)

    signal acted

    gesturePolicy: TapHandler.ReleaseWithinBounds
    // a slow finger taps as well
    longPressThreshold: 0
    onPressedChanged: if (pressed)
        began = Terminal.begin(stays)
    onTapped: if (meant)
        acted()
}
