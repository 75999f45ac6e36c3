"""A registry of the bundled cards, and a clock that a test moves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Self

from emulator.cards import bundled_cards
from emulator.issuer.answers import Done, Refused, Standing
from emulator.issuer.database import Database
from emulator.issuer.seed import StaffedPoint, seed
from emulator.issuer.standings import Actor
from tests.support.clock import WallClock
from tests.support.registry import Registry

TODAY = date(2026, 11, 22)
PLACES = (StaffedPoint("610100-P01", "城东政务大厅 3 号窗口"), StaffedPoint("610100-P02", "长乐路人社服务站"))
STAFF = "610100-P01-01"
PROFILES = tuple(bundled_cards())
CARDS = {profile.card.id: profile.identification for profile in PROFILES}


class Bench:
    """A registry with the bundled cards in it, in memory or in a file, until the `with` block ends."""

    def __init__(self, path: Path | None = None) -> None:
        self.database = Database.open(path)
        seed(self.database, PROFILES, TODAY, PLACES, operator=CARDS["operator"])
        self.clock = WallClock()
        self.registry = Registry(self.database, self.clock)
        self._keys = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def key(self) -> str:
        """A new idempotency key."""
        self._keys += 1
        return f"key-{self._keys}"

    def standing(self, card: str) -> Standing:
        """The card's standing now."""
        record = self.registry.record(CARDS[card])
        assert not isinstance(record, Refused)
        return record.standing

    def change(self, card: str, after: Standing, actor: Actor, *, seen: Standing | None = None) -> Done | Refused:
        """Under a new key, having seen what the card's standing is."""
        seen = self.standing(card) if seen is None else seen
        return self.registry.change(CARDS[card], after, seen=seen, actor=actor, by="somebody", key=self.key())
