"""What the person does. There is no way from here, or from anywhere, to an unlock: it is only explained."""

from __future__ import annotations

from kiosk.card.pin import Pin
from kiosk.card.request import Release, VerifyPin
from kiosk.rules.new_pin import PinPolicy, is_initial, refusals, refusals_again
from kiosk.rules.standing import may_change_pin
from kiosk.session.by_change import begin
from kiosk.session.event import ChoseOthers, ChosePinChange, ChoseStanding, ChoseUnlock
from kiosk.session.gate import ask_for_pin
from kiosk.session.place import Inside
from kiosk.session.reason import READ_ANEW, Doubt, Farewell
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    ChangeFailed,
    Checking,
    Counting,
    Explained,
    LastAttempt,
    Menu,
    NotRecognised,
    OutcomeUnknown,
    PinAgain,
    PinChanged,
    PinLocked,
    PinNew,
    PinPresent,
    Preparing,
    Purpose,
    Reading,
    Reproving,
    StandingShown,
    State,
    StillThere,
    TakeCard,
    UnlockExplained,
    Verifying,
    Wish,
    place_in,
)
from kiosk.session.transition import Transition, leave, reprove, stay
from kiosk.session.visit import Visit, may_list_others


def chosen(state: State, choice: ChosePinChange | ChoseStanding | ChoseOthers | ChoseUnlock) -> Transition:
    """A choice from the menu, or from a screen that offers it as well; of what is next, before a card is in."""
    match choice, state:
        case ChosePinChange(), Attract():
            return stay(Attract(Wish.CHANGE))
        case ChoseStanding(), Attract():
            return stay(Attract(Wish.STANDING))
        case ChoseUnlock(), Attract():
            return stay(Explained())
        case ChosePinChange(), Menu(visit) | StandingShown(visit):
            return _pin_change(visit)
        case ChoseStanding(), Menu(visit):
            return stay(StandingShown(visit))
        case ChoseOthers(), StandingShown(visit) if may_list_others(visit):
            return ask_for_pin(visit, Purpose.LIST)
        case ChoseUnlock(errand), (
            Menu(visit) | StandingShown(visit) | PinPresent(visit) | LastAttempt(visit) | PinLocked(visit)
        ):
            return stay(UnlockExplained(visit, errand=errand))
        case _:
            return stay(state)


def _pin_change(visit: Visit) -> Transition:
    if not may_change_pin(visit.standing, visit.genuine):
        return stay(StandingShown(visit))  # which says why, and what to do
    return ask_for_pin(visit, Purpose.CHANGE)


def pin_entered(state: State, pin: Pin, policy: PinPolicy) -> Transition:
    """Six digits for whichever PIN the state asks for."""
    match state:
        case PinPresent(visit, purpose=purpose):
            question, card = visit.pin_question, visit.card.identification
            evidence = None if question is None else question.evidence
            verifying = Verifying(visit, pin, purpose, question, is_initial(pin, policy))
            return verifying, (VerifyPin(visit.number, visit.reader, card, pin, evidence),)
        case PinNew(visit, present):
            refused = refusals(pin, present=present, card=visit.card, policy=policy)
            return stay(PinNew(visit, present, refused) if refused else PinAgain(visit, present, pin))
        case PinAgain(visit, present, new):
            refused = refusals_again(new, pin, present=present, card=visit.card, policy=policy)
            if refused:
                return stay(PinNew(visit, present, refused))
            return begin(state)
        case _:
            return stay(state)


def went_on(state: State) -> Transition:
    """On from a screen that tells something."""
    match state:
        case OutcomeUnknown(doubt=Doubt.UNCHECKED, place=Inside() as inside):  # perhaps the office is back
            return reprove(state, inside)
        case LastAttempt(visit, purpose=purpose):
            return stay(PinPresent(visit, purpose=purpose))
        case PinLocked(visit):
            return stay(UnlockExplained(visit))
        case ChangeFailed(visit, why, place) if why in READ_ANEW:  # the card is read anew before anything else
            return leave(place, visit.number)
        case PinChanged(visit, place) | ChangeFailed(visit=visit, place=place):
            return stay(Menu(visit)) if isinstance(place, Inside) else leave(place, visit.number)
        case _:
            return touched(state)


def went_back(state: State) -> Transition:
    """One step back; from the first step, to the menu."""
    match state:
        case Explained():
            return stay(Attract())
        case PinAgain(visit, present):
            return stay(PinNew(visit, present))
        case PinPresent(visit, purpose=Purpose.LIST) | LastAttempt(visit, purpose=Purpose.LIST):
            return stay(StandingShown(visit))
        case (
            StandingShown(visit)
            | PinPresent(visit)
            | LastAttempt(visit)
            | PinNew(visit)
            | PinLocked(visit)
            | UnlockExplained(visit)
        ):
            return stay(Menu(visit))
        case _:
            return stay(state)


def ended(state: State) -> Transition:
    """Take the card: possible everywhere but while the card is being written."""
    match state:
        case StillThere(paused):
            return leave(place_in(paused), paused.visit.number)
        case Reading(visit):
            return TakeCard(Farewell.ENDED), (Release(visit),)
        case Attract() | Explained():
            return stay(Attract())
        case NotRecognised():
            return stay(TakeCard(Farewell.ENDED))
        case Checking(visit) | Counting(visit) | Verifying(visit) | Preparing(visit):
            return leave(visit.inside, visit.number)
        case Reproving(visit, place=place):
            return leave(place, visit.number)
        case (
            Menu()
            | StandingShown()
            | PinPresent()
            | LastAttempt()
            | PinNew()
            | PinAgain()
            | PinChanged()
            | ChangeFailed()
            | PinLocked()
            | UnlockExplained()
            | OutcomeUnknown()
        ):
            return leave(place_in(state), state.visit.number)
        case _:
            return stay(state)


def touched(state: State) -> Transition:
    """A sign of life."""
    match state:
        case StillThere(paused):
            return stay(paused)
        case CardLeftBehind():
            return stay(TakeCard(Farewell.ENDED))
        case _:
            return stay(state)
