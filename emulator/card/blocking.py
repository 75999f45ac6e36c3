"""APPLICATION BLOCK and CARD BLOCK: for ever."""

from __future__ import annotations

from emulator.card.instruction import Chip, Outcome, Session
from emulator.card.keys import BK
from emulator.card.memory import Block
from emulator.card.message import opened
from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord


def application_block(chip: Chip, session: Session, command: Command) -> Outcome:
    """APPLICATION BLOCK: from now on only the MF and the bank application can be selected."""
    return _block(chip, session, command, Block.APPLICATION)


def card_block(chip: Chip, session: Session, command: Command) -> Outcome:
    """CARD BLOCK: from now on every command is refused."""
    return _block(chip, session, command, Block.CARD)


def _block(chip: Chip, session: Session, command: Command, block: Block) -> Outcome:
    message = opened(chip, session, command, BK)
    if isinstance(message, Outcome):
        return message
    chip.memory.write_block(block)
    return Outcome(StatusWord.OK, session=message.session)
