"""What only a service point asks of a card. A self-service terminal's worker has no code for any of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.card.pin import Pin
from kiosk.card.request import DEADLINES_S as PLAIN_DEADLINES_S
from kiosk.card.request import Evidence


@dataclass(frozen=True, slots=True)
class BeginUnblock:
    """A fresh challenge of `card`, for the issuer's proof of PUK."""

    visit: int
    reader: str
    card: bytes


@dataclass(frozen=True, slots=True)
class ProveUnblock:
    """EXTERNAL AUTHENTICATE with PUK by the issuer's `proof`, 16 bytes, then a challenge for the message."""

    visit: int
    reader: str
    card: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class Unblock:
    """The issuer's PIN UNBLOCK command, sent as it is.

    Of a reset, `new` is verified after it, which the holder's second entry is for, and PIK answers `evidence`: but only
    where the counter has `least` attempts or more, which an unblock leaves, and a wrong one would not be the last.
    """

    visit: int
    reader: str
    card: bytes
    apdu: bytes = field(repr=False)
    new: Pin | None
    evidence: Evidence | None
    least: int = 1


@dataclass(frozen=True, slots=True)
class AskReturnedCard:
    """After a lost answer: the card that was put back proves itself with IRK, and tells its counter. No PIN is sent."""

    visit: int
    reader: str
    card: bytes
    evidence: Evidence


UnblockRequest = BeginUnblock | ProveUnblock | Unblock | AskReturnedCard

_PLAIN: Mapping[type, float] = PLAIN_DEADLINES_S
DEADLINES_S: Mapping[type, float] = MappingProxyType(
    {**_PLAIN, BeginUnblock: 4.0, ProveUnblock: 4.0, Unblock: 6.0, AskReturnedCard: 4.0}
)
