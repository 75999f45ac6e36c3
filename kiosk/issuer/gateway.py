"""What a terminal asks the issuer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from kiosk.rules.standing import NoStanding, Standing, StandingAnswer


class Issuer(Protocol):
    """The issuer's registry, as far as a self-service terminal may ask it."""

    def ask_standing(self, card: bytes, tell: Callable[[StandingAnswer], None]) -> None:
        """Have `tell` called, on any thread, with the standing of the card of this identification. Never blocks."""
        ...


class TableIssuer:
    """An issuer that knows a fixed table of cards."""

    def __init__(self, standings: Mapping[bytes, Standing]) -> None:
        self._standings = standings

    def ask_standing(self, card: bytes, tell: Callable[[StandingAnswer], None]) -> None:
        """Answers at once."""
        tell(self._standings.get(card, NoStanding.NOT_LISTED))
