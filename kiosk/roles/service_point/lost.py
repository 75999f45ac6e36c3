"""After a lost answer: the card that is put back proves that it is the one, and its counter tells, or its holder.

A card that does not prove itself is asked nothing, and told nothing. No PIN is sent that the holder did not key in for
it: where the counter can't tell, they key the new one in once more, knowing that it may cost an attempt.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.card.outcome import CardGone, Locked, OtherCard, Refused, Verified, WrongPin
from kiosk.card.pin import Pin
from kiosk.card.request import Evidence, Release, VerifyPin
from kiosk.card.sighting import CardIn, Sighting
from kiosk.issuer.answers import Away, Denied, Genuine, NotGenuine, ProofWanted
from kiosk.roles.service_point.counter import Says, says
from kiosk.roles.service_point.effect import AskForCase, Effect, EndCase, Result
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.outcome import AnyOutcome, Returned
from kiosk.roles.service_point.question import AnyAnswer, AskReturned, CheckReturned
from kiosk.roles.service_point.request import AskReturnedCard
from kiosk.roles.service_point.stage import CardProving, CounterChecked, PresenceAsked
from kiosk.roles.service_point.state import (
    Case,
    HolderState,
    Lost,
    Obstacle,
    ResetConfirm,
    ResetConfirming,
    UnlockFailed,
    UnlockSettling,
    UnlockTold,
    UnlockUnknown,
)
from kiosk.session.learn import put_off
from kiosk.session.place import Inside, Place, came_after, place_of
from kiosk.session.visit import Visit, with_tries

HolderTransition = tuple[HolderState, tuple[Effect, ...]]

_MAY_TRY = 2  # so many attempts, that a wrong entry leaves one


def lost(visit: Visit, case: Lost, place: Place, asked: int) -> HolderTransition:
    """Nobody knows. A card that went in after the visit `asked` can be asked at once."""
    newer = came_after(asked, place)
    unknown = UnlockUnknown(put_off(visit), case, place)
    return (unknown, ()) if newer is None else ask(unknown, newer)


def ask(state: UnlockUnknown, inside: Inside) -> HolderTransition:
    """Is the card that is in now the one."""
    visit = state.visit
    after = UnlockSettling(visit, state.lost, inside.visit, inside, PresenceAsked())
    return after, (AskForCase(inside.visit, AskReturned(visit.card.identification)),)


def told(state: UnlockSettling, answer: AnyAnswer) -> HolderTransition:
    """The office's word on the card that is in now."""
    match state.stage, answer:
        case PresenceAsked(), ProofWanted(number, factor, info):
            visit = state.visit
            request = AskReturnedCard(state.asked, visit.reader, visit.card.identification, Evidence(factor, info))
            return replace(state, stage=CardProving(number)), (request,)
        case CounterChecked(left), Genuine():
            return _counted(state, left)
        case CounterChecked(), NotGenuine():
            return _not_asked(state, Obstacle.NOT_GENUINE)
        case ((PresenceAsked() | CounterChecked()), (Denied() | Away())):
            return _not_asked(state, Obstacle.AWAY if isinstance(answer, Away) else Obstacle.NO_PRESENCE)
        case _:
            return state, ()


def answered(state: UnlockSettling, outcome: AnyOutcome) -> HolderTransition:
    """What the card that is in now said."""
    match state.stage, outcome:
        case CardProving(number), Returned(proof, left):
            question = AskForCase(state.asked, CheckReturned(number, proof))
            return replace(state, stage=CounterChecked(left)), (question,)
        case CardProving(), OtherCard():
            return _not_asked(state, Obstacle.OTHER_CARD)
        case CardProving(), Refused():
            return _not_asked(state, Obstacle.NOT_GENUINE)
        case CardProving(), CardGone():
            return lost(state.visit, state.lost, state.place, state.asked)
        case _:
            return state, ()


def sighted(state: UnlockUnknown | UnlockSettling | ResetConfirm | ResetConfirming, seen: Sighting) -> HolderTransition:
    """A card in is asked; one that went out has to prove itself again before it is told a PIN."""
    place = place_of(seen)
    match state:
        case UnlockSettling() | ResetConfirming():
            return replace(state, place=place), ()
        case ResetConfirm(asked=asked) if place == asked:
            return state, ()
        case ResetConfirm(visit, case, asked):
            return lost(visit, case, place, asked.visit)
        case UnlockUnknown(place=Inside() as inside) if place == inside:
            return state, ()
        case UnlockUnknown():
            known = replace(state, place=place, why=None)
            return ask(known, Inside(seen.visit, seen.reader)) if isinstance(seen, CardIn) else (known, ())
        case _:
            assert_never(state)


