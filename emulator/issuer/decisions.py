"""What people decided by command, and why: kept with the registry, and in the audit as all that decides."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from emulator.issuer.schema import Decision

_LONGEST_REASON, _LONGEST_NAME = 200, 40


def is_reason(reason: str) -> bool:
    """Whether this can be put down as one: a line of 1 to 200 characters."""
    return 0 < len(reason.strip()) <= _LONGEST_REASON and reason.strip().isprintable()


def decided(session: Session, what: str, subject: str, reason: str, by: str, now: datetime) -> None:
    """Put it down; the reason `is_reason`."""
    session.add(Decision(what=what, subject=subject, reason=reason.strip(), by=by[:_LONGEST_NAME], at=now))
    session.flush()
