"""Commands of class 84: they carry a MAC over themselves, made with a challenge that this spends."""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest

from emulator.card.challenge import usable_challenge
from emulator.card.instruction import Chip, Outcome, Session
from emulator.card.keys import Key
from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord

MAC_BYTES = 4


@dataclass(frozen=True, slots=True)
class Message:
    """A command whose MAC is right: its data without the MAC, the challenge it was made with, the session after it."""

    data: bytes
    challenge: bytes
    session: Session


def opened(chip: Chip, session: Session, command: Command, key: Key) -> Message | Outcome:
    """The message in `command` under `key`; else the card's answer: no challenge, or a wrong MAC, which spends it."""
    challenge = usable_challenge(chip, session)
    if isinstance(challenge, StatusWord):
        return Outcome(challenge)
    spent = session.with_challenge(None)
    data, mac = command.data[:-MAC_BYTES], command.data[-MAC_BYTES:]
    header = bytes((command.cla, command.ins, command.p1, command.p2, len(command.data)))
    if not compare_digest(mac, chip.algorithm.mac(chip.memory.keys[key.name].value, challenge, header + data)):
        return Outcome(StatusWord.WRONG_MAC, session=spent)
    return Message(data, challenge, spent)
