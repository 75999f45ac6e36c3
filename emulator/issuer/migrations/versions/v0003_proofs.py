"""What was proved of a card and its PIN, reviews, and why an enabling was believed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Questions under way are asked anew: they are good for minutes. Nothing else is lost."""
    op.drop_table("proof_wanted")
    op.drop_table("presence")
    op.create_table(
        "proof_wanted",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("factor", sa.LargeBinary(), nullable=False),
        sa.Column("info", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_proof_wanted")),
    )
    op.create_table(
        "presence",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("pin", sa.String(length=10), nullable=False),
        sa.Column("pin_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_presence")),
    )
    op.create_table(
        "enabling_wanted",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("presence", sa.String(length=64), nullable=False),
        sa.Column("before_factor", sa.LargeBinary(), nullable=False),
        sa.Column("before_info", sa.LargeBinary(), nullable=False),
        sa.Column("after_factor", sa.LargeBinary(), nullable=False),
        sa.Column("after_info", sa.LargeBinary(), nullable=False),
        sa.Column("evidence", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_enabling_wanted")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("presence", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("state IN ('open', 'completed', 'refused')", name=op.f("ck_review_state")),
        sa.ForeignKeyConstraint(["card"], ["card.identification"], name=op.f("fk_review_card")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("presence", name=op.f("uq_review_presence")),
    )
    op.create_table(
        "unproved",
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "day", name=op.f("pk_unproved")),
    )
    for table, column in (
        ("proof_wanted", "at"),
        ("presence", "at"),
        ("enabling_wanted", "at"),
        ("answered", "at"),
        ("idempotency", "at"),
        ("review", "card"),
        ("review", "state"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    _give_history_its_basis()


def _give_history_its_basis() -> None:
    """By way of a copy: SQLite adds no column to a table that it would be declared with."""
    op.execute("CREATE TABLE history_kept AS SELECT * FROM history")
    op.drop_table("history")
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("basis", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["card"], ["card.identification"], name=op.f("fk_history_card")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_card"), "history", ["card"])
    columns = 'id, card, at, before, after, actor, "by", "key"'
    op.execute(f"INSERT INTO history ({columns}, basis) SELECT {columns}, '' FROM history_kept")
    op.drop_table("history_kept")
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER history_no_{change} BEFORE {change.upper()} ON history "
            "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
        )
