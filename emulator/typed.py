"""What is typed on a command line, for both programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer

_MOST_DIGITS = 9


def path_option(text: str) -> Path:
    """A path that was typed on a command line; an empty one, of a variable that is not set, would be this folder."""
    if not text:
        raise typer.BadParameter("it is empty: name a path")
    return Path(text)


def one_of(*words: str) -> Callable[[str], str]:
    """A word of these: typer says of others what pydantic does."""

    def parse(text: str) -> str:
        if text not in words:
            raise typer.BadParameter(f"{text!r} is not one of {', '.join(words)}")
        return text

    return parse


def whole_number(given: str | int) -> int:
    """A number from 0 on that was typed in digits, or the option's default."""
    text = str(given)
    if not (text.isascii() and text.isdigit()):
        raise typer.BadParameter(f"{text[:20]!r} is no whole number, such as 1")
    if len(text.lstrip("0")) > _MOST_DIGITS:
        raise typer.BadParameter(f"it has {len(text)} digits: at most {_MOST_DIGITS} make sense")
    return int(text)
