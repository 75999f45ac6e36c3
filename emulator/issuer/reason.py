"""Why somebody decided something by command: one line, kept with the decision."""

from __future__ import annotations

NO_REASON = "the reason is empty, too long or no line of text. Say why in up to 200 characters."
LONGEST_REASON = 200
_WIDE_SPACE = "\u3000"  # of a Chinese keyboard; to Python it can't be printed


def is_reason(reason: str) -> bool:
    """Whether this can be put down as one, by any command: a line of 1 to 200 characters that can be printed."""
    text = reason.strip().replace(_WIDE_SPACE, " ")
    return 0 < len(text) <= LONGEST_REASON and text.isprintable()
