"""What a terminal says to a card: the port to readers, the driver, and the two threads that own the reader."""
