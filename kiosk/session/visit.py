"""A visit: one stay of one card in the reader, and all that is known of the card by now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from kiosk.card.facts import CardFacts
from kiosk.card.request import Evidence
from kiosk.issuer.answers import OwnedCard
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, StandingAnswer
from kiosk.session.place import Inside


class HolderReading(Enum):
    """How far reading the holder with the issuer's proof has got, where the card shows it to nobody else."""

    OPEN = "open"
    UNDER_WAY = "under-way"
    CLOSED = "closed"  # read, or refused: it is not tried again


class NoList(Enum):
    """Why there is no list of the person's other cards."""

    NOT_ASKED = "not-asked"  # the PIN was not verified in this visit
    ASKED = "asked"  # the answer is on its way
    UNKNOWN = "unknown"
    WITHHELD = "withheld"  # the office lists them only to whoever proved the PIN, and this card has no key for that


@dataclass(frozen=True, slots=True)
class PinQuestion:
    """What PIK is to answer once the PIN is verified; `number` is the office's name for it.

    `presence` is the one that it was asked for.
    """

    number: str
    evidence: Evidence
    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay of one card in the reader; `number` is the watcher's. More gets known while the person goes on.

    `standing` is the record's, or why there is none. `proving` names the office's question that the card is answering,
    "" without one; `presence` goes with questions about a card that is genuine, and no other has one. It is `renewing`
    while a genuine card proves itself anew, since its presence is `aged` or gone. `has_pik`: its PIN can be proved;
    `pin_question` is what it is to prove that with, and `shown` the presence for which the office heard of the PIN.
    `limited_until`: what was asked too often is answered again from then on, None where nothing was. `unblockable`:
    False once the card refused an unblock for ever.
    """

    number: int
    reader: str
    card: CardFacts
    standing: StandingAnswer
    record: Record | None = None
    genuine: Genuineness = Genuineness.UNKNOWN
    proving: str = ""
    presence: bytes = field(default=b"", repr=False)
    aged: bool = False
    renewing: bool = False
    has_pik: bool = False
    pin_question: PinQuestion | None = None
    asking_pin: bool = False
    shown: bytes = field(default=b"", repr=False)
    reading: HolderReading = HolderReading.OPEN
    others: tuple[OwnedCard, ...] | NoList = NoList.NOT_ASKED
    pin_verified: bool = False
    limited_until: datetime | None = None
    unblockable: bool = True

    @property
    def inside(self) -> Inside:
        """Where the card is while nobody pulled it out."""
        return Inside(self.number, self.reader)


def with_tries(visit: Visit, left: int | None) -> Visit:
    """The visit with so many attempts left; None where that is not known."""
    return replace(visit, card=replace(visit.card, tries_left=left))


def with_count(visit: Visit, left: int | None) -> Visit:
    """The visit after the card was asked for its attempts: None is a card that has no PIN yet."""
    return replace(visit, card=replace(visit.card, tries_left=left, has_pin=left is not None))


def is_settled(visit: Visit) -> bool:
    """True where nothing more gets known by itself: no answer is on its way."""
    return not (
        visit.standing is NoStanding.ASKED
        or visit.genuine is Genuineness.ASKED
        or visit.reading is HolderReading.UNDER_WAY
        or visit.others is NoList.ASKED
        or visit.renewing
        or visit.asking_pin
    )


def may_list_others(visit: Visit) -> bool:
    """True where the PIN is all that stands between the person and the list of their other cards."""
    proves_pin = bool(visit.presence) and visit.has_pik and visit.card.has_pin and visit.card.tries_left != 0
    return proves_pin and not visit.shown and visit.others in (NoList.NOT_ASKED, NoList.UNKNOWN)
