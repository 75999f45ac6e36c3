"""What a step wants done: requests to the card, questions to the office, reports to send, and a slip to print."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.card.request import AskWhichPin, ChangePin, Inquiry, ReadCard, ReadCounter, Release, VerifyPin
from kiosk.errand import Errand
from kiosk.issuer.question import Question


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the office, in this visit."""

    visit: int
    question: Question


@dataclass(frozen=True, slots=True)
class SendReports:
    """The outbox has something for the office now."""


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print the slip for the service point. All that it tells of anybody: the last four of the card's number."""

    visit: int
    last_four: str
    language: str
    errand: Errand = Errand.UNLOCK


# No request here unlocks or resets a PIN: a self-service session has no word for it.
CardEffect = ReadCard | ReadCounter | VerifyPin | ChangePin | AskWhichPin | Inquiry | Release
Effect = CardEffect | Ask | SendReports | PrintSlip
