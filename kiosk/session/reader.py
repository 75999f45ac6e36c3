"""The readers of a terminal, by whose card goes into them."""

from __future__ import annotations

from enum import Enum


class Reader(Enum):
    """Whose reader it is."""

    HOLDER = "holder"
    STAFF = "staff"
