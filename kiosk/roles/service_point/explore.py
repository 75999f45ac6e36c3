"""Walks the machine of a service point with one sample of everything that matters to staff or a case.

What a self-service session does by itself is walked in `kiosk.session.explore`; here it is met as far as a case can
begin in it, or staff leave it. The page in `docs/` is drawn from this, and tests ask it what can be reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.card.facts import CardFacts
from kiosk.card.outcome import (
    CardGone,
    CardRead,
    Changed,
    Contradicted,
    Counter,
    Locked,
    NoInquiry,
    OtherCard,
    Outcome,
    Proof,
    Refused,
    Unsettled,
    Verified,
    WrongPin,
)
from kiosk.card.pin import Pin
from kiosk.card.port import Failure, Fault
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting
from kiosk.issuer.answers import Away, Confirmed, Denied, ExternalProof, Genuine, NotGenuine, ProofWanted, Taken
from kiosk.issuer.question import AskProof, AskRecord, CheckProof
from kiosk.printer.outcome import Printed
from kiosk.roles.service_point.answers import CaseOpened, OperatorProved, SignedIn, UnblockMessage
from kiosk.roles.service_point.case_form import obstacle
from kiosk.roles.service_point.effect import Effect
from kiosk.roles.service_point.event import (
    CaseReported,
    CaseTold,
    ChoseCase,
    ChoseMatter,
    ChoseWho,
    Event,
    OpenCase,
    SignedOut,
    StaffAnswered,
    StaffDeadlineMissed,
    StaffProofAged,
    StaffSeen,
    StaffTimedOut,
    StaffTold,
    ToggledDocument,
    UnblockAnswered,
    VerdictLate,
)
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.outcome import (
    NotAnUnblock,
    NotProved,
    NotUnblocked,
    Returned,
    UnblockChallenge,
    Unblocked,
    UnblockRefused,
    UnblockUnknown,
)
from kiosk.roles.service_point.question import AnyAnswer
from kiosk.roles.service_point.staff import Staff, Why
from kiosk.roles.service_point.state import AT_START, CaseForm, HolderState, State, visit_of
from kiosk.roles.service_point.step import step
from kiosk.rules.new_pin import PinPolicy
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from kiosk.session.event import (
    Answered,
    AskedForSlip,
    ChosePinChange,
    ChoseUnlock,
    DeadlineMissed,
    Ended,
    PinEntered,
    SlipDone,
    TimedOut,
    Told,
    Touched,
    WentBack,
    WentOn,
)
from kiosk.session.state import Menu
from kiosk.session.terms import Terms

_ATR = bytes.fromhex("3B6D000000814A44468660610100000001")
_TODAY = date(2026, 1, 1)
_GONE = Failure(Fault.CARD_GONE)
_FACTS = CardFacts(
    atr=_ATR,
    protocol="t0",
    identification=bytes(16),
    version="2.00",
    number="D2143569X",
    issued=date(2024, 3, 18),
    valid_until=date(2034, 3, 17),
    tries_left=6,
    holder=None,
)
_ALIKE = re.compile(r"<Obstacle\.[^>]*>|(?<=entries=)[1-9]\d*")  # why something failed, how often: the same follows
_FAILED = (
    *(UnblockRefused(0x6988), UnblockRefused(0x6988, 6), NotUnblocked(0), NotProved(6), NotAnUnblock()),
    UnblockUnknown(_GONE),
)
_Leaving = StaffSeen | StaffTimedOut | SignedOut
TERMS = Terms(PinPolicy(), _TODAY)


@dataclass(frozen=True, slots=True)
class Edge:
    """One transition that was seen."""

    before: State
    event: Event
    after: State
    effects: tuple[Effect, ...]


def explore() -> list[Edge]:
    """Transitions between all states that can be reached, self-loops included; a few seconds' work.

    The two sides hardly know each other, so not every pair is met: the staff's side is walked at an empty reader, the
    holder's while somebody is signed in, and again from wherever it is when they leave.
    """
    of_staff, of_holder = tuple(_of_staff()), (*_of_session(), *_of_case())
    by_hand = (PinEntered(Pin(b"135790")), WentOn(), WentBack(), Ended(), TimedOut())
    signing_in = _walk([AT_START], (*of_staff, *by_hand))
    signed_in = next(edge.after for edge in signing_in if isinstance(edge.after.staff, Staff))
    served = _walk([signed_in], of_holder)
    states = {_likeness(edge.before): edge.before for edge in served}.values()
    leaving = [_edge(state, event) for state in states for event in of_staff if isinstance(event, _Leaving)]
    left = [edge.after for edge in leaving if isinstance(edge.event, SignedOut)]
    return [*signing_in, *served, *leaving, *_walk(left, of_holder)]


def _walk(starts: Iterable[State], events: Sequence[Event]) -> list[Edge]:
    seen: set[str] = set()
    edges: list[Edge] = []
    waiting = list(starts)
    while waiting:
        before = waiting.pop()
        kind = _likeness(before)
        if kind in seen:
            continue
        seen.add(kind)
        edges += (_edge(before, event) for event in events)
        waiting += (edge.after for edge in edges[-len(events) :] if edge.after is not before)
    return edges


def _edge(before: State, event: Event) -> Edge:
    after, effects = step(before, event, TERMS)
    return Edge(before, event, before if after == before else after, effects)


def _likeness(state: State) -> str:
    """What tells states apart that lead to others: of a visit what a case needs, of staff not who."""
    visit, holder = visit_of(state.holder), repr(state.holder)
    if visit is not None:
        holder = holder.replace(repr(visit), repr((visit.number, *_known(state.holder))))
    staff = "Staff" if isinstance(state.staff, Staff) else repr(state.staff)
    return f"{staff} {_ALIKE.sub('', holder)} {type(state.seen).__name__}"


def _known(holder: HolderState) -> tuple[object, ...]:
    match holder:
        case Menu(visit):
            return visit.genuine, visit.standing, visit.proving
        case CaseForm():
            return (obstacle(replace(holder, refused=None)),)
        case _:
            return ()


def samples() -> Iterable[Event]:
    """One of every event of staff and case, and of a session's what leads into them and out again."""
    yield from _of_staff()
    yield from _of_session()
    yield from _of_case()


