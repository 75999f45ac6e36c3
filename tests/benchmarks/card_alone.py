"""How many commands a second the card itself answers: `card.transmit`, memory in the process, no reader.

The best of many short rounds counts: what the rest of the machine takes away is not the card's slowness.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from time import perf_counter

from emulator import china
from emulator.card.card import Card
from emulator.cards import find_card, ready_card
from tests.benchmarks.figure import AtLeast, Figure, Target

TARGET = AtLeast(60_000)
ROUNDS, COMMANDS_A_ROUND = 100, 2_000

SELECT_QUIETLY = bytes.fromhex("00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF")
SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
READ_RECORD = bytes.fromhex("00B2012C12")  # the card identification, 18 bytes with tag and length
GET_CHALLENGE = bytes.fromhex("0084000008")
VERIFY = bytes.fromhex("0020000003135790")


def card_alone(share: float) -> Sequence[Figure]:
    """The rate of each command on the card `normal`."""
    return (
        _rate("SELECT, no data back", SELECT_QUIETLY, b"\x90\x00", TARGET, share),
        _rate("SELECT, FCI waiting", SELECT, b"\x61\x1e", TARGET, share),
        _rate("READ RECORD", READ_RECORD, b"\x90\x00", None, share),
        _rate("GET CHALLENGE 8", GET_CHALLENGE, b"\x90\x00", TARGET, share),
        _rate("VERIFY", VERIFY, b"\x90\x00", None, share),
    )


def _rate(name: str, apdu: bytes, sw: bytes, target: Target | None, share: float) -> Figure:
    with ready_card(find_card("normal"), store=None, today=china.today(), random=os.urandom) as card:
        assert isinstance(card, Card)
        card.reset()
        assert card.transmit(SELECT_QUIETLY) == b"\x90\x00"
        assert card.transmit(apdu)[-2:] == sw
        rates = [_one_round(card, apdu) for _ in range(max(10, round(ROUNDS * share)))]
        assert card.transmit(apdu)[-2:] == sw
    return Figure(f"card alone: {name}", max(rates), "/s", target)


def _one_round(card: Card, apdu: bytes) -> float:
    transmit = card.transmit
    start = perf_counter()
    for _ in range(COMMANDS_A_ROUND):
        transmit(apdu)
    return COMMANDS_A_ROUND / (perf_counter() - start)
