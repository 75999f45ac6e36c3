"""Letting go of old rows without making anybody wait."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

AT_ONCE = 50  # more than a question makes, and no long wait after however long a standstill


def forget(session: Session, at: InstrumentedAttribute[datetime], before: datetime) -> None:
    """Delete the oldest rows of a table whose time `at`, which has an index, lies `before` that; a few at a time."""
    keys: Any = at.parent.mapper.primary_key
    old = select(*keys).where(at < before).order_by(at).limit(AT_ONCE)
    session.execute(delete(at.class_).where(tuple_(*keys).in_(old)).execution_options(synchronize_session=False))
