"""What the issuer's office says to a service point, beside what it says to any terminal."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.issuer.answers import ProofWanted


@dataclass(frozen=True, slots=True)
class OperatorProved:
    """The operator card is one, and here; `wanted` is what its PIK is to answer once its PIN was verified."""

    wanted: ProofWanted


@dataclass(frozen=True, slots=True, repr=False)
class SignedIn:
    """A member of staff is signed in; `session` goes with later questions.

    It ends once nobody did anything for `idle_s` seconds, and `longest_s` after the sign-in.
    """

    session: bytes
    name: str
    idle_s: float
    longest_s: float


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case was recorded."""

    case: str


@dataclass(frozen=True, slots=True, repr=False)
class UnblockMessage:
    """The whole PIN UNBLOCK command for this card and this challenge.

    `wanted`: for a reset, what PIK is to answer once the new PIN was verified; None where the office has no such key.
    """

    apdu: bytes
    wanted: ProofWanted | None = None
