"""What somebody does to the files of an office who has them, but not the key."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def edit(path: Path, statement: str) -> None:
    """Change the database, and leave no trace of its triggers' having been away."""
    database = sqlite3.connect(path, isolation_level=None)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    database.execute(statement)
    for _, created in triggers:
        database.execute(created)
    database.close()
