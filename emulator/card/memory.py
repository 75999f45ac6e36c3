"""What a card keeps without power: cells of bytes in a store, and their meaning as plain data.

A write is one transaction: on return it is durable, on failure nothing of it is there. The attempt counter is
written on its own before a PIN is compared; see `pin.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


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


@dataclass(frozen=True, slots=True)
class PinMemory:
    """The PIN as the chip keeps it: `value` 2–8 bytes of BCD, of `limit` attempts `remaining` are left (0–15)."""

    value: bytes
    limit: int
    remaining: int
    initial: bool

    def __repr__(self) -> str:
        return f"PinMemory(limit={self.limit}, remaining={self.remaining})"


class Memory:
    """A card's memory, read from its store once and written through."""

    __slots__ = ("_store", "pin", "records")

    def __init__(self, store: Store) -> None:
        """Raises StoreFailure or MalformedMemory."""
        cells = store.load()
        self._store = store
        self.pin = _pin_of(cells)
        self.records = _records_of(cells)

    def write_pin(self, pin: PinMemory) -> None:
        """Make `pin` the PIN, in one durable transaction. Raises StoreFailure."""
        before, after = _cells_of_pin(self.pin), _cells_of_pin(pin)
        self._store.write({name: value for name, value in after.items() if before.get(name) != value})
        self.pin = pin

    def write_attempts(self, remaining: int) -> None:
        """Set the attempt counter alone, durably. Raises StoreFailure."""
        pin = self.pin
        assert pin is not None
        self._store.write({"pin.remaining": _BYTE[remaining]})
        self.pin = PinMemory(pin.value, pin.limit, remaining, pin.initial)


_BYTE = tuple(bytes((n,)) for n in range(16))


def cells_of(pin: PinMemory | None, records: Mapping[str, list[bytes]]) -> dict[str, bytes]:
    """The cells of a new card's memory: its PIN and, by file path, its records as whole TLV objects."""
    cells = _cells_of_pin(pin)
    for path, items in records.items():
        cells |= {f"record:{path}:{index:02d}": record for index, record in enumerate(items, start=1)}
    return cells


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
    if not (2 <= len(value) <= 8 and 1 <= limit <= 15 and 0 <= remaining <= limit and initial in (0, 1)):
        raise MalformedMemory("the PIN's cells are out of range")
    return PinMemory(value, limit, remaining, bool(initial))


def _records_of(cells: Mapping[str, bytes]) -> dict[str, list[bytes]]:
    records: dict[str, list[bytes]] = {}
    for name in sorted(cells):
        kind, _, rest = name.partition(":")
        if kind == "record":
            record = cells[name]
            if len(record) < 2 or len(record) != 2 + record[1]:
                raise MalformedMemory(f"the cell {name} is not one record")
            records.setdefault(rest.rpartition(":")[0], []).append(record)
    return records
