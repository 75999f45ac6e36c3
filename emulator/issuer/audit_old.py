"""From the chain that the audit was before to the log that it is; and a log that was broken, made into one again."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.orm import Session

from emulator.issuer import audit_log, merkle
from emulator.issuer.audit_check import Tampered
from emulator.issuer.audit_head import NO_HEAD
from emulator.issuer.audit_key import AuditKey
from emulator.issuer.audit_log import Ends, Entry
from emulator.issuer.database import Database
from emulator.issuer.decisive import decisive_tables, digest, row_key
from emulator.issuer.private_file import file_bytes
from emulator.issuer.schema import AuditNode, AuditRow
from emulator.issuer.structure import append_only_off

_AT_A_TIME = 1000
_LEAVES = cast("Table", AuditRow.__table__)


def take_over(
    database: Database, old_key: bytes, head: Path, key: AuditKey, now: Callable[[], datetime]
) -> Tampered | None:
    """Make the old chain's rows the first leaves of a log, and put each decisive row down; once, in one transaction.

    What was tampered with stays as it is, and is told: the log then has no head, and no key is used.
    """
    with database.writing() as session:
        if audit_log.ends(session) is not None:
            return None
        tampered = _chain_broken(session, old_key, head)
        if tampered is not None:
            return tampered
        size = rebuild(session)
        size, root = audit_log.append(session, size, list(all_rows(session, now())))
        put = key.head(size, root, now())
        audit_log.put_ends(session, Ends(put, NO_HEAD, key.public))  # the file still has the chain's
    return None


def rebuild(session: Session) -> int:
    """Make the rows that there are leaves of a new tree, numbered from one; how many there are.

    The triggers that keep them are off meanwhile, in the caller's transaction: nobody sees the log without.
    """
    with append_only_off(session.connection()):
        session.execute(delete(AuditNode))
        session.execute(delete(_LEAVES).where(_LEAVES.c.seq < 1))  # no leaf was ever numbered so
        return _numbered_anew(session)


def _numbered_anew(session: Session) -> int:
    change = (
        _LEAVES.update().where(_LEAVES.c.seq == bindparam("was")).values(seq=bindparam("now"), digest=bindparam("hash"))
    )
    size = 0
    top: list[bytes] = []
    while rows := (
        session.execute(select(_LEAVES).where(_LEAVES.c.seq > size).order_by(_LEAVES.c.seq).limit(_AT_A_TIME))
        .mappings()
        .all()
    ):
        leaves = [audit_log.leaf(seq, audit_log.entry_of(row)) for seq, row in enumerate(rows, start=size + 1)]
        said = [
            {"was": row["seq"], "now": size + place, "hash": leaf.hex()}
            for place, (row, leaf) in enumerate(zip(rows, leaves, strict=True), start=1)
        ]
        # First what none can have, then the hash: two rows that change places would have one hash at a time.
        session.execute(change, [{**each, "hash": f"{each['was']}"} for each in said])
        session.execute(change, [{**each, "was": each["now"]} for each in said])
        added, top = merkle.grown(size, top, leaves)
        audit_log.put_nodes(session, added)
        size += len(leaves)
    return size


def all_rows(session: Session, at: datetime) -> Iterator[Entry]:
    """Each decisive row, to be put down."""
    for table in decisive_tables():
        for row in session.execute(select(table)).mappings():
            yield audit_log.row_entry(at, row_key(table, row), digest(table.name, row))


def _chain_broken(session: Session, key: bytes, head: Path) -> Tampered | None:
    anchored = _old_head(head)
    seq, last = 0, hmac.digest(key, b"the beginning", "sha256").hex()
    seen = anchored in (None, (seq, last))
    rows = session.execute(select(_LEAVES).order_by(_LEAVES.c.seq)).mappings().yield_per(_AT_A_TIME)
    for row in rows:
        entry = audit_log.entry_of(row)
        at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
        asked = (entry.question, entry.terminal, entry.staff, entry.case, entry.card, entry.challenge, entry.answer)
        due = hmac.digest(key, json.dumps([seq + 1, last, at, *asked]).encode(), "sha256").hex()
        if row["seq"] != seq + 1:
            return Tampered(seq + 1, "the row is missing")
        if not hmac.compare_digest(row["digest"], due):
            return Tampered(seq + 1, "the row is not what was written")
        seq, last = seq + 1, due
        seen = seen or anchored == (seq, last)
    if anchored is None:
        return Tampered(seq, "the file of the head is missing") if seq else None
    if seq < anchored[0]:
        return Tampered(seq + 1, "rows are missing at the end")
    if not seen or seq > anchored[0] + 1:
        return Tampered(seq, "the head is another one")
    return None


def _old_head(path: Path) -> tuple[int, str] | None:
    try:
        found = re.fullmatch(rb"([0-9]{1,18}) ([0-9a-f]{64})\n", file_bytes(path))
    except FileNotFoundError:
        return None
    return (int(found[1]), found[2].decode()) if found else (0, "")
