"""The card's operating system: bytes in, bytes out. No I/O, no clock; randomness and storage are handed in."""
