"""What came from outside, as people may be shown it: no file, row, card or name moves their terminal's cursor."""

from __future__ import annotations

_HIDDEN = "\N{REPLACEMENT CHARACTER}"
_WIDE_SPACE = "\u3000"  # to Python it can't be printed


def printable(text: str) -> str:
    """`text` in one line, without an escape code, a mark that turns the direction of writing, or half a character."""
    return "".join(each if each.isprintable() or each == _WIDE_SPACE else _HIDDEN for each in text)


def printable_lines(text: str) -> str:
    """The same of a text whose ends of lines are its own."""
    return "\n".join(map(printable, text.split("\n")))
