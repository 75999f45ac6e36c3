"""What somebody answered for of cards' histories: an acceptance puts a row down as it is, and that ends a demand."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulator.issuer.decisive import GONE
from emulator.issuer.schema import AuditRow, CardRow, History, RestoredRow

_CARD, _HISTORY = CardRow.__tablename__, History.__tablename__


@dataclass(frozen=True, slots=True)
class AnsweredFor:
    """`written`: the number of the leaf that put each change down last. By an acceptance: `cards`, the numbers of such
    leaves of each card, gone or there; `changes`, which changes it put down so last; `gone`, those as gone."""

    written: dict[int, int]
    cards: dict[str, list[int]]
    changes: set[int]
    gone: set[int]

    @classmethod
    def read(cls, session: Session) -> AnsweredFor:
        """What the log says of it. A leaf is an acceptance's that is of the time of its statement, which nothing else
        is."""
        times = set(session.scalars(select(RestoredRow.at)))
        found = cls({}, {}, set(), set())
        leaves = select(AuditRow.seq, AuditRow.at, AuditRow.subject, AuditRow.subject_key, AuditRow.content)
        about = leaves.where(AuditRow.subject.in_((_CARD, _HISTORY))).order_by(AuditRow.seq)
        for seq, at, table, key, content in session.execute(about):
            if table == _CARD:
                if at in times:
                    found.cards.setdefault(key, []).append(seq)
            elif key.removeprefix("-").isdecimal():
                found._put_down(int(key), seq, at in times, content == GONE)
        return found

    def _put_down(self, change: int, seq: int, is_accepted: bool, is_gone: bool) -> None:
        self.written[change] = seq
        (self.changes.add if is_accepted else self.changes.discard)(change)
        (self.gone.add if is_accepted and is_gone else self.gone.discard)(change)

    def has(self, card: str, last: int, then: int | None = None) -> bool:
        """Whether that of a card's change number `last`, and of the one that follows, or of its standing now, is."""
        if last in self.changes or then in self.changes:
            return True
        since, until = self.written.get(last, 0), None if then is None else self.written.get(then, 0)
        return any(since < seq and (until is None or seq < until) for seq in self.cards.get(card, ())) or any(
            last < gone and (then is None or gone < then) for gone in self.gone
        )
