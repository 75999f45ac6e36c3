"""The staff's side: an operator card in the staff's reader, its PIN, its proof, and the office's word on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
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
from kiosk.card.request import ProveCard, ReadCard, Release, VerifyPin
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting
from kiosk.issuer.answers import Away, Denied, ProofWanted
from kiosk.roles.service_point.answers import SignedIn
from kiosk.roles.service_point.effect import AskForStaff, Effect, OnStaffReader, SignOut
from kiosk.roles.service_point.event import StaffAnswered, StaffTold
from kiosk.roles.service_point.question import AskStaffProof, SignIn
from kiosk.roles.service_point.staff import (
    NoStaff,
    SigningIn,
    Staff,
    StaffPin,
    StaffReading,
    StaffState,
    StaffVerifying,
    StaffVisit,
    Why,
)
from kiosk.rules.validity import is_expired
from kiosk.session.place import Inside

StaffTransition = tuple[StaffState, tuple[Effect, ...]]

_REASONS = {"not-staff": Why.NOT_STAFF, "not-genuine": Why.NOT_STAFF, "unknown-card": Why.NOT_STAFF}
_STOPPED = CardGone | OtherCard | Refused | NoInquiry | NotOurs


def seen(state: StaffState, sighting: Sighting) -> StaffTransition:
    """A card in is read; a card out ends whatever it began."""
    match sighting:
        case CardIn(reader, _, visit) if inside_of(state) == Inside(visit, reader):
            return state, ()
        case CardIn(reader, _, visit):
            return _read(Inside(visit, reader))
        case CardMute():
            return NoStaff(Why.CARD_STOPPED), _released(state)
        case ReaderFailed():
            return NoStaff(Why.NO_READER), _released(state)
        case CardOut() if isinstance(state, NoStaff):
            return NoStaff(), ()
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
        case StaffVerifying(visit), Verified():
            return SigningIn(visit), (AskForStaff(visit.number, AskStaffProof(visit.card.identification)),)
        case StaffVerifying(visit), WrongPin(left) if left:
            return StaffPin(_with_tries(visit, left), wrong=True), ()
        case StaffVerifying(), WrongPin() | Locked():
            return ended(state, Why.LOCKED)
        case SigningIn(visit, str() as number), Proof(data):
            return state, (AskForStaff(visit.number, SignIn(number, data)),)
        case ((StaffReading() | StaffVerifying() | SigningIn()), _) if isinstance(outcome, _STOPPED):
            return ended(state, Why.CARD_STOPPED)
        case _:
            return state, ()


def deadline_missed(state: StaffState, visit: int) -> StaffTransition:
    """The operator card hangs."""
    inside = inside_of(state)
    waits = isinstance(state, StaffReading | StaffVerifying | SigningIn)
    return ended(state, Why.CARD_STOPPED) if waits and inside and inside.visit == visit else (state, ())


def told(state: StaffState, event: StaffTold) -> StaffTransition:
    """The office's word; a session that nobody waits for any more is ended at once."""
    match state, event.answer:
        case SigningIn(visit, None), ProofWanted(number, factor, info) if visit.number == event.visit:
            prove = ProveCard(visit.number, visit.reader, visit.card.identification, factor, info)
            return SigningIn(visit, number), (OnStaffReader(prove),)
        case SigningIn(visit, str()), SignedIn(session, name, idle_s, longest_s) if visit.number == event.visit:
            return Staff(visit, session, name, idle_s, longest_s), ()
        case _, SignedIn(session):
            return state, (SignOut(session),)
        case SigningIn(visit), Denied(reason) if visit.number == event.visit:
            return ended(state, _REASONS.get(reason, Why.DENIED))
        case SigningIn(visit), Away() if visit.number == event.visit:
            return ended(state, Why.AWAY)
        case _:
            return state, ()


def pin_entered(state: StaffState, pin: Pin) -> StaffTransition:
    """The PIN of the operator card."""
    match state:
        case StaffPin(visit):
            verify = VerifyPin(visit.number, visit.reader, visit.card.identification, pin)
            return StaffVerifying(visit, pin), (OnStaffReader(verify),)
        case _:
            return state, ()


def went_on(state: StaffState) -> StaffTransition:
    """Try again with the card that is in the reader."""
    match state:
        case NoStaff(inside=Inside() as inside):
            return _read(inside)
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


def ended(state: StaffState, why: Why) -> StaffTransition:
    """Nobody signs in, or is signed in any more; the card is let go."""
    if isinstance(state, NoStaff):
        return state, ()
    return NoStaff(why, inside_of(state)), _released(state)


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
    """What can be told of an operator card before its PIN; whether it is one, only the office knows."""
    if visit.card.tries_left == 0:
        return ended(StaffPin(visit), Why.LOCKED)
    match is_expired(visit.card.valid_until, today):
        case True:
            return ended(StaffPin(visit), Why.CARD_EXPIRED)
        case None:  # what can't say how long it is valid is no valid operator card
            return ended(StaffPin(visit), Why.NOT_STAFF)
        case _:
            return StaffPin(visit), ()


def _released(state: StaffState) -> tuple[Effect, ...]:
    inside = inside_of(state)
    return () if inside is None else (OnStaffReader(Release(inside.visit)),)


def _with_tries(visit: StaffVisit, left: int) -> StaffVisit:
    return StaffVisit(visit.number, visit.reader, replace(visit.card, tries_left=left))
