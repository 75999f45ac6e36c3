"""How many wrong PINs in a row lock a card: below that, its counter shows that nothing was unblocked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Not known of the cards that are there, until their files say so."""
    op.add_column("card", sa.Column("pin_limit", sa.Integer(), nullable=True))  # made anew, its history would dangle
