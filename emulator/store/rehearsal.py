"""Whether a database and its log are a card's last memory, found out on a copy in memory.

The database says whether it was closed. If it was, it is complete, and a log beside it may add no more than the next
opening. If it was not, it needs its log: of full length, readable from its header on, and with writes of the same
opening. What a broken frame hides is told by the numbers of the writes: any that is missing left later marks behind
it, unless it was the last one, which a loss of power may take with it.
"""

from __future__ import annotations

from emulator.store.contents import Contents, Owner, check_structure, in_memory, read_contents, read_owner
from emulator.store.log import Played, played
from emulator.store.refusal import Broken
from emulator.store.seal import Seal, highest_trace, opening_and_number

LOG_LENGTH = 256 * 1024  # the log has this length before the first write, and never gets shorter
_LOGGED = b"\2\2"
_FOREIGN = "its -wal belongs to another file or time"


def rehearsed(database: bytes, log: bytes) -> Contents:
    """What SQLite will find in a database of the present version and its log (empty where there is none).

    Raises Broken.
    """
    if database[18:20] != _LOGGED:
        raise Broken("its header was changed")
    after = played(database, log)
    contents = _contents(after.image)
    with in_memory(database.ljust(len(after.image), b"\0")) as connection:
        owner = read_owner(connection)
    if owner.is_open:
        _check_left_open(owner, log, after, contents.seal)
    else:
        _check_closed(_contents(database), log, after, contents)
    opening, number = contents.seal.opening, contents.seal.number
    if highest_trace(database, opening) > number or highest_trace(log, opening) > number + 1:
        raise Broken("writes that were durable are missing")
    return contents


def _check_left_open(owner: Owner, log: bytes, after: Played, seal: Seal) -> None:
    opening, _ = opening_and_number(owner.mark)
    if len(log) < LOG_LENGTH:
        raise Broken("it was not closed, and its -wal is missing or cut short")
    if not after.begun:
        raise Broken("it was not closed, and its -wal can't be read")
    if seal.opening != opening or (after.commits and highest_trace(log, opening) < seal.number):
        raise Broken(_FOREIGN)


def _check_closed(before: Contents, log: bytes, after: Played, contents: Contents) -> None:
    opened_only = contents.seal.number == before.seal.number + 1 and contents.cells == before.cells
    if contents != before and not opened_only:
        raise Broken(_FOREIGN)
    if not after.begun and log.count(0) != len(log):
        raise Broken(_FOREIGN)


def _contents(image: bytes) -> Contents:
    with in_memory(image) as connection:
        check_structure(connection)
        return read_contents(connection)
