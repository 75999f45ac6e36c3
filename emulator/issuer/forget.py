"""Letting go of old rows without making anybody wait."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Delete, bindparam, delete, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

AT_ONCE = 50  # more than a question makes, and no long wait after however long a standstill


def forget(session: Session, at: InstrumentedAttribute[datetime], before: datetime) -> None:
    """Delete the oldest rows of a table whose time `at`, which has an index, lies `before` that; a few at a time."""
    session.execute(_oldest(at), {"before": before}, execution_options={"synchronize_session": False})


@cache  # each question deletes something, and a statement costs more to make than to run
def _oldest(at: InstrumentedAttribute[datetime]) -> Delete:
    keys: Any = at.parent.mapper.primary_key
    old = select(*keys).where(at < bindparam("before", type_=at.type)).order_by(at).limit(AT_ONCE)
    return delete(at.class_).where(tuple_(*keys).in_(old))
