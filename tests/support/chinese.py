"""What is Chinese in a text."""

from __future__ import annotations


def is_chinese(character: str) -> bool:
    """A Han character, or punctuation as Chinese sets it."""
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"
