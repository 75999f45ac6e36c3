"""The audit becomes a log in a Merkle tree, with a signed head, over all that decides.

Its old rows are put into the tree as the folder is opened, where their key is (`emulator.issuer.audit_old`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns for a decisive row, and tables for the tree, its head, and what was restored."""
    _give_the_audit_its_subjects()
    op.create_table(
        "audit_node",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_audit_node")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "restored",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restored")),
    )
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER restored_no_{change} BEFORE {change.upper()} ON restored "
            "BEGIN SELECT RAISE(ABORT, 'restored is append-only'); END"
        )


def _give_the_audit_its_subjects() -> None:
    """By way of a copy: SQLite adds no column to a table that it would be declared with."""
    op.execute("CREATE TABLE audit_kept AS SELECT * FROM audit")
    op.drop_table("audit")
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("staff", sa.String(length=20), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("challenge", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("subject_key", sa.String(length=100), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_digest")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])
    op.create_index("ix_audit_subject", "audit", ["subject", "subject_key", "seq"])
    columns = 'seq, at, question, terminal, staff, "case", card, challenge, answer, digest'
    op.execute(
        f"INSERT INTO audit ({columns}, subject, subject_key, content) SELECT {columns}, '', '', '' FROM audit_kept"
    )
    op.drop_table("audit_kept")
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER audit_no_{change} BEFORE {change.upper()} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )
