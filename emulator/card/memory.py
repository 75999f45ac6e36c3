"""What a card keeps without power: cells of bytes in a store, and their meaning as plain data.

A write is one transaction: on return it is durable, on failure nothing of it is there. An attempt counter is
written on its own before anything is compared; see `pin.py` and `authentication.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from emulator.card.keys import ATTEMPTS, KEYS

GENERATION = "generation"  # the cell that tells which cells there are; the first memories had none
ORIGIN = "origin"  # the cell that tells which card's memory it is, whatever is written into its files later
STORE = "store"  # the cell that tells this memory from any other of its card; drawn by a command that keeps it
_FIRST_LIMIT = b"\x06"  # the attempts of a first PIN, in a memory that has no word of any
KEY_NAMES = frozenset(key.name for key in KEYS)


class StoreFailure(Exception):
    """The store could not carry out a write; the card answers 6581 and reads its memory anew."""


class MalformedMemory(Exception):
    """The cells are not a card's memory; the message says which."""


class Store(Protocol):
    """Where a card's memory lives."""

    def load(self) -> Mapping[str, bytes]:
        """All cells as they are durably stored. Raises StoreFailure."""
        ...

    def write(self, cells: Mapping[str, bytes]) -> None:
        """Replace these cells in one durable transaction. Raises StoreFailure, having changed nothing."""
        ...


@dataclass(slots=True)  # not frozen: the counter moves twice at every PIN, and a new object costs more than its count
class PinMemory:
    """The PIN as the chip keeps it: `value` 2–8 bytes of BCD, of `limit` attempts `remaining` are left (0–15).

    In the cells alone the value may be empty: there is no PIN yet, and the limit is the first one's.
    """

    value: bytes
    limit: int
    remaining: int
    initial: bool

    def __repr__(self) -> str:
        return f"PinMemory(limit={self.limit}, remaining={self.remaining})"


@dataclass(frozen=True, slots=True)
class KeyMemory:
    """A key as the chip keeps it: `value` 16 bytes, and the attempts left to prove it (0–15)."""

    value: bytes
    remaining: int

    def __repr__(self) -> str:
        return f"KeyMemory(remaining={self.remaining})"


class Block(Enum):
    """What is blocked for ever."""

    NONE = 0
    APPLICATION = 1
    CARD = 2


class Memory:
    """A card's memory, read from its store once and written through.

    `pin` is None where there is none yet; `pin_limit` is what it has of attempts, or what the first one will have.
    """

    __slots__ = ("_store", "binaries", "block", "keys", "pin", "pin_limit", "records")

    def __init__(self, store: Store) -> None:
        """Raises StoreFailure or MalformedMemory."""
        cells = store.load()
        self._store = store
        self.pin = _pin_of(cells)
        self.pin_limit = cells.get("pin.limit", _FIRST_LIMIT)[0]
        self.keys = _keys_of(cells)
        self.records = _records_of(cells)
        self.binaries = {name.partition(":")[2]: value for name, value in cells.items() if name.startswith("binary:")}
        self.block = _block_of(cells)

    def write_pin(self, pin: PinMemory) -> None:
        """Make `pin` the PIN, in one durable transaction. Raises StoreFailure."""
        before, after = _cells_of_pin(self.pin), _cells_of_pin(pin)
        self._store.write({name: value for name, value in after.items() if before.get(name) != value})
        self.pin = pin

    def write_attempts(self, remaining: int) -> None:
        """Set the PIN's attempt counter alone, durably. Raises StoreFailure."""
        pin = self.pin
        assert pin is not None
        self._store.write(_REMAINING[remaining])
        pin.remaining = remaining

    def write_key_attempts(self, name: str, remaining: int) -> None:
        """Set the attempt counter of the key `name` alone, durably. Raises StoreFailure."""
        self._store.write({f"key.{name}.remaining": _BYTE[remaining]})
        self.keys[name] = KeyMemory(self.keys[name].value, remaining)

    def write_record(self, path: str, index: int, record: bytes) -> None:
        """Replace the record at `index` (0 the first) of a linear file, or append it. Raises StoreFailure."""
        self._store.write({_record_cell(path, index): record})
        records = self.records.setdefault(path, [])
        records[index : index + 1] = [record]

    def write_binary(self, path: str, offset: int, data: bytes) -> None:
        """Replace the bytes from `offset` on, in one durable transaction. Raises StoreFailure."""
        before = self.binaries[path]
        after = before[:offset] + data + before[offset + len(data) :]
        self._store.write({f"binary:{path}": after})
        self.binaries[path] = after

    def write_block(self, block: Block) -> None:
        """Block for ever, durably. Raises StoreFailure."""
        self._store.write({"block": _BYTE[block.value]})
        self.block = block


_NONE: Mapping[str, Any] = {}
_BYTE = tuple(bytes((n,)) for n in range(16))
_REMAINING: tuple[Mapping[str, bytes], ...] = tuple({"pin.remaining": byte} for byte in _BYTE)


def cells_of(
    pin: PinMemory | None,
    records: Mapping[str, list[bytes]],
    *,
    keys: Mapping[str, bytes] = _NONE,
    cycles: Mapping[str, list[bytes]] = _NONE,
    binaries: Mapping[str, bytes] = _NONE,
) -> dict[str, bytes]:
    """The cells of a new card's memory: its PIN; by file path, records as whole TLV objects, cyclic records as they are
    and the bytes of transparent files; its keys by name.
    """
    cells = {GENERATION: b"\x02", **_cells_of_pin(pin)}
    for name, value in keys.items():
        cells |= {f"key.{name}": value, f"key.{name}.remaining": _BYTE[ATTEMPTS]}
    for path, items in records.items():
        cells |= {_record_cell(path, index): record for index, record in enumerate(items)}
    for path, items in cycles.items():
        cells |= {f"cycle:{path}:{index:02d}": record for index, record in enumerate(items, start=1)}
    for path, content in binaries.items():
        cells[f"binary:{path}"] = content
    return cells


def _record_cell(path: str, index: int) -> str:
    return f"record:{path}:{index + 1:02d}"


def _cells_of_pin(pin: PinMemory | None) -> dict[str, bytes]:
    if pin is None:
        return {}
    return {
        "pin.value": pin.value,
        "pin.limit": _BYTE[pin.limit],
        "pin.remaining": _BYTE[pin.remaining],
        "pin.initial": _BYTE[pin.initial],
    }


def _pin_of(cells: Mapping[str, bytes]) -> PinMemory | None:
    if not any(name.startswith("pin.") for name in cells):
        return None
    try:
        value = cells["pin.value"]
        (limit,), (remaining,), (initial,) = cells["pin.limit"], cells["pin.remaining"], cells["pin.initial"]
    except (KeyError, ValueError) as error:
        raise MalformedMemory("the PIN's cells are not whole") from error
    if not ((not value or 2 <= len(value) <= 8) and 1 <= limit <= 15 and 0 <= remaining <= limit and initial in (0, 1)):
        raise MalformedMemory("the PIN's cells are out of range")
    return PinMemory(value, limit, remaining, bool(initial)) if value else None


def _keys_of(cells: Mapping[str, bytes]) -> dict[str, KeyMemory]:
    keys: dict[str, KeyMemory] = {}
    for name in KEY_NAMES & {cell.removeprefix("key.") for cell in cells}:
        value, counter = cells[f"key.{name}"], cells.get(f"key.{name}.remaining", b"")
        if len(value) != 16 or len(counter) != 1 or counter[0] > ATTEMPTS:
            raise MalformedMemory(f"the cells of the key {name} are out of range")
        keys[name] = KeyMemory(value, counter[0])
    return keys


def _block_of(cells: Mapping[str, bytes]) -> Block:
    try:
        return Block(int.from_bytes(cells.get("block", b"\0"), "big"))
    except ValueError as error:
        raise MalformedMemory("the cell block is out of range") from error


def _records_of(cells: Mapping[str, bytes]) -> dict[str, list[bytes]]:
    records: dict[str, list[bytes]] = {}
    for name in sorted(cells):
        kind, _, rest = name.partition(":")
        record = cells[name]
        if kind == "record" and not is_record(record):
            raise MalformedMemory(f"the cell {name} is not one record")
        if kind in ("record", "cycle"):
            records.setdefault(rest.rpartition(":")[0], []).append(record)
    return records


def is_record(data: bytes) -> bool:
    """True where `data` is one SIMPLE-TLV object, whole."""
    return len(data) >= 2 and 1 <= data[0] <= 0xFE and data[1] != 0xFF and len(data) == 2 + data[1]
