"""GET RESPONSE: fetches what a T=0 command left waiting (ISO/IEC 7816-4, 7.6.1)."""

from __future__ import annotations

from emulator.card.instruction import Chip, Outcome, Session
from emulator.iso7816.command import SHORT_ALL, Command
from emulator.iso7816.status import StatusWord, exact_length, more_data


def get_response(chip: Chip, session: Session, command: Command) -> Outcome:  # noqa: ARG001 - a handler's shape
    """GET RESPONSE for all that waits, or a part: then 61xx counts the rest."""
    waiting, asked = session.waiting, command.le
    if not waiting:
        return Outcome(StatusWord.CONDITIONS)
    if asked is None:
        return Outcome(more_data(len(waiting)))
    if asked > len(waiting):
        return Outcome(exact_length(min(len(waiting), SHORT_ALL)))
    rest = waiting[asked:]
    return Outcome(more_data(len(rest)) if rest else StatusWord.OK, waiting[:asked], session.with_waiting(rest))
