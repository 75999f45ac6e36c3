"""Walks the session machine from its start with one sample of everything that can happen, and collects the transitions.

The pages in `docs/` are drawn from it, and tests ask it what can be reached.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.card.facts import CardFacts
from kiosk.card.outcome import (
    CardGone,
    CardRead,
    Changed,
    Counter,
    Locked,
    NotOurs,
    OtherCard,
    Outcome,
    Refused,
    Released,
    Unchanged,
    Unknown,
    Unsettled,
    Verified,
    WrongPin,
)
from kiosk.card.pin import Pin
from kiosk.card.port import Failure, Fault
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed
from kiosk.printer.outcome import Failed, Printed, Reason, Saved
from kiosk.rules.standing import Standing
from kiosk.session.effect import Effect
from kiosk.session.event import (
    Answered,
    AskedForSlip,
    ChosePinChange,
    ChoseStanding,
    ChoseUnlock,
    DeadlineMissed,
    Ended,
    Event,
    PinEntered,
    SlipDone,
    StandingTold,
    TimedOut,
    Touched,
    WentBack,
    WentOn,
)
from kiosk.session.state import Starting, State
from kiosk.session.step import step

_READER = "Reader"
_ATR = bytes.fromhex("3B6D000000814A44468660610100000001")
_CARD = bytes(16)


@dataclass(frozen=True, slots=True)
class Edge:
    """One transition that was seen."""

    before: State
    event: Event
    after: State
    effects: tuple[Effect, ...]


def explore() -> list[Edge]:
    """Every transition from every state that can be reached, self-loops included; about a second's work."""
    seen: set[str] = set()
    edges: list[Edge] = []
    waiting: list[State] = [Starting()]
    while waiting:
        before = waiting.pop()
        if repr(before) in seen:
            continue
        seen.add(repr(before))
        for event in samples():
            after, effects = step(before, event)
            edges.append(Edge(before, event, after, effects))
            waiting.append(after)
    return edges


def samples() -> Iterable[Event]:
    """One of every event, and more where the value decides."""
    yield from (CardIn(_READER, _ATR, 1), CardIn(_READER, _ATR, 2), CardOut(_READER), CardMute(_READER))
    yield ReaderFailed(Failure(Fault.NO_SERVICE))
    for visit in (1, 2):
        yield from (Answered(visit, outcome) for outcome in _outcomes())
        yield DeadlineMissed(visit)
        yield from (
            SlipDone(visit, outcome) for outcome in (Printed(), Saved(Path("slip.pdf")), Failed(Reason.TOO_LATE))
        )
    yield from (StandingTold(_CARD, Standing.NORMAL), StandingTold(_CARD, Standing.LOST), TimedOut())
    yield from (ChosePinChange(), ChoseStanding(), ChoseUnlock(), WentOn(), WentBack(), Ended(), Touched())
    yield AskedForSlip("zh_CN")
    yield from (PinEntered(Pin(digits)) for digits in (b"135790", b"624815", b"123456"))


def _outcomes() -> Iterable[Outcome]:
    gone = Failure(Fault.CARD_GONE)
    yield from (CardRead(_facts()), NotOurs(bank=True), NotOurs(bank=False))
    yield from (Counter(None), Counter(0), Counter(1), Counter(5))
    yield from (Verified(6), WrongPin(0), WrongPin(1), WrongPin(5), Locked())
    yield from (Changed(6), Unchanged(6), Unsettled(1), Unknown(gone), OtherCard())
    yield from (CardGone(gone), CardGone(Failure(Fault.NO_SERVICE)), Refused(0x6985), Released())


def _facts() -> CardFacts:
    return CardFacts(
        atr=_ATR,
        protocol="t0",
        identification=_CARD,
        version="3.00",
        number="D2143569X",
        issued=date(2024, 3, 18),
        valid_until=date(2034, 3, 17),
        tries_left=6,
        holder=None,
    )
