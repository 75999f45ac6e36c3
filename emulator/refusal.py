"""Why a card can't be had; apart from the cards themselves, so that whoever only names it loads nothing."""

from __future__ import annotations


class CardRefused(Exception):
    """There is no such card, or its file is not right; the message names file, line, reason and the mend."""
