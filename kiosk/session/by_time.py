"""What happens when nothing happens; how long that takes is in `timeouts`."""

from __future__ import annotations

from kiosk.session.place import Inside
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    ChangeFailed,
    Explained,
    Idle,
    NotRecognised,
    PinChanged,
    Reminder,
    State,
    StillThere,
    TakeCard,
    place_in,
)
from kiosk.session.transition import Transition, abandoned, leave, stay

_NEXT_REMINDER = {
    Reminder.REMINDED: Reminder.LOUDER,
    Reminder.LOUDER: Reminder.RECORDED,
    Reminder.RECORDED: Reminder.RECORDED,
}


def timed_out(state: State) -> Transition:
    """Idle asks "still there?"; no answer to that means a card left behind."""
    match state:
        case StillThere(paused):
            return abandoned(place_in(paused), paused.visit.number)
        case Attract() | Explained():  # whoever chose has gone
            return stay(Attract())
        case TakeCard() | NotRecognised():
            return stay(CardLeftBehind(Reminder.REMINDED))
        case CardLeftBehind(reminder):
            return stay(CardLeftBehind(_NEXT_REMINDER[reminder]))
        case PinChanged(visit, place) | ChangeFailed(visit=visit, place=place) if not isinstance(place, Inside):
            return leave(place, visit.number)
        case _:
            return stay(StillThere(state) if isinstance(state, Idle) else state)
