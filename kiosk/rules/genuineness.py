"""Whether a card is what it says it is: the issuer's word on the card's proof."""

from __future__ import annotations

from enum import Enum


class Genuineness(Enum):
    """What is known of it."""

    UNKNOWN = "unknown"  # not asked yet, or it could not be asked
    ASKED = "asked"  # the answer is on its way
    GENUINE = "genuine"
    NOT_GENUINE = "not-genuine"
