"""The sound of a card left behind, played by a process of its own: Qt's multimedia would hold the screen up."""
