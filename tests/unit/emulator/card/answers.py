"""A model of the card: what it says to one command, told from where it is and what was proved before.

It knows the order of checks, the files and the keys as the card's description lists them, and nothing of the card's
code. A command comes as a `Try`, which says itself what is wrong with its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum

PIN = "PIN"
ALL = 256  # Le 00

SSSE_FAMILY = ("SSSE", "DF01", "DF02", "DF03", "DF04", "DF05", "DF07")
PLACES = ("MF", *SSSE_FAMILY, "bank")

Access = tuple[frozenset[str], ...]  # any of these sets, proved whole, opens
FREE: Access = (frozenset(),)
NEVER: Access = ()


def any_of(*names: str) -> Access:
    """Open to each of these alone."""
    return tuple(frozenset((name,)) for name in names)


def all_of(*names: str) -> Access:
    """Open to these together."""
    return (frozenset(names),)


@dataclass(frozen=True, slots=True)
class File:
    """An EF: its first record's tag and size, or no tag where it is transparent or cyclic."""

    read: Access
    write: Access
    size: int
    tag: int = 0
    transparent: bool = False


FILES: Mapping[str, Mapping[int, File]] = {
    "SSSE": {
        5: File(FREE, any_of("UKSSSE"), 18, tag=0x01),
        6: File(any_of("RKSSSE"), any_of("UKSSSE"), 20, tag=0x08),
        7: File(any_of("RKSSSE"), any_of("UKSSSE"), 0x1000, transparent=True),
        8: File(any_of("RKSSSE"), any_of("UKSSSE"), 0x1000, transparent=True),
    },
    "DF01": {
        5: File(any_of(PIN, "RK1DF01"), any_of("UK1DF01"), 3, tag=0x20),
        6: File(any_of(PIN, "RK1DF01"), any_of("UK2DF01"), 42, tag=0x23),
        7: File(any_of(PIN, "RK1DF01"), any_of("UK3DF01"), 3, tag=0x29),
    },
    "DF03": {
        5: File(any_of(PIN, "RK1DF03"), any_of("UK1DF03"), 10, tag=0x30),
        6: File(any_of(PIN, "RK1DF03"), any_of("UK2DF03"), 10, tag=0x32),
        7: File(any_of(PIN, "RK2DF03"), any_of("UK3DF03"), 10, tag=0x34),
    },
    "DF04": {
        5: File(any_of(PIN), any_of("UK1DF04"), 6, tag=0x90),
        6: File(all_of(PIN, "RK1DF04"), any_of("UK2DF04"), 18, tag=0x96),
        8: File(any_of(PIN), NEVER, 0x1C),
    },
}
FCI_BYTES = {"MF": 0, "SSSE": 30, "DF05": 2, "bank": 12, **dict.fromkeys(("DF01", "DF02", "DF03", "DF04", "DF07"), 10)}

_EXTERNAL = {"UKSSSE": 0x04, "PUK": 0x06, "RKSSSE": 0x0A}
EXTERNAL_KEYS: Mapping[str, Mapping[str, int]] = {
    **dict.fromkeys(SSSE_FAMILY, _EXTERNAL),
    "DF01": _EXTERNAL
    | {"UK1DF01": 0x83, "UK2DF01": 0x84, "UK3DF01": 0x85, "UK4DF01": 0x86, "UK5DF01": 0x87, "RK1DF01": 0x88},
    "DF03": _EXTERNAL
    | {"LKDF03": 0x83, "RK1DF03": 0x84, "RK2DF03": 0x85, "UK1DF03": 0x86, "UK2DF03": 0x87, "UK3DF03": 0x88},
    "DF04": _EXTERNAL | {"LKDF04": 0x83, "RK1DF04": 0x84, "UK1DF04": 0x85, "UK2DF04": 0x86},
    "MF": _EXTERNAL,  # known there, and refused by the place
    "bank": _EXTERNAL,
}
IRK_ID, PIK_ID = 0x00, 0x0C


class Lock(Enum):
    """What is locked or blocked."""

    NONE = "open"
    PIN = "PIN locked"
    KEY = "key locked"
    APPLICATION = "application blocked"
    CARD = "card blocked"


