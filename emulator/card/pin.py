"""The PIN: VERIFY, CHANGE PIN and PIN UNBLOCK.

The attempt is counted, durably, before anything is compared, and given back after a match. A card whose power goes
between the two has one attempt fewer, never one more.
"""

from __future__ import annotations

from hmac import compare_digest

from emulator.card.access import Proved
from emulator.card.instruction import Chip, Outcome, Session
from emulator.card.keys import PUK, STK
from emulator.card.memory import PinMemory
from emulator.card.message import MAC_BYTES, opened
from emulator.iso7816 import bcd
from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord, attempts

SEPARATOR = b"\xff"
KEEPING_PIN, NEW_PIN = 0x00, 0x01  # P2 of PIN UNBLOCK
_OK = StatusWord.OK


def verify(chip: Chip, session: Session, command: Command) -> Outcome:
    """VERIFY. Without data it tells the attempts left and uses none."""
    pin = chip.memory.pin
    if pin is None:
        return Outcome(StatusWord.NO_REFERENCE_DATA if command.data else _OK)
    if pin.remaining == 0:
        return Outcome(StatusWord.LOCKED)
    if not command.data:
        return Outcome(attempts(pin.remaining))
    left = pin.remaining - 1
    chip.memory.write_attempts(left)
    if not compare_digest(command.data, pin.value):
        return _wrong(session, left)
    chip.memory.write_attempts(pin.limit)
    return Outcome(_OK, session=_with_pin(session, verified=True))


def change_pin(chip: Chip, session: Session, command: Command) -> Outcome:
    """CHANGE PIN: old ‖ FF ‖ new. The new PIN and the full counter become durable in one step.

    A card without a PIN gets its first one so, from nothing.
    """
    old, new = _sides(command.data)
    pin = chip.memory.pin
    if pin is None:
        return Outcome(StatusWord.NO_REFERENCE_DATA) if old else _replaced(chip, session, new)
    if pin.remaining == 0:
        return Outcome(StatusWord.LOCKED)
    left = pin.remaining - 1
    chip.memory.write_attempts(left)
    if not compare_digest(old, pin.value):
        return _wrong(session, left)
    return _replaced(chip, session, new)


def pin_unblock(chip: Chip, session: Session, command: Command) -> Outcome:
    """PIN UNBLOCK, a message under STK after a proof of PUK: in one step a full counter and, with P2 01, a new PIN.

    A new PIN may be the first; where there is none, none can be kept.
    """
    pin = chip.memory.pin
    if pin is None and command.p2 == KEEPING_PIN:
        return Outcome(StatusWord.NO_REFERENCE_DATA)
    if PUK.id not in session.proved.keys:
        return Outcome(StatusWord.SECURITY_STATUS)
    message = opened(chip, session, command, STK)
    if isinstance(message, Outcome):
        return message
    if command.p2 == KEEPING_PIN:
        assert pin is not None
        chip.memory.write_pin(PinMemory(pin.value, pin.limit, pin.limit, pin.initial))
        return Outcome(_OK, session=message.session)
    new = chip.algorithm.decipher(chip.memory.keys[STK.name].value, message.challenge, message.data)
    if new is None or not _is_pin(new):
        return Outcome(StatusWord.WRONG_DATA, session=message.session)
    return _replaced(chip, message.session, new)


def unblock_length(command: Command, block: int) -> bool:
    """A MAC alone, or behind a cipher of as many blocks as a PIN of 2 to 8 bytes with its length takes."""
    if command.le is not None:
        return False
    if command.p2 == KEEPING_PIN:
        return len(command.data) == MAC_BYTES
    return len(command.data) - MAC_BYTES in (8, 16) if block == 8 else len(command.data) - MAC_BYTES == 16


def is_change_form(data: bytes, has_pin: bool) -> bool:
    """True where `data` is two PINs around the first FF; of a card without a PIN the old one may be missing."""
    old, new = _sides(data)
    return (_is_pin(old) or (not old and not has_pin)) and _is_pin(new)


def _sides(data: bytes) -> tuple[bytes, bytes]:
    old, _, new = data.partition(SEPARATOR)
    return old, new


def _is_pin(side: bytes) -> bool:
    """4 to 16 digits in 2 to 8 bytes, F only as the very last nibble."""
    try:
        digits = bcd.decode(side)
    except ValueError:
        return False
    return 4 <= len(digits) <= 16 and len(side) == (len(digits) + 1) // 2


def _replaced(chip: Chip, session: Session, new: bytes) -> Outcome:
    limit = chip.memory.pin_limit
    chip.memory.write_pin(PinMemory(new, limit, limit, initial=False))
    return Outcome(_OK, session=_with_pin(session, verified=False))


def _wrong(session: Session, left: int) -> Outcome:
    return Outcome(attempts(left), session=_with_pin(session, verified=False))


def _with_pin(session: Session, *, verified: bool) -> Session:
    if session.proved.pin is verified:
        return session
    return session.with_proved(Proved(verified, session.proved.keys))