def _sightings(reader: str, visits: int) -> Iterable[Sighting]:
    yield from (CardIn(reader, _ATR, visit) for visit in range(1, visits + 1))
    yield from (CardOut(reader), CardMute(reader), ReaderFailed(_GONE))


def _of_staff() -> Iterable[Event]:
    yield from (StaffSeen(sighting) for sighting in _sightings("Staff's Reader", 1))
    locked, expired = replace(_FACTS, tries_left=0), replace(_FACTS, valid_until=date(2025, 12, 31))
    outcomes: tuple[Outcome, ...] = (
        *map(CardRead, (_FACTS, locked, expired)),
        *(Verified(6, bytes(8)), Verified(6), WrongPin(5), WrongPin(0), Locked(), CardGone(_GONE)),
        *(Proof(bytes(8)), NoInquiry()),
    )
    yield from (StaffAnswered(1, outcome) for outcome in outcomes)
    proof = ProofWanted("1", bytes(8), bytes(8))
    answers: tuple[AnyAnswer, ...] = (
        proof,
        OperatorProved(proof),
        SignedIn(b"session", "staff", 1800.0, 36e3),
        Denied("not-staff"),
        Away(),
    )
    yield from (StaffTold(1, answer) for answer in answers)
    yield from (StaffDeadlineMissed(1), StaffTimedOut(Why.IDLE), StaffProofAged(), SignedOut())


def _of_session() -> Iterable[Event]:
    yield from _sightings("Reader", 2)
    outcomes: tuple[Outcome, ...] = (
        *(CardRead(_FACTS), Counter(5), Verified(6), Changed(6), Proof(bytes(8)), NoInquiry()),
        *(CardGone(_GONE), OtherCard(), Refused(0x6985), Contradicted(5)),
    )
    yield from (Answered(1, outcome) for outcome in outcomes)
    yield from (Answered(2, outcome) for outcome in (CardGone(_GONE), OtherCard(), Unsettled(1), Verified(6, bytes(8))))
    yield from (DeadlineMissed(1), DeadlineMissed(2), SlipDone(1, "569X", Printed()))
    card = _FACTS.identification
    yield from (
        Told(1, Record(standing, pin_limit=6), AskRecord(card)) for standing in (Standing.NORMAL, Standing.LOST)
    )
    yield Told(1, ProofWanted("1", bytes(8), bytes(8)), AskProof(card))
    yield from (Told(1, answer, CheckProof("1", bytes(8))) for answer in (Genuine(bytes(32)), NotGenuine()))
    yield from (TimedOut(), ChosePinChange(), ChoseUnlock(), AskedForSlip("zh_CN"))
    yield from (WentOn(), WentBack(), Ended(), Touched())
    yield from (PinEntered(Pin(digits)) for digits in (b"135790", b"624815", b"123456"))


def _of_case() -> Iterable[Event]:
    yield from (ChoseMatter(matter) for matter in Matter)
    yield from (ChoseWho(who) for who in Who)
    yield from (ChoseCase(), OpenCase())
    yield ToggledDocument(Document.HOLDER_ID)
    yield from (StaffAnswered(1, Proof(bytes(8))), StaffAnswered(1, NoInquiry()), StaffDeadlineMissed(1))
    answers: tuple[AnyAnswer, ...] = (
        *(CaseOpened("case"), ProofWanted("2", bytes(8), bytes(8)), Genuine(bytes(32)), NotGenuine()),
        ExternalProof(bytes(16)),
        UnblockMessage(bytes.fromhex("8424000004E4A319CC"), ProofWanted("3", bytes(8), bytes(8))),
        *(Denied("no-case"), Denied("no-session"), Denied("no-presence"), Away()),
    )
    yield from (CaseTold(1, answer) for answer in answers)
    yield from (CaseReported("case", answer) for answer in (Confirmed(), Taken(), Denied("conflict")))
    yield VerdictLate()
    returned = (ProofWanted("4", bytes(8), bytes(8)), Genuine(bytes(32)), NotGenuine(), Away())
    yield from (CaseTold(2, answer) for answer in returned)
    carried_out = (UnblockChallenge(bytes(8)), Unblocked(6), Unblocked(6, bytes(8)), Unblocked(None))
    yield from (UnblockAnswered(1, outcome) for outcome in carried_out)
    yield from (UnblockAnswered(1, one) for one in _FAILED)
    yield from (UnblockAnswered(2, Returned(bytes(8), left)) for left in (6, 0))
