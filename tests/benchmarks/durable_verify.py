"""What durability costs: VERIFY on SQLite against the least that two durable writes can take on the same disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from emulator import china
from emulator.card.card import Card
from emulator.cards import find_card, ready_card
from emulator.store.sqlite import SqliteStore
from tests.benchmarks.card_alone import SELECT_QUIETLY, VERIFY
from tests.benchmarks.figure import Figure

VERIFIES_A_BLOCK = 20
FIRST_BLOCKS, LATER_BLOCKS = 20, 80
UNCOUNTED_BLOCKS = 30  # the log's part in use grows until its first checkpoint, at 200 pages; then it is written over

Pairs = list[tuple[float, float]]  # seconds of a durable block, and of a bare one

PAGE = bytes(4096)
CELLS = {"pin.remaining": b"\x06"} | {f"record:{index:03}": bytes(60) for index in range(110)}  # about a card's
OUT = Path(__file__).parents[2] / "out"  # a temporary folder of the system may lie in memory


def durable_verify(share: float) -> Sequence[Figure]:
    """VERIFY counts down and up again, each durable; the bare pair is two pwrite of 4 KiB, each with fdatasync."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=OUT) as name:
        folder = Path(name)
        with ready_card(find_card("normal"), store=folder, today=china.today(), random=os.urandom) as card:
            assert isinstance(card, Card)
            card.reset()
            assert card.transmit(SELECT_QUIETLY) == b"\x90\x00"
            with (folder / "bare").open("wb", buffering=0) as bare:
                bare.write(PAGE)
                os.fsync(bare.fileno())
                first = _alternate(card, bare.fileno(), FIRST_BLOCKS)
                _alternate(card, bare.fileno(), UNCOUNTED_BLOCKS - FIRST_BLOCKS)
                later = _alternate(card, bare.fileno(), max(10, round(LATER_BLOCKS * share)))
                with closing(SqliteStore.open(folder / "store.sqlite", "store", lambda: CELLS)) as store:
                    _store_blocks(store, bare.fileno(), UNCOUNTED_BLOCKS)
                    store_alone = _store_blocks(store, bare.fileno(), max(10, round(LATER_BLOCKS * share)))
    return (
        Figure("durable VERIFY: first 400, of bare writes", _ratio(first), "x"),
        Figure("durable VERIFY: later, of bare writes", _ratio(later), "x"),
        Figure("durable VERIFY: its store alone, of bare writes", _ratio(store_alone), "x"),
        Figure("durable VERIFY: later", VERIFIES_A_BLOCK / median(verify for verify, _ in later), "/s"),
        Figure("durable VERIFY: pair of bare writes", VERIFIES_A_BLOCK / median(bare for _, bare in later), "/s"),
    )


def _ratio(pairs: Pairs) -> float:
    return median(bare / verify for verify, bare in pairs)


def _alternate(card: Card, bare: int, blocks: int) -> Pairs:
    return [(_verify_block(card), _bare_block(bare)) for _ in range(blocks)]


def _verify_block(card: Card) -> float:
    """The seconds of one block."""
    start = perf_counter()
    for _ in range(VERIFIES_A_BLOCK):
        assert card.transmit(VERIFY) == b"\x90\x00"
    return perf_counter() - start


def _store_blocks(store: SqliteStore, bare: int, blocks: int) -> Pairs:
    return [(_store_block(store), _bare_block(bare)) for _ in range(blocks)]


def _store_block(store: SqliteStore) -> float:
    """The seconds of one block: what a VERIFY writes, without the card."""
    start = perf_counter()
    for _ in range(VERIFIES_A_BLOCK):
        store.write({"pin.remaining": b"\x05"})
        store.write({"pin.remaining": b"\x06"})
    return perf_counter() - start


def _bare_block(descriptor: int) -> float:
    """The seconds of one block."""
    start = perf_counter()
    for _ in range(2 * VERIFIES_A_BLOCK):
        os.pwrite(descriptor, PAGE, 0)
        os.fdatasync(descriptor)
    return perf_counter() - start
