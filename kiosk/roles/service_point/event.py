"""What can happen to a service point, beside what can happen to any session: staff, their reader, and the case."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.card.outcome import Outcome
from kiosk.card.sighting import Sighting
from kiosk.issuer.answers import Confirmed, Denied, Taken
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.outcome import UnblockOutcome
from kiosk.roles.service_point.question import AnyAnswer
from kiosk.roles.service_point.staff import Why
from kiosk.session import event as session


@dataclass(frozen=True, slots=True)
class StaffSeen:
    """What the staff's reader shows."""

    sighting: Sighting


@dataclass(frozen=True, slots=True)
class StaffAnswered:
    """The operator card's outcome of a request made in this visit."""

    visit: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class StaffDeadlineMissed:
    """A request to the operator card of this visit was given up."""

    visit: int


@dataclass(frozen=True, slots=True)
class StaffTold:
    """The office's answer about the operator card of this visit."""

    visit: int
    answer: AnyAnswer


@dataclass(frozen=True, slots=True)
class StaffTimedOut:
    """Nobody did anything for too long, or the session lasted too long; see `timeouts`."""

    why: Why


@dataclass(frozen=True, slots=True)
class StaffProofAged:
    """What is to prove the PIN of an operator card is soon no good any more; see `timeouts`."""


@dataclass(frozen=True, slots=True)
class UnblockAnswered:
    """The holder's card's outcome of a request of this visit that only a service point makes."""

    visit: int
    outcome: UnblockOutcome


@dataclass(frozen=True, slots=True)
class CaseTold:
    """The office's answer to a question about the case of this visit."""

    visit: int
    answer: AnyAnswer


@dataclass(frozen=True, slots=True)
class CaseReported:
    """What the office makes of the report that the card of this case was unblocked."""

    case: str
    answer: Taken | Confirmed | Denied


@dataclass(frozen=True, slots=True)
class VerdictLate:
    """The office has not said what it makes of it while a person waits."""


@dataclass(frozen=True, slots=True)
class ChoseCase:
    """Open a case for the holder of this card."""


@dataclass(frozen=True, slots=True)
class ChoseMatter:
    """What is to be done."""

    matter: Matter


@dataclass(frozen=True, slots=True)
class ChoseWho:
    """Who came."""

    who: Who


@dataclass(frozen=True, slots=True)
class ToggledDocument:
    """Staff has seen this document, or has not after all."""

    document: Document


@dataclass(frozen=True, slots=True)
class OpenCase:
    """All is as the form says: record it."""


@dataclass(frozen=True, slots=True)
class SignedOut:
    """The member of staff signs out."""


StaffEvent = StaffSeen | StaffAnswered | StaffDeadlineMissed | StaffTold | StaffTimedOut | StaffProofAged | SignedOut
CasePersonEvent = ChoseCase | ChoseMatter | ChoseWho | ToggledDocument | OpenCase | SignedOut
PersonEvent = session.PersonEvent | CasePersonEvent
Event = session.Event | StaffEvent | UnblockAnswered | CaseTold | CaseReported | VerdictLate | CasePersonEvent
