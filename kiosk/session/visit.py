"""A visit: one stay of one card in the reader, and all that is known of the card by now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

from kiosk.card.facts import CardFacts
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


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay of one card in the reader; `number` is the watcher's. More gets known while the person goes on.

    `standing` is the record's, or why there is none. `proving` names the office's question that the card is answering,
    "" without one; `presence` goes with questions about a card that is genuine, and no other has one.
    """

    number: int
    reader: str
    card: CardFacts
    standing: StandingAnswer
    record: Record | None = None
    genuine: Genuineness = Genuineness.UNKNOWN
    proving: str = ""
    presence: bytes = field(default=b"", repr=False)
    reading: HolderReading = HolderReading.OPEN
    others: tuple[OwnedCard, ...] | NoList = NoList.NOT_ASKED
    pin_verified: bool = False

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
    )


def may_list_others(visit: Visit) -> bool:
    """True where the PIN is all that stands between the person and the list of their other cards."""
    return bool(visit.presence) and not visit.pin_verified and visit.card.has_pin and visit.card.tries_left != 0
