"""What a step wants done: requests to the card, questions to the issuer, and a slip to print."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.card.request import AskWhichPin, ChangePin, ReadCard, ReadCounter, Release, VerifyPin


@dataclass(frozen=True, slots=True)
class AskStanding:
    """Ask the issuer for the standing of the card with this identification."""

    card: bytes


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print the slip for the service point. All that it tells of anybody: the last four of the card's number."""

    visit: int
    last_four: str
    language: str


# No request here unlocks or resets a PIN: a self-service session has no word for it.
Effect = ReadCard | ReadCounter | VerifyPin | ChangePin | AskWhichPin | Release | AskStanding | PrintSlip
