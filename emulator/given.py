"""What a developer hands in: as it must be, or a TypeError or ValueError with a plain sentence, at the call itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from os import PathLike, fspath
from typing import Any, get_args

from emulator.card.profile import Protocol


def apdu_of(given: object) -> bytes:
    """The bytes of a command APDU; bytes(5) would be five zeros."""
    if isinstance(given, (bytes, bytearray, memoryview)):
        return bytes(given)
    if isinstance(given, (int, str)) or not isinstance(given, Iterable):
        raise TypeError(f'a command APDU is bytes, such as bytes.fromhex("0084000008"), not {_kind(given)}')
    return bytes(given)


def path_of(what: str, given: str | PathLike[str]) -> str:
    """The text of a path that a file can have."""
    if isinstance(given, bytes) or not isinstance(given, (str, PathLike)):
        raise TypeError(f"{what} is a text or a path, not {_kind(given)}")
    path = fspath(given)
    if not path or "\0" in path:
        raise ValueError(f"{what} is a path: it may neither be empty nor have a NUL character")
    return path


def protocol_of(given: object) -> Protocol | None:
    """The protocol's name, or None for the card's own."""
    if given not in (None, *get_args(Protocol)):
        raise ValueError(f"protocol is one of {', '.join(get_args(Protocol))}, not {given!r}")
    return given  # type: ignore[return-value]


def day_of(given: object) -> date | None:
    """A day, or None for China's today."""
    if given is None or isinstance(given, date):
        return given
    raise TypeError(f"today is a datetime.date, such as date(2031, 5, 4), not {_kind(given)}")


def count_of(what: str, given: object) -> int:
    """A whole number."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise TypeError(f"{what} is a whole number, not {_kind(given)}")
    return given


def function_of(what: str, given: Callable[..., Any]) -> Callable[..., Any]:
    """Something that can be called."""
    if not callable(given):
        raise TypeError(f"{what}, not {_kind(given)}")
    return given


def _kind(given: object) -> str:
    return "None" if given is None else type(given).__name__
