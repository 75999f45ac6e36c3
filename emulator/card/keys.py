"""The card's keys: which there are, where they work, and the one thing that each may be used for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

ATTEMPTS = 10  # wrong EXTERNAL AUTHENTICATEs in a row before a key is locked for ever


class Use(Enum):
    """What a key serves, one use each: a card that computes with its PUK for anybody can be unlocked by anybody."""

    INTERNAL = "INTERNAL AUTHENTICATE"
    EXTERNAL = "EXTERNAL AUTHENTICATE"
    MESSAGE = "MAC and cipher"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in card files, its id (0–255) in the application `home`, its use."""

    name: str
    id: int
    home: str
    use: Use


GLOBAL = "SSSE"  # works there and in every DF below it


def _external(home: str, first: int, *names: str) -> tuple[Key, ...]:
    return tuple(Key(name + home, number, home, Use.EXTERNAL) for number, name in enumerate(names, start=first))


KEYS: tuple[Key, ...] = (
    Key("IRK", 0x00, GLOBAL, Use.INTERNAL),
    Key("STK", 0x02, GLOBAL, Use.MESSAGE),
    Key("UKSSSE", 0x04, GLOBAL, Use.EXTERNAL),
    Key("BK", 0x05, GLOBAL, Use.MESSAGE),
    Key("PUK", 0x06, GLOBAL, Use.EXTERNAL),
    Key("RKSSSE", 0x0A, GLOBAL, Use.EXTERNAL),
    Key("PIK", 0x0C, GLOBAL, Use.INTERNAL),
    *_external("DF01", 0x83, "UK1", "UK2", "UK3", "UK4", "UK5", "RK1"),
    *_external("DF03", 0x83, "LK", "RK1", "RK2", "UK1", "UK2", "UK3"),
    *_external("DF04", 0x83, "LK", "RK1", "UK1", "UK2"),
)
BY_NAME: Mapping[str, Key] = {key.name: key for key in KEYS}
HOMES = frozenset(key.home for key in KEYS)

PUK, STK, BK, PIK = BY_NAME["PUK"], BY_NAME["STK"], BY_NAME["BK"], BY_NAME["PIK"]


def pik_from(irk: bytes) -> bytes:
    """The PIK, 16 bytes, of a card that was given none of its own: cards, and memories, from before there was one."""
    return sha256(irk + b"PIK").digest()[:16]


def keys_of(homes: Collection[str], there: Collection[str]) -> dict[int, Key]:
    """The keys of these `homes`, by id, as far as their names are among those that are `there` on the card."""
    return {key.id: key for key in KEYS if key.home in homes and key.name in there}
