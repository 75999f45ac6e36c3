"""What does not fit in an issuer's registry, and what an acceptance did with it, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from emulator.counted import counted
from emulator.issuer.audit_check import (
    RowAdded,
    RowChanged,
    RowDifference,
    RowMissing,
    RowUnreadable,
    RowUnsealed,
    Tampered,
)
from emulator.issuer.decisive import named
from emulator.issuer.references import Dangling
from emulator.issuer.restore import Accepted

STRUCTURE = ": somebody changed the registry by hand"
_NOTHING_WRONG = "nothing here was wrong: it is signed for terminals that saw another state"
Kind = object  # of a line, hashable
_AT_MOST = 20  # lines of one kind


def in_short(lines: Iterable[tuple[Kind, str]]) -> list[str]:
    """Lines, each with what kind it is of, those of a kind together: so many of each, and how many more there are."""
    kinds: dict[Kind, list[str]] = {}
    for kind, line in lines:
        kinds.setdefault(kind, []).append(line)
    return [line for each in kinds.values() for line in _first(each)]


def row_lines(found: Iterable[RowDifference | Dangling], end: str = "") -> Iterator[tuple[Kind, str]]:
    """A line a row, for `in_short`, with that behind it."""
    return (((type(each), each.row.table, end), f"{row_words(each)}{end}") for each in found)


def row_words(found: RowDifference | Dangling) -> str:
    """A row, and what is wrong with it."""
    match found:
        case RowChanged(row):
            return f"{named(row)}: it is not what the audit says, somebody changed it by hand"
        case RowAdded(row):
            return f"{named(row)}: the audit knows of no such row: it was added by hand, or the audit was cut"
        case RowMissing(row):
            return f"{named(row)}: it is gone, and the audit says that it is there"
        case RowUnreadable(row, _, columns, is_known):
            held = f"{named(row)}: it holds what no row can, in {', '.join(columns)};"
            return f"{held} it is not what the audit says" if is_known else f"{held} the audit knows of no such row"
        case RowUnsealed(row):
            return f"{named(row)}: this issuer did not write it so, somebody planted or changed it by hand"
        case Dangling(row, _, to):
            return f"{named(row)}: it refers to {named(to)}, which is not there"
        case _:
            assert_never(found)


def tampered_words(found: Tampered) -> str:
    """What is wrong with the log."""
    return f"audit {found}" if found.seq else f"audit: {found}"


def accepted_words(accepted: Accepted) -> list[str]:
    """What somebody answers for by it, and what went."""
    taken, entries = accepted.taken, counted(accepted.size, "entry", "entries")
    rows = [
        line for each in accepted.rows for line in row_lines([each], "; taken away" if each.row in taken.gone else "")
    ]
    return [
        *(f"{each}{STRUCTURE}" for each in accepted.structure),
        *([tampered_words(accepted.tampered)] if accepted.tampered else []),
        *in_short((*rows, *row_lines(taken.followed, "; taken away"))),
        *_taken(accepted),
        *([_NOTHING_WRONG] if accepted.nothing_was_wrong else []),
        f"answered for and signed: {entries}; terminals that saw another state take this one",
    ]


def _taken(accepted: Accepted) -> Iterator[str]:
    """How many rows went, a line a reason."""
    taken = accepted.taken
    for count, one, several in (
        (accepted.of_no_log, "that no log has", "that no log has"),
        (taken.junk, "that holds what no row can", "that hold what no row can"),
        (taken.unsealed, "that this issuer did not write so", "that this issuer did not write so"),
        (taken.out_of_numbers, "at a number that no program comes to", "at numbers that no program comes to"),
        (len(taken.followed), "that refers to one that is not there", "that refer to others that are not there"),
    ):
        if count:
            yield f"taken away: {counted(count, 'row')} {one if count == 1 else several}"


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - _AT_MOST
    return [
        *lines[:_AT_MOST],
        *([f"and {more:,} more {'row' if more == 1 else 'rows'} of this kind"] if more > 0 else []),
    ]
