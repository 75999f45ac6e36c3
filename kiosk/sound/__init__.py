"""Sounds that call back whoever is not looking, by a process of its own: Qt's multimedia would hold the screen up."""
