"""What a terminal is told of the audit, which it keeps and compares: the signed head, and that it only grew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from emulator.issuer import audit_log, merkle
from emulator.issuer.answers import AuditHead, RestoreAccepted


def audit_head(session: Session, seen_size: int, now: datetime) -> AuditHead | None:
    """What is signed, with a proof for who saw `seen_size` leaves; None where nothing is.

    Where there is no proof, since the log is shorter or its hashes are missing, it is empty: it proves nothing.
    """
    said = audit_log.ends(session)
    if said is None:
        return None
    head, statement = said.head, audit_log.newest_statement(session)
    restores = (
        ()
        if statement is None
        else (
            RestoreAccepted(
                statement.size,
                statement.root,
                statement.at,
                statement.reason,
                statement.signature,
                _grown(session, statement.size, head.size),
            ),
        )
    )
    proof = _grown(session, seen_size, head.size)
    return AuditHead(head.size, head.root, head.at, head.signature, said.public, proof, now, restores)


def _grown(session: Session, old: int, size: int) -> tuple[bytes, ...]:
    return audit_log.proof(session, merkle.consistency(old, size)) or () if old < size else ()
