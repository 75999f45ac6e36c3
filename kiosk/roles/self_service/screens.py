"""Which screen shows which state. The names are stable: pictures and other programs use them."""

from __future__ import annotations

from typing import assert_never

from kiosk.session.enabling import Enabling
from kiosk.session.reason import NotChanged, Unrecognised
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    ChangeFailed,
    Changing,
    Checking,
    Counting,
    Explained,
    LastAttempt,
    Menu,
    NotRecognised,
    OutcomeUnknown,
    OutOfService,
    PinAgain,
    PinChanged,
    PinLocked,
    PinNew,
    PinPresent,
    Preparing,
    Reading,
    Reproving,
    Settling,
    StandingShown,
    Starting,
    State,
    StillThere,
    TakeCard,
    UnlockExplained,
    Verifying,
)

_UNRECOGNISED = {
    Unrecognised.MUTE: "not-recognised",
    Unrecognised.BANK_CARD: "bank-card-only",
    Unrecognised.UNSUPPORTED: "unsupported-card",
}


_UNKNOWN = (NotChanged.UNSETTLED, NotChanged.CONTRADICTED, NotChanged.UNCONFIRMED)


def screen_of(state: State) -> str:
    """The screen's name."""
    match state:
        case Starting() | Attract():  # no flash of "no reader" while nothing is known
            return "attract"
        case OutOfService():
            return "out-of-service"
        case Reading() | Checking() | Counting() | Verifying() | Preparing() | Changing() | Reproving() | Settling():
            return "reading"
        case NotRecognised(why):
            return _UNRECOGNISED[why]
        case Menu():
            return "menu"
        case StandingShown():
            return "standing"
        case PinPresent(wrong=wrong):
            return "pin-wrong" if wrong else "pin-present"
        case LastAttempt():
            return "last-attempt"
        case PinNew(refused=refused):
            return "pin-refused" if refused else "pin-new"
        case PinAgain():
            return "pin-again"
        case PinChanged(enabling=enabling):
            return "enabled" if enabling is Enabling.DONE else "pin-changed"
        case ChangeFailed(why=why):
            return "outcome-unknown" if why in _UNKNOWN else "pin-not-changed"
        case PinLocked():
            return "locked"
        case Explained() | UnlockExplained():
            return "unlock-explained"
        case OutcomeUnknown():
            return "outcome-unknown"
        case TakeCard():
            return "take-card"
        case CardLeftBehind():
            return "card-left-behind"
        case StillThere():
            return "still-there"
        case _:
            assert_never(state)
