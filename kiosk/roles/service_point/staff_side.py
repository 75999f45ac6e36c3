"""The staff's side: an operator card in the staff's reader, its proof, its PIN, and the office's word on both.

A PIN is asked for, and sent, only where the office has the card's right proof of this visit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from kiosk.card.outcome import (
    CardGone,
    CardRead,
    Locked,
    NoInquiry,
    NotOurs,
    OtherCard,
    Proof,
    Refused,
    Verified,
    WrongPin,
)
from kiosk.card.pin import Pin
from kiosk.card.port import Fault
from kiosk.card.request import Evidence, ProveCard, ReadCard, Release, VerifyPin
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting
from kiosk.issuer.answers import Away, Denied, ProofWanted
from kiosk.roles.service_point.answers import OperatorProved, SignedIn
from kiosk.roles.service_point.effect import AskForStaff, Effect, OnStaffReader, SignOut
from kiosk.roles.service_point.event import StaffAnswered, StaffTold
from kiosk.roles.service_point.question import AskOperator, CheckOperator, OpenSession
from kiosk.roles.service_point.staff import (
    NoStaff,
    SigningIn,
    Staff,
    StaffPin,
    StaffProving,
    StaffReading,
    StaffState,
    StaffVerifying,
    StaffVisit,
    Why,
)
from kiosk.rules.validity import is_expired
from kiosk.session.place import Inside

StaffTransition = tuple[StaffState, tuple[Effect, ...]]

_REASONS = {  # the office's, by their ids
    "not-staff": Why.NOT_STAFF,
    "not-genuine": Why.NOT_STAFF,
    "unknown-card": Why.NOT_STAFF,
    "no-key": Why.NOT_STAFF,
    "no-evidence": Why.NOT_PROVED,
    "no-presence": Why.TOO_LATE,
    "replayed": Why.TOO_LATE,
    "too-often": Why.TOO_OFTEN,
}
_AT_SIGN_IN = {**_REASONS, "not-genuine": Why.NOT_PROVED}  # the card proved itself before: it is its PIN that was not
_AT_PIN = (Why.ATTEMPT_LOST, Why.CUT_OFF_AT_PIN)  # said until a card is in, which then tells what is left
_STOPPED = CardGone | OtherCard | Refused | NoInquiry | NotOurs


def seen(state: StaffState, sighting: Sighting) -> StaffTransition:
    """A card in is read; a card out ends whatever it began."""
    match sighting:
        case CardIn(reader, _, visit) if inside_of(state) == Inside(visit, reader):
            return state, ()
        case CardIn(reader, _, visit):
            return _read(Inside(visit, reader))
        case CardMute():
            return NoStaff(Why.ATTEMPT_LOST if at_pin(state) else Why.CARD_STOPPED), _released(state)
        case ReaderFailed(failure):
            why = Why.READERS_ALIKE if failure.fault is Fault.READERS_ALIKE else Why.NO_READER
            return NoStaff(Why.CUT_OFF_AT_PIN if at_pin(state) else why), _released(state)
        case CardOut() if isinstance(state, NoStaff):
            return NoStaff(Why.ATTEMPT_LOST if at_pin(state) else Why.NONE), ()
        case CardOut() if at_pin(state):
            return NoStaff(Why.ATTEMPT_LOST), _released(state)
        case CardOut():
            return NoStaff(Why.CARD_LEFT if isinstance(state, Staff) else Why.NONE), _released(state)
        case _:
            assert_never(sighting)


def answered(state: StaffState, event: StaffAnswered, today: date) -> StaffTransition:
    """The operator card's outcome of the request that `state` waits for; one of another visit is ignored."""
    inside, outcome = inside_of(state), event.outcome
    if inside is None or inside.visit != event.visit:
        return state, ()
    match state, outcome:
        case StaffReading(), CardRead(facts):
            return _recognised(StaffVisit(inside.visit, inside.reader, facts), today)
        case StaffProving(visit, str() as number), Proof(data):
            return state, (AskForStaff(visit.number, CheckOperator(number, data)),)
        case StaffVerifying(), Verified(evidence=b""):
            return ended(state, Why.NOT_PROVED)
        case StaffVerifying(visit, wanted), Verified(evidence=evidence):
            return SigningIn(visit), (AskForStaff(visit.number, OpenSession(wanted.number, evidence)),)
        case StaffVerifying(visit, wanted), WrongPin(left) if left:
            return StaffPin(_with_tries(visit, left), wanted, wrong=True), ()
        case StaffVerifying(), WrongPin() | Locked():
            return ended(state, Why.LOCKED)
        case StaffVerifying(), CardGone(attempt=True) | Refused():
            return ended(state, Why.ATTEMPT_LOST)
        case ((StaffReading() | StaffProving() | StaffVerifying()), _) if isinstance(outcome, _STOPPED):
            return ended(state, Why.CARD_STOPPED)
        case _:
            return state, ()


