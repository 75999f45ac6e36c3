"""What tests of several folders share: cards, readers, offices, clocks, the window, samples of every state."""
