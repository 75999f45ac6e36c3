"""The states in which a command can't go on, and what its user is told: one reason, and the mend where there is one."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.faults import FAULTS
from kiosk.session.state import Attract, NotRecognised, OutOfService, Reading, State, TakeCard
from kiosk.words import FAREWELLS, UNRECOGNISED


def reasons(reader: str = "") -> Callable[[State], str | None]:
    """Why no card can be served in a state, in English; None where it can. `reader` is the name that was asked for.

    The function remembers that a card was being read: an empty reader then means that the card went.
    """
    read: list[Reading] = []

    def reason(state: State) -> str | None:
        if isinstance(state, Reading):
            read.append(state)
        if isinstance(state, Attract) and read:
            return "The card was taken out, or stopped answering. Its PIN was not changed."
        if isinstance(state, OutOfService) and state.failure.fault.value == "no-reader" and reader:
            return f"There is no reader with {reader!r} in its name. `kiosk doctor` lists the readers."
        if isinstance(state, OutOfService) and state.failure.fault.value == "readers-alike" and reader:
            return f"Several readers have {reader!r} in their names. Say more of it; `kiosk doctor` lists the readers."
        return _reason(state)

    return reason


def _reason(state: State) -> str | None:
    match state:
        case Attract():
            return "there is no card in the reader. Put one in, then try again."
        case OutOfService(failure, attempt):
            code = f" [{failure.code:08X}]" if failure.code else ""
            fault = FAULTS[failure.fault]
            lost = " One PIN attempt may have been used up; `kiosk status` shows how many are left." if attempt else ""
            return f"{fault.means} {fault.mend}{code}{lost}"
        case NotRecognised(why):
            return UNRECOGNISED[why]
        case TakeCard(why):
            return FAREWELLS[why]
        case _:
            return None
