"""The tables of the registry and of the key service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All tables, from nothing, in a file that says whose it is."""
    op.execute("PRAGMA application_id = 1397965618")  # "SSC2", as `database_file` wants it
    op.create_table(
        "answered",
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("challenge", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("card", "challenge", name=op.f("pk_answered")),
    )
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
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_digest")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])
    op.create_table(
        "holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder")),
        sa.UniqueConstraint("number", name=op.f("uq_holder_number")),
    )
    op.create_table(
        "idempotency",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "presence",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_presence")),
    )
    op.create_table(
        "proof_wanted",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("factor", sa.LargeBinary(), nullable=False),
        sa.Column("info", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_proof_wanted")),
    )
    op.create_table(
        "service_point",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_point")),
    )
    op.create_table(
        "card",
        sa.Column("identification", sa.String(length=32), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("lost_until", sa.Date(), nullable=True),
        sa.Column("bank_active", sa.Boolean(), nullable=False),
        sa.Column("bank_until", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("standing IN (0, 1, 2, 3, 4, 9)", name=op.f("ck_card_standing")),
        sa.ForeignKeyConstraint(["holder_id"], ["holder.id"], name=op.f("fk_card_holder_id")),
        sa.PrimaryKeyConstraint("identification", name=op.f("pk_card")),
    )
    op.create_index(op.f("ix_card_holder_id"), "card", ["holder_id"])
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("operator_card", sa.String(length=32), nullable=False),
        sa.Column("service_point", sa.String(length=20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["service_point"], ["service_point.id"], name=op.f("fk_staff_service_point")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("operator_card", name=op.f("uq_staff_operator_card")),
    )
    op.create_table(
        "terminal",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("service_point", sa.String(length=20), nullable=True),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role = 'self-service' OR service_point IS NOT NULL", name=op.f("ck_terminal_place")),
        sa.CheckConstraint("role IN ('self-service', 'service-point')", name=op.f("ck_terminal_role")),
        sa.ForeignKeyConstraint(["service_point"], ["service_point.id"], name=op.f("fk_terminal_service_point")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terminal")),
    )
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
        sa.ForeignKeyConstraint(["card"], ["card.identification"], name=op.f("fk_history_card")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_card"), "history", ["card"])
    op.create_table(
        "service_case",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("card", sa.String(length=32), nullable=False),
        sa.Column("matter", sa.String(length=10), nullable=False),
        sa.Column("who", sa.String(length=10), nullable=False),
        sa.Column("documents", sa.String(length=200), nullable=False),
        sa.Column("staff", sa.String(length=20), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("message_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name=op.f("fk_service_case_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_case")),
    )
    op.create_index(op.f("ix_service_case_card"), "service_case", ["card"])
    op.create_table(
        "staff_session",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("staff", sa.String(length=20), nullable=False),
        sa.Column("terminal", sa.String(length=20), nullable=False),
        sa.Column("began", sa.DateTime(), nullable=False),
        sa.Column("last", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name=op.f("fk_staff_session_staff")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_staff"), "staff_session", ["staff"])
