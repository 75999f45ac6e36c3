"""The rows that an acceptance takes away, in its transaction, or why it can't: none is left that would be a fault."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, literal_column
from sqlalchemy.orm import Session

from emulator.issuer.audit_check import RowAdded, RowDifference, RowMissing, RowUnreadable, unsealed
from emulator.issuer.audit_head import AuditRefused
from emulator.issuer.audit_key import AuditKey
from emulator.issuer.decisive import RENEWABLE, RowKey, named
from emulator.issuer.references import Dangling, dangling
from emulator.issuer.schema import Base, Decision, History, RestoredRow, Review

_GROWING = frozenset(each.__tablename__ for each in (Decision, History, RestoredRow, Review))
NO_NUMBER = 2**62
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class TakenAway:
    """What went: `gone` of the rows that did not fit, and those that refer to what is not there, or went by that.

    The counts are of all rows that went for that reason.
    """

    gone: frozenset[RowKey]
    followed: tuple[Dangling, ...]
    junk: int
    unsealed: int
    out_of_numbers: int


def take_away(
    session: Session, key: AuditKey, rows: Sequence[RowDifference], names: Collection[str], folder: Path
) -> TakenAway:
    """Take away what can't stay of `rows`, and what refers to a row that is not there; the triggers have to be off.

    A row of short life is asked for again; junk that was never put down is nobody's, unless a known row is missing in
    its table, which it may be. What else decides goes by its name alone, and with it all that refers to it. Raises
    AuditRefused for a row that can't stay and is not named, and for a name of none.
    """
    names = frozenset(names)
    junk = [each for each in rows if isinstance(each, RowUnreadable)]
    missing = {each.row.table for each in rows if isinstance(each, RowMissing)}
    decides = [
        each for each in junk if each.row.table not in RENEWABLE and (each.is_known or each.row.table in missing)
    ]
    beyond = {each.row for each in rows if isinstance(each, RowAdded) and _is_out_of_numbers(each.row)}
    unreadable = {(each.row, each.number) for each in junk}
    not_ours = {(row, number) for _, row, number in unsealed(session, key)} - unreadable
    gone = unreadable | not_ours | {(row, int(row.key)) for row in beyond}
    for row, number in gone:
        _delete(session, row, number)
    followed, unsaid = _follow(session, {each.row for each in decides}, names)
    known = {name for each in junk for name in _spelt(each.row)}
    known |= {name for each in followed.values() for name in (*_spelt(each.row), *_spelt(each.to))}
    for name in sorted(names - known):
        raise AuditRefused(
            f"{name} is no row that holds what no row can, nor one that refers to what is not there."
            " Nothing was signed."
        )
    stays = [each for each in decides if names.isdisjoint(_spelt(each.row))]
    if stays or unsaid:
        with_it = [row for row in followed if row not in {each.row for each in unsaid}]
        raise AuditRefused(_ways_out(stays, unsaid, with_it, folder))
    return TakenAway(
        frozenset(row for row, _ in gone), tuple(followed.values()), len(unreadable), len(not_ours), len(beyond)
    )


def _follow(
    session: Session, by_word: set[RowKey], names: frozenset[str]
) -> tuple[Mapping[RowKey, Dangling], Sequence[Dangling]]:
    """Take away what refers to a row that is not there until nothing does; of it, what nobody asked for so far.

    What refers to a row that goes by somebody's word, as those of `by_word` do, goes by that as well.
    """
    went, followed, unsaid = set(by_word), dict[RowKey, Dangling](), []
    while found := {each.row: each for each in dangling(session)}:
        for row, each in found.items():
            is_said = each.to in went or not names.isdisjoint((*_spelt(row), *_spelt(each.to)))
            if not is_said and row.table not in RENEWABLE:
                unsaid.append(each)
            _delete(session, row, each.number)
        went |= found.keys()
        followed |= found
    return followed, unsaid


def _delete(session: Session, row: RowKey, number: int) -> None:
    session.execute(delete(Base.metadata.tables[row.table]).where(literal_column("rowid") == number))


def _spelt(row: RowKey) -> tuple[str, str]:
    return named(row), f"{row.table} {row.key}"


def _ways_out(
    stays: Sequence[RowUnreadable], unsaid: Sequence[Dangling], with_it: Sequence[RowKey], folder: Path
) -> str:
    faults = [
        *(f"{named(each.row)} holds in {', '.join(each.columns)} what no row can" for each in stays),
        *(f"{named(each.row)} refers to {named(each.to)}, which is not there" for each in unsaid),
    ]
    follows = f", and with it {'; '.join(_first([named(row) for row in with_it]))}" if with_it else ""
    names = [*(named(each.row) for each in stays), *_names(unsaid)]
    options = " ".join(f"--take-away {shlex.quote(name)}" for name in names)
    return (
        f"{'; '.join(_first(faults))}. The audit knows what was there by its digest alone. Nothing was signed or"
        f" changed. Put it right from a copy and say it again, or take it away{follows}: emulator issuer"
        f" restore-accept --dir {shlex.quote(str(folder))} --reason … {options}"
    )


def _names(unsaid: Sequence[Dangling]) -> Iterator[str]:
    """What to say of each; of many that refer to one row that is not there, that one's name is enough."""
    count = Counter(each.to for each in unsaid)
    yield from dict.fromkeys(named(each.row if count[each.to] <= _SHOWN else each.to) for each in unsaid)


def _first(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], *([f"and {more} more, see emulator issuer check"] if more > 0 else [])]


def _is_out_of_numbers(row: RowKey) -> bool:
    """Whether a table that only grows has it at a number that it never comes to: behind the last there is no next."""
    return row.table in _GROWING and not 1 <= int(row.key) < NO_NUMBER
