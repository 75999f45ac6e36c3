"""What a step of a service point wants done, beside what any session does."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kiosk.card.request import CardRequest
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.question import CaseQuestion, StaffQuestion
from kiosk.roles.service_point.request import UnblockRequest
from kiosk.session import effect as session


class Result(Enum):
    """What became of a case, as the office is told."""

    DONE = "done"  # without proof it is the terminal's word, no more
    FAILED = "failed"  # no message was there to be carried out, or the card's counter shows that none was
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OnStaffReader:
    """A request to the operator card."""

    request: CardRequest


@dataclass(frozen=True, slots=True)
class AskForStaff:
    """A question about the operator card of this visit of the staff's reader."""

    visit: int
    question: StaffQuestion


@dataclass(frozen=True, slots=True)
class AskForCase:
    """A question about the case of this visit."""

    visit: int
    question: CaseQuestion


@dataclass(frozen=True, slots=True)
class SignOut:
    """End the session at the office."""

    session: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class EndCase:
    """Report what became of the case, now or as soon as the office can be reached.

    `proof`, 8 bytes, is what PIK answered to the question `number`, of a reset that is done; "" and b"" without one.
    """

    case: str
    result: Result
    number: str = ""
    proof: bytes = b""


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """Print that the case was done. All that it tells of anybody: the last four of the card's number."""

    visit: int
    last_four: str
    matter: Matter
    language: str


Effect = session.Effect | UnblockRequest | OnStaffReader | AskForStaff | AskForCase | SignOut | EndCase | PrintReceipt
