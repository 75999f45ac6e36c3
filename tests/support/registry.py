"""The registry: the standing of each card, who changed it, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from emulator.issuer import changes, records
from emulator.issuer.answers import Done, OtherCards, Record, Refused, Standing
from emulator.issuer.database import Database
from emulator.issuer.idempotency import once
from emulator.issuer.schema import History
from emulator.issuer.standings import Actor


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a card's standing. `by`: the terminal or member of staff, empty where neither."""

    at: datetime
    before: Standing
    after: Standing
    actor: Actor
    by: str


class Registry:
    """What may be asked of the registry, each question a transaction of its own; cards by their identification.

    Raises DatabaseUnavailable. Inside a transaction, use `records` and `changes`.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def record(self, card: bytes) -> Record | Refused:
        """What is known of a card. Refused: UNKNOWN_CARD."""
        with self._database.reading() as session:
            return records.record(session, card, self._now())

    def others(self, card: bytes) -> OtherCards | Refused:
        """The other cards of the card's holder, by number. Refused: UNKNOWN_CARD."""
        with self._database.reading() as session:
            return records.others(session, card, self._now())

    def change(
        self,
        card: bytes,
        after: Standing,
        *,
        seen: Standing,
        actor: Actor,
        by: str,
        key: str,
        lost_days: int = changes.LOST_DAYS,
    ) -> Done | Refused:
        """Take a card from the standing that the caller has seen to `after`; see `changes.change`."""
        with self._database.writing() as session:
            cause = changes.Cause(actor, by, key, self._now())
            return changes.change(session, card, after, cause, seen=seen, lost_days=lost_days)

    def enable(self, card: bytes, *, terminal: str, key: str) -> Done | Refused:
        """A sealed card's first change is believed, once a key; a normal one stays as it is. See `changes.settle`."""
        with self._database.writing() as session:
            cause = changes.Cause(Actor.TERMINAL, terminal, key, self._now(), "proved")

            def carry_out() -> str | Refused:
                known = records.record(session, card, cause.at)
                if isinstance(known, Refused):
                    return known
                return "" if known.standing is Standing.NORMAL else changes.settle(session, card, cause) or ""

            answer = once(session, key, ("enable", card.hex(), terminal), cause.at, carry_out)
            return answer if isinstance(answer, Refused) else Done()

    def history(self, card: bytes) -> tuple[Change, ...]:
        """All changes of a card's standing that were put down, the oldest first."""
        with self._database.reading() as session:
            rows = session.scalars(select(History).where(History.card == card.hex()).order_by(History.id))
            return tuple(
                Change(row.at, Standing(row.before), Standing(row.after), Actor(row.actor), row.by) for row in rows
            )
