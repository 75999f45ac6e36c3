"""A card's memory in cells: what makes a card and what does not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from emulator.card.memory import MalformedMemory, Memory, PinMemory, cells_of
from emulator.store.volatile import VolatileStore

PIN = PinMemory(b"\x13\x57\x90", 6, 4, initial=True)
RECORDS = {"SSSE/EF05": [b"\x01\x01A", b"\x02\x00"], "SSSE/EF06": [bytes((n, 1, n)) for n in range(1, 13)]}


def memory(cells: Mapping[str, bytes]) -> Memory:
    return Memory(VolatileStore(cells))


def test_pin_and_records_are_read_back_in_order() -> None:
    read = memory(cells_of(PIN, RECORDS))

    assert (read.pin, read.records) == (PIN, RECORDS)


def test_a_card_may_have_no_pin() -> None:
    assert memory(cells_of(None, RECORDS)).pin is None


@pytest.mark.parametrize("cell", ["pin.value", "pin.limit", "pin.remaining", "pin.initial"])
def test_a_pin_without_one_of_its_cells_is_malformed(cell: str) -> None:
    cells = cells_of(PIN, RECORDS)
    del cells[cell]

    with pytest.raises(MalformedMemory, match="not whole"):
        memory(cells)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("pin.value", "13"),
        ("pin.value", "13" * 9),
        ("pin.limit", "00"),
        ("pin.limit", "10"),
        ("pin.limit", "03"),
        ("pin.remaining", "07"),
        ("pin.initial", "02"),
        ("pin.limit", "0606"),
        ("pin.remaining", ""),
    ],
)
def test_a_pin_out_of_its_range_is_malformed(cell: str, value: str) -> None:
    with pytest.raises(MalformedMemory, match="the PIN's cells"):
        memory(cells_of(PIN, RECORDS) | {cell: bytes.fromhex(value)})


@pytest.mark.parametrize(
    ("cells", "match"),
    [
        ({"key.PUK": "00" * 15, "key.PUK.remaining": "0A"}, "the key PUK"),
        ({"key.PUK": "00" * 16}, "the key PUK"),
        ({"key.PUK": "00" * 16, "key.PUK.remaining": "0B"}, "the key PUK"),
        ({"block": "03"}, "the cell block"),
    ],
)
def test_a_key_or_a_block_out_of_its_range_is_malformed(cells: dict[str, str], match: str) -> None:
    with pytest.raises(MalformedMemory, match=match):
        memory(cells_of(PIN, RECORDS) | {cell: bytes.fromhex(value) for cell, value in cells.items()})


@pytest.mark.parametrize("record", ["", "01", "0102AA", "0101AABB"])
def test_a_record_that_is_no_single_object_is_malformed(record: str) -> None:
    with pytest.raises(MalformedMemory, match="record:SSSE/EF05:01"):
        memory(cells_of(PIN, RECORDS) | {"record:SSSE/EF05:01": bytes.fromhex(record)})


def test_cells_of_another_kind_are_left_alone() -> None:
    assert memory(cells_of(PIN, RECORDS) | {"later": b"\x01"}).records == RECORDS
