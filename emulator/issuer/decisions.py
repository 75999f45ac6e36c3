"""What people decided by command, and why: kept with the registry, and in the audit as all that decides."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from emulator.issuer.reason import is_reason
from emulator.issuer.schema import Decision

__all__ = ["decided", "is_reason"]

_LONGEST_NAME = 40


def decided(session: Session, what: str, subject: str, reason: str, by: str, now: datetime) -> None:
    """Put it down; the reason `is_reason`."""
    session.add(Decision(what=what, subject=subject, reason=reason.strip(), by=by[:_LONGEST_NAME], at=now))
    session.flush()
