"""Staff signs in by IRK and PIK, a case is one unlock, and "done" is what the card proved.

What was done so far was the terminal's word: it is reported now. Whoever is signed in did not prove a PIN: nobody is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Presences inside a case, the card of a session, the counts of a case and how it was closed."""
    op.create_table(
        "case_presence",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_case_presence")),
    )
    op.create_index(op.f("ix_case_presence_at"), "case_presence", ["at"])
    with op.batch_alter_table("staff_session", recreate="always") as table:
        table.add_column(sa.Column("card", sa.String(length=32), server_default="", nullable=False))
    with op.batch_alter_table("service_case", recreate="always") as table:
        table.add_column(sa.Column("session", sa.String(length=64), server_default="", nullable=False))
        table.add_column(sa.Column("proofs", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("messages", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("closed_by", sa.String(length=40), server_default="", nullable=False))
        table.add_column(sa.Column("closed_why", sa.String(length=200), server_default="", nullable=False))
    op.execute("UPDATE service_case SET state = 'reported' WHERE state = 'done'")
    op.execute("UPDATE staff_session SET ended = 1")