def deadline_missed(state: StaffState, visit: int) -> StaffTransition:
    """The operator card hangs."""
    inside = inside_of(state)
    waits = isinstance(state, StaffReading | StaffProving | StaffVerifying)
    why = Why.ATTEMPT_LOST if at_pin(state) else Why.CARD_STOPPED
    return ended(state, why) if waits and inside and inside.visit == visit else (state, ())


def told(state: StaffState, event: StaffTold) -> StaffTransition:
    """The office's word; a session that nobody waits for any more is ended at once."""
    match state, event.answer:
        case SigningIn(visit), SignedIn(session, name, idle_s, longest_s) if visit.number == event.visit:
            return Staff(visit, session, name, idle_s, longest_s), ()
        case _, SignedIn(session):
            return state, (SignOut(session),)
        case ((StaffProving(visit) | SigningIn(visit)), Denied() | Away()) if visit.number == event.visit:
            return _refused(state, event.answer)
        case StaffProving(visit, None), ProofWanted(number, factor, info) if visit.number == event.visit:
            prove = ProveCard(visit.number, visit.reader, visit.card.identification, factor, info)
            return StaffProving(visit, number), (OnStaffReader(prove),)
        case StaffProving(visit, str()), OperatorProved(wanted) if visit.number == event.visit:
            return StaffPin(visit, wanted), ()
        case _:
            return state, ()


def _refused(state: StaffProving | SigningIn, answer: Denied | Away) -> StaffTransition:
    if isinstance(answer, Away):
        return ended(state, Why.AWAY)
    reasons = _AT_SIGN_IN if isinstance(state, SigningIn) else _REASONS
    return ended(state, reasons.get(answer.reason, Why.DENIED), answer.until)


def pin_entered(state: StaffState, pin: Pin) -> StaffTransition:
    """The PIN of the operator card."""
    match state:
        case StaffPin(visit, wanted):
            evidence = Evidence(wanted.factor, wanted.info)
            verify = VerifyPin(visit.number, visit.reader, visit.card.identification, pin, evidence)
            return StaffVerifying(visit, wanted, pin), (OnStaffReader(verify),)
        case _:
            return state, ()


def went_on(state: StaffState) -> StaffTransition:
    """Try again with the card that is in the reader."""
    match state:
        case NoStaff(inside=Inside() as inside):
            return _read(inside)
        case _:
            return state, ()


def aged(state: StaffState) -> StaffTransition:
    """What proves the PIN is soon no good any more, and nobody has keyed it in: the card proves itself anew."""
    match state:
        case StaffPin(visit):
            return _proved_by(visit)
        case _:
            return state, ()


def timed_out(state: StaffState) -> StaffTransition:
    """Nobody keys a PIN in."""
    return ended(state, Why.NONE) if isinstance(state, StaffPin) else (state, ())


def signed_out(state: StaffState, why: Why) -> StaffTransition:
    """Whoever is signed in is not any more."""
    if not isinstance(state, Staff):
        return state, ()
    return NoStaff(why, inside_of(state), state.idle_s if why is Why.IDLE else None), _released(state)


def ended(state: StaffState, why: Why, until: datetime | None = None) -> StaffTransition:
    """Nobody signs in, or is signed in any more; the card is let go."""
    if isinstance(state, NoStaff):
        return state, ()
    return NoStaff(why, inside_of(state), until=until), _released(state)


def at_pin(state: StaffState) -> bool:
    """Whether a PIN was on its way to the card, which may have cost an attempt: then, or when it was last heard of."""
    return isinstance(state, StaffVerifying) or (isinstance(state, NoStaff) and state.why in _AT_PIN)


def inside_of(state: StaffState) -> Inside | None:
    """The card in the staff's reader, None without one."""
    match state:
        case NoStaff(inside=inside):
            return inside
        case StaffReading(visit, reader):
            return Inside(visit, reader)
        case _:
            return Inside(state.visit.number, state.visit.reader)


def _read(inside: Inside) -> StaffTransition:
    return StaffReading(inside.visit, inside.reader), (OnStaffReader(ReadCard(inside.visit, inside.reader)),)


def _recognised(visit: StaffVisit, today: date) -> StaffTransition:
    """What can be told of an operator card by itself; whether it is one, only the office knows."""
    reading = StaffReading(visit.number, visit.reader)
    if visit.card.tries_left == 0:
        return ended(reading, Why.LOCKED)
    match is_expired(visit.card.valid_until, today):
        case True:
            return ended(reading, Why.CARD_EXPIRED)
        case None:  # what can't say how long it is valid is no valid operator card
            return ended(reading, Why.NOT_STAFF)
        case _:
            return _proved_by(visit)


def _proved_by(visit: StaffVisit) -> StaffTransition:
    return StaffProving(visit), (AskForStaff(visit.number, AskOperator(visit.card.identification)),)


def _released(state: StaffState) -> tuple[Effect, ...]:
    inside = inside_of(state)
    return () if inside is None else (OnStaffReader(Release(inside.visit)),)


def _with_tries(visit: StaffVisit, left: int) -> StaffVisit:
    return StaffVisit(visit.number, visit.reader, replace(visit.card, tries_left=left))
