"""What proves nothing is counted at each terminal for itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The counts are made anew with a column more in their key; what was counted over all terminals stays so."""
    counts = op.get_bind().execute(sa.text("SELECT * FROM limit_count")).mappings().all()
    op.drop_table("limit_count")
    op.create_table(
        "limit_count",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("window", sa.String(length=10), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", "terminal", "what", "window", name=op.f("pk_limit_count")),
    )
    op.create_index(op.f("ix_limit_count_until"), "limit_count", ["until"])
    copy = sa.text(
        "INSERT INTO limit_count (kind, subject, terminal, what, window, until, count)"
        " VALUES (:kind, :subject, '', :what, :window, :until, :count)"
    )
    for row in counts:
        op.get_bind().execute(copy, dict(row))
