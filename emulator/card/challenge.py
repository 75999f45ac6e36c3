"""GET CHALLENGE: random bytes for one proof."""

from __future__ import annotations

from emulator.card.instruction import Chip, Outcome, Session
from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord


def get_challenge(chip: Chip, session: Session, command: Command) -> Outcome:
    """GET CHALLENGE of 4, 8 or 16 bytes; the latest is the one that counts."""
    assert command.le is not None  # the table admits 4, 8 and 16 only
    challenge = chip.random(command.le)
    return Outcome(
        StatusWord.OK,
        challenge,
        Session(session.application, session.file, session.record, session.proved, challenge),
    )
