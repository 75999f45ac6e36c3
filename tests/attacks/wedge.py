"""A wedge: a reader that answers for the card wherever it likes, and remembers every answer that went through it.

It has all cards' free data, and no keys. What a real card did meanwhile is told by the card itself (`Chip`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from random import Random

from emulator.card.profile import CardProfile
from emulator.cards import ready_card
from emulator.iso7816.command import Command
from emulator.virtual import VirtualCard

TODAY = date(2026, 11, 22)
OK = b"\x90\x00"
SELECT = bytes.fromhex("00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF")


class Kind(Enum):
    """What a command is about."""

    READ = "read"  # whatever gives free data
    COUNTER = "counter"
    VERIFY = "verify"
    CHANGE = "change"
    IRK = "irk"
    PIK = "pik"
    CHALLENGE = "challenge"
    EXTERNAL = "external"
    UNBLOCK = "unblock"


_SAYS_YES = {Kind.CHANGE: b"changed", Kind.VERIFY: b"taken"}


class Way(Enum):
    """What the wedge does with a command of a kind."""

    REAL = "pass it on"
    YES = "swallow it, and say 9000, with invented data where some is due"
    NO = "swallow it, and say no"
    OLD = "swallow it, and say what a card said to another one of this kind"
    KNOWN = "have the card verify the PIN that it heard first, whatever is keyed in"
    CUT = "swallow it, and say nothing"
    LOST = "pass it on, and say nothing"
    DENY = "pass it on, and say that nothing was done"
    ONCE = "pass it on, and say no to the next one of this kind"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a real card did: `about` is the PIN that it took, in BCD, or the factor and info that it answered to."""

    kind: Kind
    about: bytes
    at: float
    keyed: bool = False  # a PIN that somebody keyed in in this visit


class Chip:
    """A real card, and all that it did."""

    def __init__(self, profile: CardProfile, clock: Callable[[], float], keyed: Callable[[bytes], bool]) -> None:
        self.profile, self._clock, self._keyed = profile, clock, keyed
        self.deeds: list[Deed] = []
        with ready_card(profile, store=None, today=TODAY, random=os.urandom, protocol="t0") as chip:
            self._card = VirtualCard(profile.card.id, chip, lambda: None)

    @property
    def tries_left(self) -> int:
        """The attempts that it has."""
        return self._card.tries_left

    def power_on(self) -> None:
        """What was proved to it is forgotten."""
        self._card.reset()
        self.deeds.append(Deed(Kind.READ, b"", self._clock()))

    def answer(self, command: Command, kind: Kind) -> bytes:
        """Its whole answer."""
        said = self._card.exchange(replace(command, le=None if command.data else command.le).encode())
        if said.endswith(OK) and kind in (Kind.VERIFY, Kind.IRK, Kind.PIK, Kind.CHANGE, Kind.UNBLOCK):
            about = command.data.partition(b"\xff")[2] if kind is Kind.CHANGE else command.data
            keyed = kind in (Kind.VERIFY, Kind.CHANGE) and self._keyed(about)
            self.deeds.append(Deed(kind, about, self._clock(), keyed))
        return said

    def takes(self, pin: str) -> bool:
        """Whether that is its PIN; nobody else hears of it."""
        self._card.reset()
        self._card.exchange(SELECT)
        return self._card.exchange(bytes.fromhex(f"0020000003{pin}")) == OK

    def proved_pin(self, within_s: float) -> bool:
        """PIK answered so long ago at most, after a PIN keyed in in that visit, with the card powered ever since."""
        keyed = False
        for deed in self.deeds:
            match deed.kind:
                case Kind.READ:
                    keyed = False
                case Kind.VERIFY:
                    keyed = deed.keyed
                case Kind.CHANGE:
                    keyed = False
                case Kind.PIK if keyed and self._clock() - deed.at < within_s:
                    return True
                case _:
                    continue
        return False

    def proved(self, kind: Kind, within_s: float) -> int:
        """How often it did so, in so many seconds."""
        return sum(deed.kind is kind and self._clock() - deed.at < within_s for deed in self.deeds)


@dataclass(frozen=True, slots=True)
class View:
    """The slot now, as the in-process port wants it."""

    atr: bytes | None
    changes: int
    plugged: bool = True


