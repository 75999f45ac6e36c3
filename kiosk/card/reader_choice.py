"""Which of the readers that are plugged in is meant by a name in the settings. A name is never guessed about.

| the settings say | meant is |
|---|---|
| nothing | every reader |
| a reader's whole name | that one, whatever else has it as a part of its name |
| a part of a name, capitals or not | the one reader with it in its name |
| what several readers have in their names | none: `readers-alike` |
| what one reader and, in another setting, its other part share | none: `readers-alike` |

pcsc-lite numbers readers of one kind at the end of their names, and a reader plugged in again may get another number.
So a name with its number is for two readers of one kind that stay where they are; a name without it finds the reader
again, as long as it is the only one of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.card.port import Failure, Fault


def choose(names: Iterable[str], wanted: str, beside: str = "") -> tuple[str, ...] | Failure:
    """The readers that count, of those with these `names`: all where nothing is `wanted`, else one.

    `beside` is what the settings want at the same terminal for somebody else: a reader that could be either's is
    nobody's. The failure is NO_READER or READERS_ALIKE.
    """
    found = _matching(tuple(names), wanted)
    if not found:
        return Failure(Fault.NO_READER)
    if not wanted.strip():
        return found
    if len(found) > 1 or (beside.strip() and set(found) & set(_matching(found, beside))):
        return Failure(Fault.READERS_ALIKE)
    return found


def could_be_one(wanted: str, other: str) -> bool:
    """True where two settings can't keep two readers apart: one says nothing, or a part of what the other says."""
    ours, theirs = _plain(wanted), _plain(other)
    return ours in theirs or theirs in ours


def _matching(names: tuple[str, ...], wanted: str) -> tuple[str, ...]:
    if wanted in names:
        return (wanted,)
    part = _plain(wanted)
    return tuple(name for name in names if part in name.casefold())


def _plain(wanted: str) -> str:
    return wanted.strip().casefold()
