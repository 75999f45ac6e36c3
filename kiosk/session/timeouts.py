"""How long a state lasts when nothing happens, in seconds. States that wait for the card have its deadlines instead."""

from __future__ import annotations

from kiosk.session.place import Inside, Place
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
)

IDLE_S = 60.0
STILL_THERE_S = 20.0
EXPLAINED_S = 180.0  # no card is in: whoever reads is asked for nothing meanwhile
TAKE_CARD_S = 10.0
NOT_RECOGNISED_S = 30.0
RESULT_WITHOUT_CARD_S = 15.0  # the card is out already: the result stays this long

_LEFT_BEHIND_S: dict[Reminder, float | None] = {
    Reminder.REMINDED: 10.0,  # then louder
    Reminder.LOUDER: 20.0,  # then a journal entry, 30 s after the first reminder
    Reminder.RECORDED: None,
}
_FIXED: dict[type[State], float] = {
    StillThere: STILL_THERE_S,
    Explained: EXPLAINED_S,
    TakeCard: TAKE_CARD_S,
    NotRecognised: NOT_RECOGNISED_S,
}


def result_lasts(place: Place) -> float:
    """What became of a PIN is shown as long as any screen while the card is inside, shorter without it."""
    return IDLE_S if isinstance(place, Inside) else RESULT_WITHOUT_CARD_S


def timeout_of(state: State) -> float | None:
    """Seconds until TimedOut; None for a state that waits as long as it takes."""
    match state:
        case CardLeftBehind(reminder):
            return _LEFT_BEHIND_S[reminder]
        case PinChanged(place=place) | ChangeFailed(place=place):
            return result_lasts(place)
        case _:
            return IDLE_S if isinstance(state, Idle | Attract) else _FIXED.get(type(state))
