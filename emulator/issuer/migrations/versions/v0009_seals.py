"""Rows of short life are sealed, so that one that was planted or changed by hand is not believed.

Those that are there are sealed as the folder is opened, where the key is (`emulator.issuer.folder`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = (
    "answered",
    "case_presence",
    "enabling_wanted",
    "idempotency",
    "limit_count",
    "presence",
    "proof_wanted",
    "refused_count",
    "staff_session",
    "unproved",
)


def upgrade() -> None:
    """None so far."""
    for table in _TABLES:
        op.add_column(table, sa.Column("seal", sa.LargeBinary(), nullable=True))
