"""What a step is told beside its event: the rules for new PINs, and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.rules.new_pin import PinPolicy


@dataclass(frozen=True, slots=True)
class Terms:
    """`today` decides whether an operator card has expired."""

    policy: PinPolicy
    today: date
