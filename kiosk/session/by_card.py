"""What the card answers, and what it fails to answer in time."""

from __future__ import annotations

from dataclasses import replace

from kiosk.card.outcome import (
    CardGone,
    CardRead,
    ChallengeRead,
    Changed,
    Counter,
    HolderRead,
    Locked,
    NoInquiry,
    NotOurs,
    OtherCard,
    Outcome,
    Proof,
    Refused,
    Unchanged,
    Unknown,
    Unsettled,
    Verified,
    WrongPin,
)
from kiosk.card.port import Failure, Fault
from kiosk.card.request import Release
from kiosk.rules.standing import NoStanding
from kiosk.session.by_issuer import learned
from kiosk.session.effect import SendReports
from kiosk.session.enabling import Enabling, enabling_of
from kiosk.session.event import Answered, DeadlineMissed
from kiosk.session.learn import further, put_off
from kiosk.session.place import Broken, Inside, Outside, Place
from kiosk.session.reason import Farewell, NotChanged, Unrecognised
from kiosk.session.state import (
    ChangeFailed,
    Changing,
    Counting,
    Inquired,
    LastAttempt,
    Menu,
    NotRecognised,
    OutcomeUnknown,
    OutOfService,
    PinChanged,
    PinLocked,
    PinNew,
    PinPresent,
    Purpose,
    Reading,
    Settling,
    StandingShown,
    State,
    StillThere,
    Verifying,
)
from kiosk.session.transition import Transition, leave, out_of_service, stay, unknown
from kiosk.session.visit import Visit, with_count, with_tries

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
            return _changed(state, outcome)
        case Settling(asked=asked) if asked == event.visit:
            return _settled(state, outcome)
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
            return stay(Menu(Visit(state.visit, reader, facts, NoStanding.UNREACHABLE)))
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


def _counted(state: Counting, visit: Visit, outcome: Outcome) -> Transition:
    match outcome:
        case Counter(left):
            return stay(_asking(with_count(visit, left), state.purpose, wrong=False))
        case _:
            return _stopped(state, visit, outcome)


def _verified(state: Verifying, outcome: Outcome) -> Transition:
    match outcome:
        case Verified(left):
            verified = replace(with_tries(state.visit, left), pin_verified=True)
            visit, asks = further(verified, inquire=True)
            return PinNew(visit, state.present) if state.purpose is Purpose.CHANGE else StandingShown(visit), asks
        case WrongPin(left):
            return stay(_asking(with_tries(state.visit, left), state.purpose, wrong=True))
        case Locked():
            return stay(PinLocked(with_tries(state.visit, 0)))
        case Refused():  # neither right nor wrong, and perhaps an attempt less
            return _stopped(state, with_tries(state.visit, None), outcome)
        case _:
            return _stopped(state, state.visit, outcome)


def _changed(state: Changing, outcome: Outcome) -> Transition:
    visit, place = state.visit, state.place
    match outcome:
        case Changed(left):
            return _pin_changed(with_tries(visit, left), place)
        case Unknown():
            return unknown(state, asked=visit.number)
        case WrongPin(left) if isinstance(place, Inside):
            return stay(_asking(with_tries(visit, left), Purpose.CHANGE, wrong=True))
        case Locked() if isinstance(place, Inside):
            return stay(PinLocked(with_tries(visit, 0)))
        case CardGone(failure) if failure.fault is not Fault.CARD_GONE and not isinstance(place, Outside):
            return stay(ChangeFailed(visit, NotChanged.CUT_OFF, place))
        case CardGone() | WrongPin() | Locked():
            why = NotChanged.CUT_OFF if isinstance(place, Broken) else NotChanged.NOT_SENT
            return stay(ChangeFailed(visit, why, place))
        case OtherCard():
            return stay(ChangeFailed(visit, NotChanged.OTHER_CARD, place))
        case Refused():
            return stay(ChangeFailed(visit, NotChanged.REFUSED, place))
        case _:
            return stay(state)


def _settled(state: Settling, outcome: Outcome) -> Transition:
    told = isinstance(outcome, Changed | Unchanged)
    visit = replace(put_off(state.visit), number=state.asked, pin_verified=state.visit.pin_verified or told)
    match outcome:
        case Changed(left):
            return _pin_changed(with_tries(visit, left), state.place)
        case Unchanged(left):
            return stay(ChangeFailed(with_tries(visit, left), NotChanged.OLD_PIN_HOLDS, state.place))
        case Unsettled() | Locked() | Refused():
            return stay(ChangeFailed(visit, NotChanged.UNSETTLED, state.place))
        case OtherCard():
            return stay(OutcomeUnknown(state.visit, state.present, state.new, state.place, other_card=True))
        case CardGone():
            return unknown(state, asked=state.asked)
        case _:
            return stay(state)


def _pin_changed(visit: Visit, place: Place) -> Transition:
    enabling = enabling_of(visit.standing)
    return PinChanged(visit, place, enabling), () if enabling is Enabling.NONE else (SendReports(),)


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
            return stay(ChangeFailed(visit, NotChanged.REFUSED, inside))
        case _:
            return stay(state)


def _asking(visit: Visit, purpose: Purpose, *, wrong: bool) -> State:
    """The screen that fits the attempts left."""
    match visit.card.tries_left:
        case 0:
            return PinLocked(visit)
        case 1:
            return LastAttempt(visit, wrong, purpose)
        case None:  # none to change; the first is not set here, where nobody has shown whose card it is
            return ChangeFailed(visit, NotChanged.REFUSED if visit.card.has_pin else NotChanged.NO_PIN, visit.inside)
        case _:
            return PinPresent(visit, wrong, purpose)