@dataclass(slots=True)
class Wedge:
    """The reader. `hear` is told of each command with a PIN before anything becomes of it, and of what the reader said.

    `face` is whose free data it shows, `inside` the card that is really in it.
    """

    name: str
    free: dict[str, Chip]
    hear: Callable[[Kind, bytes], None]
    random: Random
    t1: bool = False
    face: str | None = None
    inside: Chip | None = None
    ways: dict[Kind, Way] = field(default_factory=dict)
    heard: dict[Kind, list[bytes]] = field(default_factory=dict)
    changes: int = 0
    present: bytes = b""
    _pending: bytes = b""

    # --- as the port's slot

    def look(self) -> View:
        """What a host sees."""
        atr = None if self.face is None else self.free[self.face].profile.atr_for(t1=self.t1)
        return View(atr, self.changes)

    def wait(self, seen: int, timeout_s: float) -> View:
        """Nobody waits here."""
        raise NotImplementedError

    def wake(self) -> None:
        """Nobody waits here."""

    def reset(self, changes: int) -> bool:
        """A reset."""
        if self.face is None or changes != self.changes:
            return False
        self._power()
        return True

    def power_off(self, changes: int) -> None:
        """As a reset: it is powered again before anything else."""
        if changes == self.changes and self.face is not None:
            self._power()

    def transmit(self, changes: int, apdu: bytes) -> bytes | None:
        """The answer, as the protocol wants it."""
        if self.face is None or changes != self.changes:
            return None
        command = Command.parse(apdu)
        if command.ins == 0xC0:
            pending, self._pending = self._pending, b""
            return pending
        answer = self._answer(command, kind_of(command))
        if answer is not None and not self.t1 and command.data and len(answer) > len(OK):
            self._pending = answer
            return bytes((0x61, len(answer) - len(OK)))
        return answer

    # --- as the liar's

    def put_in(self, face: str, inside: Chip | None) -> None:
        """Somebody puts a card in; what is really there may be another, or none."""
        self.face, self.inside, self.changes, self._pending = face, inside, self.changes + 1, b""
        self._power()

    def take_out(self) -> None:
        """And takes it."""
        self.face, self.inside, self.changes = None, None, self.changes + 1

    def swap(self, inside: Chip | None) -> None:
        """Another card than the terminal has seen go in."""
        self.inside = inside
        self._power()

    def _power(self) -> None:
        for card in {id(each): each for each in (self.inside, self._free) if each is not None}.values():
            card.power_on()

    @property
    def _free(self) -> Chip | None:
        return None if self.face is None else self.free[self.face]

    def _answer(self, command: Command, kind: Kind) -> bytes | None:
        self.hear(kind, command.data)
        if kind is Kind.READ:
            if self.inside is not None:
                self.inside.answer(command, kind)  # it follows what is selected
            assert self._free is not None
            return self._free.answer(command, kind)
        way = self.ways.get(kind, Way.REAL)
        answer = self._by(way, command, kind)
        if answer is not None and way in (Way.REAL, Way.ONCE):
            self.heard.setdefault(kind, []).append(answer)
        if kind is Kind.IRK and not (answer is not None and answer.endswith(OK) and len(answer) == 8 + len(OK)):
            self.hear(Kind.READ, b"silent")
        if kind in (Kind.VERIFY, Kind.CHANGE) and answer is not None and answer[:1] == b"\x63":
            self.hear(Kind.COUNTER, command.data.partition(b"\xff")[0])
        if kind in _SAYS_YES and answer is not None and answer.endswith(OK) and command.data:
            self.hear(Kind.READ, _SAYS_YES[kind])
        if kind is Kind.VERIFY:
            self.present = self.present or command.data
        return answer

    def _by(self, way: Way, command: Command, kind: Kind) -> bytes | None:
        match way:
            case Way.CUT:
                return None
            case Way.LOST:
                self._real(command, kind)
                return None
            case Way.ONCE:
                self.ways = {**self.ways, kind: Way.NO}
                return self._real(command, kind)
            case Way.DENY:
                self._real(command, kind)
                return b"\x69\x85"
            case Way.YES:
                return self._invented(kind) + OK
            case Way.NO:
                return bytes.fromhex("63C5" if kind in (Kind.VERIFY, Kind.CHANGE, Kind.COUNTER) else "6A88")
            case Way.OLD:
                old = self.heard.get(kind, [])
                return self.random.choice(old) if old else self._invented(kind) + OK
            case Way.KNOWN if kind is Kind.VERIFY and self.present:
                return self._real(replace(command, data=self.present), kind)
            case Way.REAL | Way.KNOWN:
                return self._real(command, kind)

    def _real(self, command: Command, kind: Kind) -> bytes:
        if self.inside is not None:
            return self.inside.answer(command, kind)
        return self._invented(kind) + OK

    def _invented(self, kind: Kind) -> bytes:
        return self.random.randbytes(8) if kind in (Kind.IRK, Kind.PIK, Kind.CHALLENGE) else b""


def kind_of(command: Command) -> Kind:
    """What it is about."""
    match command.cla, command.ins:
        case 0x00, 0x20:
            return Kind.VERIFY if command.data else Kind.COUNTER
        case 0x80, 0x5E:
            return Kind.CHANGE
        case 0x00, 0x88:
            return Kind.IRK if command.p2 == 0 else Kind.PIK
        case 0x00, 0x84:
            return Kind.CHALLENGE
        case 0x00, 0x82:
            return Kind.EXTERNAL
        case 0x84, 0x24:
            return Kind.UNBLOCK
        case _:
            return Kind.READ