def pin_entered(state: ResetConfirm, pin: Pin) -> HolderTransition:
    """The holder's new PIN, once more, for the card that proved itself."""
    visit, wanted = state.visit, state.lost.wanted
    evidence = None if wanted is None else Evidence(wanted.factor, wanted.info)
    verify = VerifyPin(state.asked.visit, state.asked.reader, visit.card.identification, pin, evidence)
    return ResetConfirming(visit, state.lost, state.asked, pin, state.asked), (verify,)


def confirmed(state: ResetConfirming, outcome: AnyOutcome) -> HolderTransition:
    """Whether it is the card's."""
    visit, case = _now(state.visit, state.asked), state.lost
    match outcome:
        case Verified(_, b"", denied=False) if case.wanted is not None:  # PIK's answer is lost
            return lost(state.visit, case, state.place, state.asked.visit)
        case Verified(left, b"") if case.wanted is not None:  # PIK does not bear it out
            return _unsettled(with_tries(visit, left), case, state.place)
        case Verified(left, evidence):
            end = done(case.case, case.wanted, evidence)
            return UnlockTold(with_tries(visit, left), case.case, state.place), (end, Release(state.asked.visit))
        case WrongPin(left):
            return UnlockFailed(with_tries(visit, left), case.case.matter, Obstacle.NOT_TAKEN, state.place), ()
        case Locked():
            return _unsettled(with_tries(visit, 0), case, state.place)
        case Refused():  # neither right nor wrong, and perhaps an attempt less
            return _unsettled(with_tries(visit, None), case, state.place)
        case OtherCard():
            return UnlockUnknown(state.visit, case, state.place, Obstacle.OTHER_CARD), ()
        case CardGone():
            return entry_lost(state)
        case _:
            return state, ()


def entry_lost(state: ResetConfirming) -> HolderTransition:
    """The answer to the holder's entry is lost as well, and perhaps an attempt."""
    again = replace(state.lost, entries=state.lost.entries + 1)
    return lost(state.visit, again, state.place, state.asked.visit)


def done(case: Case, wanted: ProofWanted | None, evidence: bytes) -> EndCase:
    """The end of a case that the card says it carried out, with its proof where there is one."""
    if wanted is None or not evidence:
        return EndCase(case.id, Result.DONE)
    return EndCase(case.id, Result.DONE, wanted.number, evidence)


def given_up(case: Lost) -> tuple[Effect, ...]:
    """The end of a case that nobody finds out any more: where the counter was set back, the card was unblocked."""
    return (EndCase(case.case.id, Result.DONE),) if case.set_back else ()


def _counted(state: UnlockSettling, left: int | None) -> HolderTransition:
    """The card is the one; what does its counter show."""
    case, place = state.lost, state.place
    if not isinstance(place, Inside) or place.visit != state.asked:  # it is gone by now, and may be another
        return lost(state.visit, case, place, state.asked)
    visit, matter = _now(state.visit, place), case.case.matter
    match says(state.visit, left, case.entries), matter:
        case Says.NOT_UNBLOCKED, _:
            as_before = UnlockFailed(with_tries(visit, left), matter, Obstacle.NOT_UNBLOCKED, place)
            return as_before, (EndCase(case.case.id, Result.FAILED),)
        case Says.SET_BACK, Matter.UNLOCK:
            unlocked = UnlockTold(with_tries(visit, left), case.case, place)
            return unlocked, (done(case.case, None, b""), Release(state.asked))
        case shown, Matter.RESET if left is not None and left >= _MAY_TRY:
            known = replace(case, set_back=case.set_back or shown is Says.SET_BACK)
            return ResetConfirm(state.visit, known, place, left), ()
        case _:
            return _unsettled(with_tries(visit, left), case, place)


def _unsettled(visit: Visit, case: Lost, place: Place) -> HolderTransition:
    return UnlockFailed(visit, case.case.matter, Obstacle.UNSETTLED, place), ()


def _not_asked(state: UnlockSettling, why: Obstacle) -> HolderTransition:
    """The card that is in is not the one, as far as can be told."""
    if not isinstance(state.place, Inside) or state.place.visit != state.asked:  # nor is it what is in by now
        return lost(state.visit, state.lost, state.place, state.asked)
    return UnlockUnknown(state.visit, state.lost, state.place, why), (Release(state.asked),)


def _now(visit: Visit, inside: Inside) -> Visit:
    return replace(visit, number=inside.visit, reader=inside.reader)
