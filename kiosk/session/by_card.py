"""What the card answers, and what it fails to answer in time."""

from __future__ import annotations

from dataclasses import replace

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
    Unchanged,
    Unknown,
    Unsettled,
    Verified,
    WrongPin,
)
from kiosk.card.port import Failure, Fault
from kiosk.rules.standing import NoStanding
from kiosk.session.effect import AskStanding
from kiosk.session.event import Answered, DeadlineMissed
from kiosk.session.state import (
    ChangeFailed,
    Changing,
    Counting,
    Farewell,
    Inside,
    LastAttempt,
    Menu,
    NotChanged,
    NotRecognised,
    OutcomeUnknown,
    PinChanged,
    PinLocked,
    PinNew,
    PinPresent,
    Reading,
    Settling,
    State,
    Unrecognised,
    Verifying,
    Visit,
)
from kiosk.session.transition import Transition, leave, out_of_service, stay, unknown

_CARD_FAULTS = (Fault.CARD_GONE, Fault.CARD_MUTE, Fault.ANSWER_LOST)


def answered(state: State, event: Answered) -> Transition:
    """The outcome of the request that `state` waits for; one of another visit is ignored."""
    outcome = event.outcome
    match state:
        case Reading(visit, reader) if visit == event.visit:
            return _read(state, outcome, reader)
        case Counting(visit) if visit.number == event.visit:
            return _counted(state, visit, outcome)
        case Verifying(visit) if visit.number == event.visit:
            return _verified(state, outcome)
        case Changing(visit) if visit.number == event.visit:
            return _changed(state, outcome)
        case Settling(asked=asked) if asked == event.visit:
            return _settled(state, outcome)
        case _:
            return stay(state)


def deadline_missed(state: State, event: DeadlineMissed) -> Transition:
    """A request was given up: out of service, or an unknown outcome where a change may have gone through."""
    hung = out_of_service(Failure(Fault.CARD_HUNG))
    match state:
        case Reading(visit) if visit == event.visit:
            return hung
        case Counting(visit) | Verifying(visit) if visit.number == event.visit:
            return hung
        case Changing(visit) if visit.number == event.visit:
            return unknown(state, asked=event.visit)
        case Settling(asked=asked) if asked == event.visit:
            return unknown(state, asked=event.visit)
        case _:
            return stay(state)


def _read(state: Reading, outcome: Outcome, reader: str) -> Transition:
    match outcome:
        case CardRead(facts):
            visit = Visit(state.visit, reader, facts, NoStanding.ASKED)
            return Menu(visit), (AskStanding(facts.identification),)
        case NotOurs(bank):
            return stay(NotRecognised(Unrecognised.BANK_CARD if bank else Unrecognised.UNSUPPORTED))
        case Refused():
            return stay(NotRecognised(Unrecognised.UNSUPPORTED))
        case CardGone(failure) if failure.fault in _CARD_FAULTS:
            return stay(NotRecognised(Unrecognised.MUTE))
        case CardGone(failure):
            return out_of_service(failure)
        case _:
            return stay(state)


def _counted(state: Counting, visit: Visit, outcome: Outcome) -> Transition:
    match outcome:
        case Counter(left):
            return stay(_asking(_with_tries(visit, left), wrong=False))
        case _:
            return _stopped(state, visit, outcome)


def _verified(state: Verifying, outcome: Outcome) -> Transition:
    match outcome:
        case Verified(left):
            return stay(PinNew(_with_tries(state.visit, left), state.present))
        case WrongPin(left):
            return stay(_asking(_with_tries(state.visit, left), wrong=True))
        case Locked():
            return stay(PinLocked(_with_tries(state.visit, 0)))
        case _:
            return _stopped(state, state.visit, outcome)


def _changed(state: Changing, outcome: Outcome) -> Transition:
    visit, place = state.visit, state.place
    match outcome:
        case Changed(left):
            return stay(PinChanged(_with_tries(visit, left), place))
        case Unknown():
            return unknown(state, asked=visit.number)
        case WrongPin(left) if isinstance(place, Inside):
            return stay(_asking(_with_tries(visit, left), wrong=True))
        case Locked() if isinstance(place, Inside):
            return stay(PinLocked(_with_tries(visit, 0)))
        case CardGone() | WrongPin() | Locked():
            return stay(ChangeFailed(visit, NotChanged.NOT_SENT, place))
        case OtherCard():
            return stay(ChangeFailed(visit, NotChanged.OTHER_CARD, place))
        case Refused():
            return stay(ChangeFailed(visit, NotChanged.REFUSED, place))
        case _:
            return stay(state)


def _settled(state: Settling, outcome: Outcome) -> Transition:
    visit = replace(state.visit, number=state.asked)
    match outcome:
        case Changed(left):
            return stay(PinChanged(_with_tries(visit, left), state.place))
        case Unchanged(left):
            return stay(ChangeFailed(_with_tries(visit, left), NotChanged.OLD_PIN_HOLDS, state.place))
        case Unsettled() | Locked() | Refused():
            return stay(ChangeFailed(visit, NotChanged.UNSETTLED, state.place))
        case OtherCard():
            return stay(OutcomeUnknown(state.visit, state.present, state.new, state.place, other_card=True))
        case CardGone():
            return unknown(state, asked=state.asked)
        case _:
            return stay(state)


def _stopped(state: State, visit: Visit, outcome: Outcome) -> Transition:
    """Before anything was changed: the card is to be taken, and why is said."""
    inside = Inside(visit.number, visit.reader)
    match outcome:
        case CardGone():
            return leave(inside, visit.number, Farewell.CARD_STOPPED)
        case OtherCard():
            return leave(inside, visit.number, Farewell.OTHER_CARD)
        case Refused():
            return stay(ChangeFailed(visit, NotChanged.REFUSED, inside))
        case _:
            return stay(state)


def _asking(visit: Visit, *, wrong: bool) -> State:
    """The screen that fits the attempts left."""
    match visit.card.tries_left:
        case 0:
            return PinLocked(visit)
        case 1:
            return LastAttempt(visit, wrong)
        case None:  # a card without a PIN has none to change
            return ChangeFailed(visit, NotChanged.REFUSED, Inside(visit.number, visit.reader))
        case _:
            return PinPresent(visit, wrong)


def _with_tries(visit: Visit, left: int | None) -> Visit:
    return replace(visit, card=replace(visit.card, tries_left=left))
