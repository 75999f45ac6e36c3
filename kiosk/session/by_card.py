"""What the card answers, and what it fails to answer in time."""

from __future__ import annotations

from dataclasses import replace

from kiosk.card.outcome import (
    CardGone,
    CardRead,
    ChallengeRead,
    Counter,
    HolderRead,
    Locked,
    NoInquiry,
    NotOurs,
    OtherCard,
    Outcome,
    Proof,
    Refused,
    Verified,
    WrongPin,
)
from kiosk.card.port import Failure, Fault
from kiosk.card.request import Release
from kiosk.rules.standing import NoStanding
from kiosk.session.asking import asking
from kiosk.session.by_change import changed, settled
from kiosk.session.by_issuer import at_menu, learned
from kiosk.session.by_person import chosen
from kiosk.session.event import Answered, ChosePinChange, ChoseStanding, DeadlineMissed
from kiosk.session.learn import doubted, further
from kiosk.session.learn_pin import show_pin
from kiosk.session.reason import Farewell, NotChanged, Unrecognised
from kiosk.session.state import (
    ChangeFailed,
    Changing,
    Counting,
    Inquired,
    Menu,
    NotRecognised,
    OutOfService,
    PinLocked,
    PinNew,
    Purpose,
    Reading,
    Reproving,
    Settling,
    StandingShown,
    State,
    StillThere,
    Verifying,
    Wish,
)
from kiosk.session.transition import Transition, attempt_lost, leave, out_of_service, stay, unknown
from kiosk.session.visit import Visit, with_count, with_tries

_CHOSEN: dict[Wish, ChosePinChange | ChoseStanding] = {Wish.CHANGE: ChosePinChange(), Wish.STANDING: ChoseStanding()}
_CARD_FAULTS = (Fault.CARD_GONE, Fault.CARD_MUTE, Fault.ANSWER_LOST)
_NO_WAY = (Fault.NO_SERVICE, Fault.NOT_ALLOWED, Fault.SERVICE_SILENT, Fault.NO_READER)  # the card is not asked to go


def answered(state: State, event: Answered) -> Transition:
    """The outcome of the request that `state` waits for; one of another visit is ignored."""
    outcome = event.outcome
    if isinstance(outcome, Proof | ChallengeRead | HolderRead | NoInquiry):
        return learned(state, event)
    match state:
        case Reading(visit, reader) if visit == event.visit:
            return _read(state, outcome, reader)
        case Counting(visit) if visit.number == event.visit:
            return _counted(state, visit, outcome)
        case Verifying(visit) if visit.number == event.visit:
            return _verified(state, outcome)
        case Changing(visit) if visit.number == event.visit:
            return changed(state, outcome)
        case Settling(asked=asked) if asked == event.visit:
            return settled(state, outcome)
        case _:
            return stay(state)


def deadline_missed(state: State, event: DeadlineMissed) -> Transition:
    """A request was given up: out of service, or an unknown outcome where a change may have gone through."""
    hung = out_of_service(Failure(Fault.CARD_HUNG))
    match state:
        case StillThere(paused) if isinstance(paused, Inquired):
            return hung if paused.visit.number == event.visit else stay(state)
        case _ if isinstance(state, Inquired):
            return hung if state.visit.number == event.visit else stay(state)
        case Reading(visit) if visit == event.visit:
            return hung
        case Counting(visit) if visit.number == event.visit:
            return hung
        case Verifying(visit) if visit.number == event.visit:
            return stay(OutOfService(Failure(Fault.CARD_HUNG), attempt=True))
        case Changing(visit) if visit.number == event.visit:
            return unknown(state, asked=event.visit)
        case Reproving(asked=asked) | Settling(asked=asked) if asked == event.visit:
            return unknown(state, asked=event.visit)
        case _:
            return stay(state)


def _read(state: Reading, outcome: Outcome, reader: str) -> Transition:
    match outcome:
        case CardRead(facts):
            return _served(Visit(state.visit, reader, facts, NoStanding.UNREACHABLE), state.wish)
        case NotOurs(bank):
            return stay(NotRecognised(Unrecognised.BANK_CARD if bank else Unrecognised.UNSUPPORTED))
        case Refused():
            return stay(NotRecognised(Unrecognised.UNSUPPORTED))
        case CardGone(failure) if failure.fault in _CARD_FAULTS:
            return stay(NotRecognised(Unrecognised.MUTE))
        case CardGone(failure) if failure.fault is Fault.CARD_UNSUPPORTED:
            return stay(NotRecognised(Unrecognised.UNSUPPORTED))
        case CardGone(failure):
            return out_of_service(failure)
        case _:
            return stay(state)


def _served(visit: Visit, wish: Wish | None) -> Transition:
    """The menu, or what was wished for before the card was in, as if it were chosen there."""
    if wish is None:
        return stay(Menu(visit))
    menu, asks = at_menu(visit)
    after, more = chosen(menu, _CHOSEN[wish])
    return after, (*asks, *more)


def _counted(state: Counting, visit: Visit, outcome: Outcome) -> Transition:
    match outcome:
        case Counter(left):
            return stay(asking(with_count(visit, left), state.purpose, wrong=False))
        case _:
            return _stopped(state, visit, outcome)


def _verified(state: Verifying, outcome: Outcome) -> Transition:
    match outcome:
        case Verified(left, evidence):
            verified = replace(with_tries(state.visit, left), pin_verified=True)
            shown, tells = show_pin(verified, state.question, evidence, initial=state.initial)
            visit, asks = further(shown, inquire=True)
            after = PinNew(visit, state.present) if state.purpose is Purpose.CHANGE else StandingShown(visit)
            return after, (*tells, *asks)
        case WrongPin(left):
            return stay(asking(with_tries(state.visit, left), state.purpose, wrong=True))
        case Locked():
            return stay(PinLocked(with_tries(state.visit, 0)))
        case CardGone(failure) if failure.fault in _NO_WAY:
            return OutOfService(failure, attempt=True), (Release(state.visit.number),)
        case CardGone():
            return attempt_lost(state.visit, state.visit.inside)
        case _:
            return _stopped(state, state.visit, outcome)


def _stopped(state: State, visit: Visit, outcome: Outcome) -> Transition:
    """Before anything was changed: the card is to be taken, and why is said."""
    inside = visit.inside
    match outcome:
        case CardGone(failure) if failure.fault in _NO_WAY:
            return OutOfService(failure), (Release(visit.number),)
        case CardGone():
            return leave(inside, visit.number, Farewell.CARD_STOPPED)
        case OtherCard():
            return leave(inside, visit.number, Farewell.OTHER_CARD)
        case Refused():
            return stay(ChangeFailed(doubted(visit), NotChanged.NO_COUNT, inside))
        case _:
            return stay(state)
