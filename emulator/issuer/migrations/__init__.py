"""The versions of the registry's database, and the step from each to the next.

Alembic's import takes longer than all else at opening: whoever finds a database of the version HEAD, or makes a new
one, needs no more than this file.
"""

from __future__ import annotations

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
)  # the oldest first, each the name of a step in `versions`
HEAD = REVISIONS[-1]
VERSION_TABLE = (  # as Alembic makes and reads it
    "CREATE TABLE alembic_version "
    "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
