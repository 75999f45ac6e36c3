"""What the registry says of a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Record:
    """Its standing and more. `lost_until`: a temporary loss's last day. `bank_until`: the account's."""

    standing: Standing
    lost_until: date | None = None
    bank_active: bool = False
    bank_until: date | None = None
    minor: bool = False
