"""A card that says 9000 to everything without thinking: what reader, pcscd and pyscard cost without a card.

python -m tests.benchmarks.null_card PORT   puts it into the vpcd slot at that port, until it is ended
"""

from __future__ import annotations

import sys

from emulator.reader.vpcd import LinkState, VpcdLink


class NullCard:
    """Nothing behind the contacts; T=0."""

    atr = bytes.fromhex("3B00")

    def reset(self) -> bytes:
        """The ATR."""
        return self.atr

    def power_off(self) -> None:
        """There is nothing to forget."""

    def transmit(self, apdu: bytes) -> bytes:
        """9000."""
        return b"\x90\x00"


def _tell(state: LinkState) -> None:
    print(state.value, flush=True)


if __name__ == "__main__":
    VpcdLink(NullCard(), "127.0.0.1", int(sys.argv[1]), _tell).run()
