"""A check of the command table: a question with its words, so that the table can be read by people as well."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from emulator.card.files import Application
from emulator.iso7816.command import SHORT_ALL, Command


@dataclass(frozen=True, slots=True)
class P1P2:
    """Which P1 and P2 a command has."""

    words: str
    holds: Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Length:
    """How long data and Le are; the card's cipher block (bytes) may matter."""

    words: str
    holds: Callable[[Command, int], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """What the data looks like; whether the card has a PIN may matter."""

    words: str
    holds: Callable[[bytes, bool], bool]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a command works."""

    words: str
    holds: Callable[[Application], bool]


def exactly(p1: int, p2: int) -> P1P2:
    """These two and no others."""
    return P1P2(f"{p1:02X} {p2:02X}", lambda actual_p1, actual_p2: actual_p1 == p1 and actual_p2 == p2)


def data_of(words: str, lengths: Container[int]) -> Length:
    """Data of these lengths, and no Le."""
    return Length(words, lambda command, _: len(command.data) in lengths and command.le is None)


def data_and_le(words: str, lengths: Container[int]) -> Length:
    """Data of these lengths, with Le or without."""
    return Length(words, lambda command, _: len(command.data) in lengths)


def le_of(words: str, lengths: Container[int | None]) -> Length:
    """No data, and one of these Le."""
    return Length(words, lambda command, _: not command.data and command.le in lengths)


NO_DATA = Length("Le", lambda command, _: not command.data)
ANY_DATA = Length("data", lambda command, _: bool(command.data) and command.le is None)

ANY_FORM = Form("", lambda _data, _has_pin: True)

ANYWHERE = Scope("anywhere", lambda _: True)
IN_FILES = Scope("not in the bank application", lambda application: not application.stub)
WITH_PIN = Scope("SSSE and its DFs", lambda application: application.has_pin)


def is_empty_verify(command: Command) -> bool:
    """True for 00200000 and 0020000000."""
    return not command.data and (command.le is None or (command.le == SHORT_ALL and not command.extended))
