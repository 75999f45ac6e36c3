"""What a step wants done: requests to the card, and questions to the issuer."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.card.request import AskWhichPin, ChangePin, ReadCard, ReadCounter, Release, VerifyPin


@dataclass(frozen=True, slots=True)
class AskStanding:
    """Ask the issuer for the standing of the card with this identification."""

    card: bytes


# No request here unlocks or resets a PIN: a self-service session has no word for it.
Effect = ReadCard | ReadCounter | VerifyPin | ChangePin | AskWhichPin | Release | AskStanding
