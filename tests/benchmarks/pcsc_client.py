"""The program at the other end of pcscd: times exchanges with the cards in both slots, in alternating blocks.

python -m tests.benchmarks.pcsc_client BLOCKS EXCHANGES COMMAND…
prints a JSON object: for each command (hex) a list of blocks, each the seconds of slot 0 and of slot 1
"""

from __future__ import annotations

import json
import sys
from time import perf_counter

from tests.pcsc.contacts import Contact, contact, wait_for_card

Blocks = list[tuple[float, float]]


def main(blocks: int, exchanges: int, commands: list[str]) -> dict[str, Blocks]:
    """The seconds of each block of `exchanges`, by command."""
    for slot in (0, 1):
        wait_for_card(slot, present=True)
    with contact(0) as first, contact(1) as second:
        return {command: _alternate(first, second, command, blocks, exchanges) for command in commands}


def _alternate(first: Contact, second: Contact, command: str, blocks: int, exchanges: int) -> Blocks:
    pairs = [(_block(first, command, exchanges), _block(second, command, exchanges)) for _ in range(blocks + 1)]
    return pairs[1:]  # all is warm by then


def _block(card: Contact, command: str, exchanges: int) -> float:
    apdu = list(bytes.fromhex(command))
    exchange = card.exchange
    start = perf_counter()
    for _ in range(exchanges):
        response = exchange(apdu)
    seconds = perf_counter() - start
    assert response[-2:] == [0x90, 0x00], response
    return seconds


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])))
