"""Whether a card is what it says it is: the issuer's word on the card's proof."""

from __future__ import annotations

from enum import Enum


class Genuineness(Enum):
    """What is known of it."""

    UNKNOWN = "unknown"  # not asked yet
    ASKED = "asked"  # the answer is on its way
    GENUINE = "genuine"
    NOT_GENUINE = "not-genuine"  # it answered wrongly
    SILENT = "silent"  # the issuer has its key, and it did not answer
    POSTPONED = "postponed"  # the issuer could tell, and does not just now: it was asked too often, or too late
    UNCHECKED = "unchecked"  # the issuer can't tell: it is away, or the card is not one of its own

    @property
    def is_settled(self) -> bool:
        """True where no answer is waited for."""
        return self not in (Genuineness.UNKNOWN, Genuineness.ASKED)

    @property
    def bars_pin(self) -> bool:
        """True for a card that must not be told a PIN: the issuer knows it, and it did not prove itself.

        Whoever uses up a limit, or answers too late, would else have a card without keys told it.
        """
        return self in (Genuineness.NOT_GENUINE, Genuineness.SILENT, Genuineness.POSTPONED)
