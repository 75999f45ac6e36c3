"""How a host reaches a card: in the same process, or through vpcd behind a real pcscd."""
