"""GET CHALLENGE: random bytes for one proof, and what spends them."""

from __future__ import annotations

from emulator.card.instruction import Chip, Outcome, Session
from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord


def get_challenge(chip: Chip, session: Session, command: Command) -> Outcome:
    """GET CHALLENGE of 4, 8 or 16 bytes; the latest is the one that counts."""
    assert command.le is not None  # the table admits 4, 8 and 16 only
    challenge = chip.random(command.le)
    return Outcome(StatusWord.OK, challenge, session.with_challenge(challenge))


def usable_challenge(chip: Chip, session: Session) -> bytes | StatusWord:
    """The challenge that a proof may use, else what to answer: there is none, or it is longer than a block."""
    if session.challenge is None:
        return StatusWord.NO_REFERENCE_DATA
    if len(session.challenge) > chip.algorithm.block:
        return StatusWord.CONDITIONS
    return session.challenge
