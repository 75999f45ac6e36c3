"""The card's commands, one row each: the whole of what it understands."""

from __future__ import annotations

from collections.abc import Callable, Container

from emulator.card.challenge import get_challenge
from emulator.card.files import Application
from emulator.card.get_response import get_response
from emulator.card.instruction import Instruction
from emulator.card.pin import change_pin, is_change_form, verify
from emulator.card.records import FROM_NUMBER_ON, read_record
from emulator.card.selection import BY_EF_ID, BY_FILE_ID, BY_NAME, DATA_LENGTHS, RETURN_FCI, RETURN_NOTHING, select
from emulator.iso7816.command import SHORT_ALL, Command


def _exactly(p1: int, p2: int) -> Callable[[int, int], bool]:
    return lambda actual_p1, actual_p2: actual_p1 == p1 and actual_p2 == p2


def _selects(p1: int, p2: int) -> bool:
    return p1 in (BY_FILE_ID, BY_EF_ID, BY_NAME) and p2 in (RETURN_FCI, RETURN_NOTHING)


def _reads_record(p1: int, p2: int) -> bool:
    return p1 != 0 and p2 & 0x07 <= FROM_NUMBER_ON


def _select_length(command: Command) -> bool:
    return len(command.data) in DATA_LENGTHS[command.p1]


def _only_data(lengths: Container[int]) -> Callable[[Command], bool]:
    return lambda command: len(command.data) in lengths and command.le is None


def _only_le(lengths: Container[int | None]) -> Callable[[Command], bool]:
    return lambda command: not command.data and command.le in lengths


def _no_data(command: Command) -> bool:
    return not command.data


def _verify_length(command: Command) -> bool:
    if command.data:
        return 2 <= len(command.data) <= 8 and command.le is None
    return command.le is None or (command.le == SHORT_ALL and not command.extended)  # 00200000 and 0020000000


def _has_pin(application: Application) -> bool:
    return application.has_pin


def _anywhere(_: Application) -> bool:
    return True


TABLE: tuple[Instruction, ...] = (
    Instruction("SELECT", 0x00, 0xA4, _selects, _select_length, select, here=_anywhere),
    Instruction("READ RECORD", 0x00, 0xB2, _reads_record, _no_data, read_record),
    Instruction("GET RESPONSE", 0x00, 0xC0, _exactly(0x00, 0x00), _no_data, get_response, here=_anywhere),
    Instruction("GET CHALLENGE", 0x00, 0x84, _exactly(0x00, 0x00), _only_le((4, 8, 16)), get_challenge),
    Instruction("VERIFY", 0x00, 0x20, _exactly(0x00, 0x00), _verify_length, verify, here=_has_pin),
    Instruction(
        "CHANGE PIN", 0x80, 0x5E, _exactly(0x01, 0x00), _only_data(range(5, 18)), change_pin, is_change_form, _has_pin
    ),
)