@dataclass(frozen=True, slots=True)
class World:
    """The card before a command. `challenge` is its size in bytes; `locked_key` a key's name, for Lock.KEY."""

    t1: bool
    algorithm: str
    place: str
    proved: frozenset[str]
    challenge: int | None
    lock: Lock
    locked_key: str


class Fault(IntEnum):
    """What is wrong with a command's bytes, in the order in which a card looks."""

    HEADER = 1
    CLASS = 2
    INSTRUCTION = 3
    P1P2 = 4
    KEY = 5
    LENGTH = 6
    FORM = 7


TOLD = {
    Fault.HEADER: 0x6700,
    Fault.CLASS: 0x6E00,
    Fault.INSTRUCTION: 0x6D00,
    Fault.P1P2: 0x6A86,
    Fault.KEY: 0x6A88,
    Fault.LENGTH: 0x6700,
    Fault.FORM: 0x6A80,
}


@dataclass(frozen=True, slots=True)
class Try:
    """One command in one form.

    `later` finds the answer once bytes and place are right; `le` is what was asked for, `outgoing` tells whether data
    went out, `faults` what is wrong with the bytes. With `beside` it selects the MF or the bank application.
    """

    command: str
    form: str
    later: Callable[[World], Answer]
    faults: frozenset[Fault] = frozenset()
    key_id: int | None = None
    le: int | None = None
    outgoing: bool = False
    extended: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Success, with so many bytes to hand back: exactly these, or up to so many as are asked for."""

    size: int = 0
    up_to: bool = False


Answer = int | Due
OK = Due()

_UNRECOGNISED = frozenset((Fault.HEADER, Fault.CLASS, Fault.INSTRUCTION, Fault.LENGTH))
_ANYWHERE = {"SELECT", "GET RESPONSE"}
_WITH_PIN = {
    *("INTERNAL AUTHENTICATE", "EXTERNAL AUTHENTICATE", "VERIFY", "CHANGE PIN", "PIN UNBLOCK"),
    *("APPLICATION BLOCK", "CARD BLOCK"),
}


def status_word(world: World, sent: Try) -> int:
    """What the card says, by the order of checks."""
    if world.lock is Lock.CARD:
        return 0x6A81
    if world.lock is Lock.APPLICATION and (not sent.beside or sent.faults & _UNRECOGNISED):
        return 0x9303
    faults = set(sent.faults)
    if sent.key_id is not None and not _serves(world.place, sent.command, sent.key_id):
        faults.add(Fault.KEY)
    if sent.extended and not world.t1:
        faults.add(Fault.LENGTH)
    if faults:
        return TOLD[min(faults)]
    if not _works(sent.command, world.place):
        return 0x6985
    answer = sent.later(world)
    return _delivered(world.t1, answer, sent) if isinstance(answer, Due) else answer


def _serves(place: str, command: str, key_id: int) -> bool:
    return key_id in (IRK_ID, PIK_ID) if command == "INTERNAL AUTHENTICATE" else key_id in EXTERNAL_KEYS[place].values()


def _works(command: str, place: str) -> bool:
    if command in _ANYWHERE:
        return True
    return place in SSSE_FAMILY if command in _WITH_PIN else place != "bank"


def _delivered(t1: bool, due: Due, sent: Try) -> int:
    """The status word of a success, by protocol and Le."""
    size = min(due.size, sent.le or ALL) if due.up_to else due.size
    if size == 0:
        return 0x9000
    if not t1 and (sent.le is None or sent.outgoing):
        return 0x6100 | size & 0xFF
    if sent.le in (None, size) or (t1 and sent.le == ALL >= size):
        return 0x9000
    return 0x6C00 | size & 0xFF


def file_at(world: World, sfi: int, *, transparent: bool) -> File | int:
    """The file that a command speaks of, or why there is none. No file was selected before."""
    if sfi == 0:
        return 0x6986
    file = FILES.get(world.place, {}).get(sfi)
    if file is None:
        return 0x6A82
    return file if file.transparent == transparent else 0x6981


def opens(access: Access, world: World) -> bool:
    """True where what was proved is enough."""
    return any(needed <= world.proved for needed in access)


def challenged(world: World, right: Answer) -> Answer:
    """`right` where there is a challenge that a proof may use."""
    if world.challenge is None:
        return 0x6984
    return 0x6985 if world.challenge == 16 and world.algorithm == "3des" else right
