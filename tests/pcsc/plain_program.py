"""A program as any developer writes it with pyscard, knowing nothing of an emulator: prints what a card says.

python plain_program.py READER COMMAND…   the ATR, then a response a line, all in hex
"""

from __future__ import annotations

import sys

from smartcard.System import readers
from smartcard.util import toBytes, toHexString


def main(wanted: str, commands: list[str]) -> None:
    """Connect to the card in the reader named `wanted` and send `commands`."""
    (reader,) = (reader for reader in readers() if str(reader) == wanted)
    connection = reader.createConnection()
    connection.connect()
    sys.stdout.write(toHexString(connection.getATR()) + "\n")
    for command in commands:
        data, sw1, sw2 = connection.transmit(toBytes(command))
        sys.stdout.write(toHexString([*data, sw1, sw2]) + "\n")
    connection.disconnect()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
