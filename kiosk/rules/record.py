"""What the registry says of a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Record:
    """Its standing and more. `lost_until`: a temporary loss's last day. `bank_until`: the account's.

    `pin_limit`: how many wrong PINs in a row lock it, None where the registry does not know.
    """

    standing: Standing
    lost_until: date | None = None
    bank_active: bool = False
    bank_until: date | None = None
    minor: bool = False
    pin_limit: int | None = None
