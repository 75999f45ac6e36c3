"""What the office says, and what is asked for it, in every state; what it means for a visit is in `learn`."""

from __future__ import annotations

from dataclasses import replace

from kiosk.issuer.question import AskRecord
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from kiosk.session.effect import Effect
from kiosk.session.enabling import Enabling
from kiosk.session.event import Answered, Enabled, Told
from kiosk.session.learn import further, learn
from kiosk.session.state import (
    LastAttempt,
    Menu,
    PinAgain,
    PinChanged,
    PinNew,
    PinPresent,
    StandingShown,
    State,
    StillThere,
    may_inquire,
    visit_of,
    with_visit,
)
from kiosk.session.transition import Transition, stay
from kiosk.session.visit import Visit


def learned(state: State, event: Told | Enabled | Answered) -> Transition:
    """More is known of the card that is here."""
    visit = visit_of(state)
    if visit is None:
        return stay(state)
    known, effects = learn(visit, event, inquire=may_inquire(state))
    after = with_visit(state, known)
    match event:
        case Told(number, Record(standing), AskRecord()) if number == visit.number and standing is not Standing.SEALED:
            return _with_enabling_done(after), effects
        case _:
            return after, effects


def settled(before: State, after: State, effects: tuple[Effect, ...]) -> Transition:
    """The last touch to every transition: a card that is not genuine is served no PIN; back at the menu, ask again."""
    match after:
        case StillThere(PinPresent() | LastAttempt() | PinNew() | PinAgain() as paused) if _is_forged(paused.visit):
            return StillThere(StandingShown(paused.visit)), effects
        case PinPresent(visit) | LastAttempt(visit) | PinNew(visit) | PinAgain(visit) if _is_forged(visit):
            return StandingShown(visit), effects
        case Menu(visit) if not isinstance(before, Menu):
            menu, asks = at_menu(visit)
            return menu, (*effects, *asks)
        case _:
            return after, effects


def at_menu(visit: Visit) -> Transition:
    """The menu, and what is asked beside it."""
    known, asks = further(visit, inquire=True)
    return Menu(known), asks


def _with_enabling_done(state: State) -> State:
    match state:
        case StillThere(PinChanged(enabling=Enabling.ON_ITS_WAY) as paused):
            return StillThere(replace(paused, enabling=Enabling.DONE))
        case PinChanged(enabling=Enabling.ON_ITS_WAY):
            return replace(state, enabling=Enabling.DONE)
        case _:
            return state


def _is_forged(visit: Visit) -> bool:
    return visit.genuine is Genuineness.NOT_GENUINE
