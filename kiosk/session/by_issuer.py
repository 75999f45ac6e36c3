"""What the office says, and what is asked for it, in every state; what it means for a visit is in `learn`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.issuer.answers import Denied, EnablingChallenge
from kiosk.issuer.question import AskEnabling, AskRecord, CheckPin
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from kiosk.session.by_change import changing, reproved, unconfirmed
from kiosk.session.effect import Ask, Effect
from kiosk.session.enabling import Enabling, late, told
from kiosk.session.event import Answered, PresenceAged, Reported, Told
from kiosk.session.gate import checked
from kiosk.session.learn import further, learn
from kiosk.session.state import (
    Checking,
    LastAttempt,
    Menu,
    PinAgain,
    PinChanged,
    PinNew,
    PinPresent,
    Preparing,
    Reproving,
    StandingShown,
    State,
    StillThere,
    may_inquire,
    visit_of,
    with_visit,
)
from kiosk.session.transition import Transition, stay
from kiosk.session.visit import Visit


def learned(state: State, event: Told | Reported | PresenceAged | Answered) -> Transition:
    """More is known of the card that is here."""
    match state, event:
        case Reproving(asked=asked), (Told() | Answered()) if event.visit == asked:
            return reproved(state, event)
        case Preparing(), Told(number, challenge, AskEnabling()) if number == state.visit.number:
            return changing(state, challenge if isinstance(challenge, EnablingChallenge) else None)
        case _:
            return _known(state, event)


def _known(state: State, event: Told | Reported | PresenceAged | Answered) -> Transition:
    visit = visit_of(state)
    if visit is None:
        return stay(state)
    known, effects = learn(visit, event, inquire=may_inquire(state))
    after = state if known == visit else with_visit(state, known)
    match event:
        case Told(number, Record(standing), AskRecord()) if number == visit.number and standing is not Standing.SEALED:
            return _with_enabling(after, _in_use), effects
        case Told(number, Denied("not-genuine"), CheckPin()) if number == visit.number:
            return _denied(after, effects)
        case Reported(card, Denied("not-genuine")) if card == visit.card.identification.hex() and _is_heard(after):
            return _denied(after, effects)
        case Reported(card, answer) if card == visit.card.identification.hex():
            heard = _with_enabling(after, lambda enabling: told(enabling, answer))
            unasked, asks = _show(heard)
            return unasked, (*effects, *asks)
        case _:
            return after, effects


def report_late(state: State) -> Transition:
    """The office does not answer to a report while a person looks on."""
    return stay(_with_enabling(state, late))


def settled(before: State, after: State, effects: tuple[Effect, ...]) -> Transition:
    """The last touch to every transition: a card that may not be told a PIN is asked for none; who waited goes on.

    Back at the menu, what is not known is asked again.
    """
    match after:
        case StillThere(PinPresent() | LastAttempt() | PinNew() | PinAgain() as paused) if _is_barred(paused.visit):
            return StillThere(StandingShown(paused.visit)), effects
        case PinPresent(visit) | LastAttempt(visit) | PinNew(visit) | PinAgain(visit) | Preparing(visit) if _is_barred(
            visit
        ):
            return StandingShown(visit), effects
        case Checking() if after.visit.genuine.is_settled:
            shown, more = checked(after)
            return shown, (*effects, *more)
        case Menu(visit) if not isinstance(before, Menu):
            menu, asks = at_menu(visit)
            return menu, (*effects, *asks)
        case _:
            return after, effects


def at_menu(visit: Visit) -> Transition:
    """The menu, and what is asked beside it."""
    known, asks = further(visit, inquire=True, again=True)
    return Menu(known), asks


def _is_barred(visit: Visit) -> bool:
    return visit.genuine.bars_pin


def _is_heard(state: State) -> bool:
    """True where the report is of a change of this visit, by a card whose PIN can be proved."""
    shown = state.paused if isinstance(state, StillThere) else state
    return isinstance(shown, PinChanged) and shown.enabling.waits and shown.visit.has_pik


def _denied(state: State, effects: tuple[Effect, ...]) -> Transition:
    """What PIK showed of the PIN is wrong: that it was changed is no more than that card's word."""
    match state:
        case StillThere(PinChanged() as paused):
            return StillThere(unconfirmed(paused.visit, paused.place)), effects
        case PinChanged(visit, place):
            return unconfirmed(visit, place), effects
        case _:
            return state, effects


def _with_enabling(state: State, change: Callable[[Enabling], Enabling]) -> State:
    match state:
        case StillThere(PinChanged(enabling=enabling) as paused):
            return StillThere(replace(paused, enabling=change(enabling)))
        case PinChanged(enabling=enabling):
            return replace(state, enabling=change(enabling))
        case _:
            return state


def _show(state: State) -> Transition:
    """The office has the report: what PIK said of the new PIN completes the review, if it is one."""
    match state:
        case StillThere(PinChanged(to_show=CheckPin() as check) as paused):
            return StillThere(replace(paused, to_show=None)), (Ask(paused.visit.number, check),)
        case PinChanged(to_show=CheckPin() as check):
            return replace(state, to_show=None), (Ask(state.visit.number, check),)
        case _:
            return state, ()


def _in_use(enabling: Enabling) -> Enabling:
    """The registry says so: what was sealed is enabled, whoever completed it."""
    sealed = (Enabling.ON_ITS_WAY, Enabling.LATE, Enabling.UNDER_REVIEW)
    return Enabling.DONE if enabling in sealed else enabling
