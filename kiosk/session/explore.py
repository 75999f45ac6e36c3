"""Walks the session machine from its start with one sample of everything that can happen, and collects the transitions.

The pages in `docs/` are drawn from it, and tests ask it what can be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.card.facts import CardFacts, HolderFacts
from kiosk.card.outcome import (
    CardGone,
    CardRead,
    ChallengeRead,
    Changed,
    Contradicted,
    Counter,
    HolderRead,
    Locked,
    NoInquiry,
    NotOurs,
    OtherCard,
    Outcome,
    Proof,
    Refused,
    Released,
    Unchanged,
    Unconfirmed,
    Unknown,
    Unsettled,
    Verified,
    WrongPin,
)
from kiosk.card.pin import Pin
from kiosk.card.port import Failure, Fault
from kiosk.card.request import Evidence
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed
from kiosk.issuer.answers import (
    Away,
    Denied,
    Enabled,
    EnablingChallenge,
    ExternalProof,
    Genuine,
    NotConfigured,
    NotGenuine,
    NotListed,
    OtherCards,
    OwnedCard,
    ProofWanted,
    Taken,
    UnderReview,
)
from kiosk.issuer.question import (
    AskEnabling,
    AskOtherCards,
    AskPinProof,
    AskProof,
    AskReadProof,
    AskRecord,
    CheckPin,
    CheckProof,
    ClaimPin,
)
from kiosk.printer.outcome import Failed, Printed, Reason, Saved
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing, may_change_pin
from kiosk.session.effect import Effect
from kiosk.session.enabling import may_enable
from kiosk.session.event import (
    Answered,
    AskedForSlip,
    ChoseOthers,
    ChosePinChange,
    ChoseStanding,
    ChoseUnlock,
    DeadlineMissed,
    Ended,
    Event,
    PinEntered,
    PresenceAged,
    Reported,
    ReportLate,
    SlipDone,
    TimedOut,
    Told,
    Touched,
    WentBack,
    WentOn,
    is_aside,
)
from kiosk.session.state import Menu, PinNew, Starting, State, visit_of, with_visit
from kiosk.session.step import step
from kiosk.session.visit import Visit

_READER = "Reader"
_ATR = bytes.fromhex("3B6D000000814A44468660610100000001")
_CARD = bytes(16)
_PRESENCE = bytes(32)
_BLOCK = Evidence(bytes(8), bytes(8))
_HOLDER = HolderFacts("610323188503120111", "李明轩", date(1885, 3, 12))


@dataclass(frozen=True, slots=True)
class Edge:
    """One transition that was seen."""

    before: State
    event: Event
    after: State
    effects: tuple[Effect, ...]


def explore() -> list[Edge]:
    """Every transition from every state that can be reached, self-loops included; about two seconds' work.

    What gets known beside what the person does is walked through to its end where nothing else happens, and met in
    every state as it first comes there: all of it everywhere would be a hundred times as much, and no other screens.
    """
    edges = _walk([Starting()], tuple(samples()), likeness)
    calm = [edge.after for edge in edges if isinstance(edge.after, Menu | PinNew) and edge.after.visit.number == 1]
    starts = {type(state): state for state in reversed(calm)}.values()
    asides = [event for event in samples() if isinstance(event, Told | Answered) and _is_calm(event)]
    return edges + _walk(starts, [event for event in asides if event.visit == 1], repr)


def _is_calm(event: Told | Answered) -> bool:
    """What is heard wherever it comes; what only a PIN pad or a change asks for is met there."""
    return is_aside(event) and not (
        isinstance(event, Told) and isinstance(event.question, AskPinProof | AskEnabling | ClaimPin)
    )


def _walk(starts: Iterable[State], events: Sequence[Event], alike: Callable[[State], str]) -> list[Edge]:
    seen: set[str] = set()
    edges: list[Edge] = []
    waiting = list(starts)
    while waiting:
        before = waiting.pop()
        kind = alike(before)
        if kind in seen:
            continue
        seen.add(kind)
        for event in events:
            after, effects = step(before, event)
            stays = after == before
            edges.append(Edge(before, event, before if stays else after, effects))
            if not stays:
                waiting.append(after)
    return edges


def likeness(state: State) -> str:
    """What tells states apart that lead to other screens."""
    visit = visit_of(state)
    if visit is None:
        return repr(state)
    served = "barred" if visit.genuine.bars_pin else (may_change_pin(visit.standing, visit.genuine), _proves(visit))
    left = visit.card.tries_left
    card = replace(visit.card, holder=None, tries_left=6 if left and left > 1 else left)
    return f"{served} {with_visit(state, Visit(visit.number, visit.reader, card, Standing.NORMAL))!r}"


def _proves(visit: Visit) -> str:
    """What the card has proved by now, where that matters."""
    if not visit.genuine.is_settled:
        return "open"
    return ("proved" if visit.presence else "not proved") if may_enable(visit.standing) else "anything"


def samples() -> Iterable[Event]:
    """One of every event, and more where the value decides."""
    yield from (CardIn(_READER, _ATR, 1), CardIn(_READER, _ATR, 2), CardOut(_READER), CardMute(_READER))
    yield ReaderFailed(Failure(Fault.NO_SERVICE))
    for visit in (1, 2):
        yield from (Answered(visit, outcome) for outcome in _outcomes())
        yield DeadlineMissed(visit)
        yield from (
            SlipDone(visit, "569X", outcome)
            for outcome in (Printed(), Saved(Path("slip.pdf")), Failed(Reason.TOO_LATE))
        )
    yield from (answer for visit in (1, 2) for answer in _proofs(visit))
    yield from _answers(1)
    yield from (Reported(_CARD.hex(), answer) for answer in (Enabled(), UnderReview(), Denied("not-genuine")))
    yield from (ReportLate(), PresenceAged(_PRESENCE), TimedOut())
    yield from (
        ChosePinChange(),
        ChoseStanding(),
        ChoseOthers(),
        ChoseUnlock(),
        WentOn(),
        WentBack(),
        Ended(),
        Touched(),
    )
    yield AskedForSlip("zh_CN")
    yield from (PinEntered(Pin(digits)) for digits in (b"135790", b"624815", b"123456"))


def _outcomes() -> Iterable[Outcome]:
    gone = Failure(Fault.CARD_GONE)
    yield from (CardRead(_facts()), NotOurs(bank=True), NotOurs(bank=False))
    yield from (Counter(None), Counter(0), Counter(1), Counter(5))
    yield from (Verified(6, bytes(8)), WrongPin(0), WrongPin(1), WrongPin(5), Locked())
    yield from (Changed(6), Contradicted(5), Unconfirmed(6), Unchanged(6), Unsettled(1), Unknown(gone), OtherCard())
    yield from (CardGone(Failure(fault)) for fault in (Fault.CARD_GONE, Fault.CARD_UNSUPPORTED, Fault.NO_SERVICE))
    yield from (Refused(0x6985), Released())
    yield from (Proof(bytes(8)), ChallengeRead(bytes(8)), HolderRead(_HOLDER), NoInquiry())
    yield NoInquiry(other_card=True)


def _proofs(visit: int) -> Iterable[Told]:
    """What lets a card that was put back go on."""
    proof, check = AskProof(_CARD), CheckProof("1", bytes(8))
    yield Told(visit, ProofWanted("1", bytes(8), bytes(8)), proof)
    yield from (Told(visit, answer, check) for answer in (Genuine(_PRESENCE, evidence=True), NotGenuine()))
    yield from (Told(visit, Away(), question) for question in (proof, check, AskPinProof(_PRESENCE)))
    yield Told(visit, ProofWanted("2", bytes(8), bytes(8)), AskPinProof(_PRESENCE))


def _answers(visit: int) -> Iterable[Told]:
    record = AskRecord(_CARD)
    read, others = AskReadProof(_PRESENCE, bytes(8)), AskOtherCards(_PRESENCE)
    pin, shown = AskPinProof(_PRESENCE), CheckPin("2", bytes(8), initial=False, presence=_PRESENCE)
    claim, enabling = ClaimPin(_PRESENCE), AskEnabling(_PRESENCE)
    for standing in (Standing.SEALED, Standing.NORMAL, Standing.LOST):
        yield Told(visit, Record(standing), record)
    yield Told(visit, NotListed(), record)
    yield Told(visit, NotConfigured(), record)
    yield Told(visit, ExternalProof(bytes(16)), read)
    yield from (Told(visit, Taken(), question) for question in (shown, claim))
    yield Told(visit, EnablingChallenge("3", _BLOCK, _BLOCK, evidence=True), enabling)
    yield from (Told(visit, Denied("no-evidence"), question) for question in (pin, others))
    yield Told(visit, OtherCards((OwnedCard("4321", "310100", Standing.NORMAL),)), others)
    yield Told(visit, Denied("no-presence"), others)
    yield from (Told(visit, Away(), question) for question in (record, read, others, enabling))


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
