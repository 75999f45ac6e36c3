"""What may be shown of a name or a number before the PIN was verified."""

from __future__ import annotations

STAR = "*"
_UNREADABLE = "\ufffd"
_MOST_STARS = 2  # a name of another tongue has up to fifty characters, and how many is nobody's business


def number(value: str, keep: int = 4) -> str:
    """All but the last `keep` characters hidden: "D2143569X" → "*****569X"."""
    return STAR * (len(value) - keep) + value[-keep:] if len(value) > keep else STAR * len(value)


def ending(last_four: str) -> str:
    """A card's number of which no more is known than its end: "569X" → "*****569X"."""
    return STAR * 5 + last_four


def name(value: str) -> str:
    """The first character and two stars at the most: "李明轩" → "李**", "买买提·吐尔逊" → "买**".

    Hidden whole where it is one character, or its first can't be read.
    """
    shown = value[0] if len(value) > 1 and value[0] != _UNREADABLE else ""
    return shown + STAR * min(len(value) - len(shown), _MOST_STARS)
