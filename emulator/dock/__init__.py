"""The desk panel in Qt: put a virtual card into the reader in this process, pull it out, and watch what it answers."""
