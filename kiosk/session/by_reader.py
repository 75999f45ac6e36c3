"""What the reader shows: cards in and out, and the reader itself failing."""

from __future__ import annotations

from dataclasses import replace

from kiosk.card.request import Release
from kiosk.card.sighting import CardIn, CardOut, ReaderFailed, Sighting
from kiosk.session.place import Inside, Outside, leaves_result, place_of
from kiosk.session.reason import NotChanged
from kiosk.session.state import (
    Attract,
    ChangeFailed,
    Changing,
    Explained,
    LastAttempt,
    OutcomeUnknown,
    OutOfService,
    PinChanged,
    PinLocked,
    PinPresent,
    Reading,
    Reproving,
    Settling,
    State,
    StillThere,
    Verifying,
    visit_of,
)
from kiosk.session.transition import Transition, attempt_lost, fresh, reprove, start, stay


def sighted(state: State, seen: Sighting) -> Transition:
    """A card pulled out ends its visit, except where it would hide what became of the PIN."""
    match state:
        case Verifying(visit) if isinstance(seen, ReaderFailed):
            return OutOfService(seen.failure, attempt=True), (Release(visit.number),)
        case Verifying(visit) if isinstance(seen, CardOut):
            return attempt_lost(visit, Outside())
        case Changing() | Settling():
            return stay(replace(state, place=place_of(seen)))  # the answer to come decides
        case StillThere(paused):
            after, effects = sighted(paused, seen)
            return stay(state) if after == paused else (after, effects)
        case OutcomeUnknown() | Reproving():
            if isinstance(seen, CardIn):
                return reprove(state, Inside(seen.visit, seen.reader))
            return stay(OutcomeUnknown(state.visit, state.present, state.new, place_of(seen)))
        case PinPresent(visit, True) | LastAttempt(visit, True) | PinLocked(visit) if isinstance(seen, CardOut):
            why = NotChanged.LOCKED if isinstance(state, PinLocked) else NotChanged.WRONG_PIN
            return ChangeFailed(visit, why, Outside()), (Release(visit.number),)
        case PinChanged() | ChangeFailed() if leaves_result(seen):
            return stay(replace(_as_it_was(state, seen), place=place_of(seen)))
        case _:
            return _fresh(state, seen)


def _as_it_was(state: PinChanged | ChangeFailed, seen: Sighting) -> PinChanged | ChangeFailed:
    """What seemed to be a card that went was the reader, where no card was seen to go."""
    match state:
        case ChangeFailed(why=NotChanged.NOT_SENT, place=Inside()) if isinstance(seen, ReaderFailed):
            return replace(state, why=NotChanged.CUT_OFF)
        case _:
            return state


def _fresh(state: State, seen: Sighting) -> Transition:
    visit = visit_of(state)
    if visit is not None:
        return fresh(visit.number, seen)
    after, effects = start(seen)
    match state, after:
        case Attract(wish), Reading():
            return replace(after, wish=wish), effects
        case Attract() | Explained(), Attract():  # what was chosen is still there
            return state, ()
        case _:
            return (state, ()) if after == state else (after, effects)
