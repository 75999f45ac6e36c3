"""The tour: every screen, as a person comes to it on emulated cards, pictured and measured."""
