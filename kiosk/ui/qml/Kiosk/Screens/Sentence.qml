import QtQuick
import Kiosk.Model

// Words that may take several lines: even ones, and none for a lone last sign.
Label {
    required property string says

    text: Sentences.even(says, size, strong, width)
    Accessible.name: visible ? says : ""
}
