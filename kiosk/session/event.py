"""What can happen to a session: the reader, the card's answers, the issuer, time, and the person."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.card.outcome import ChallengeRead, HolderRead, NoInquiry, Outcome, Proof
from kiosk.card.pin import Pin
from kiosk.card.sighting import Sighting
from kiosk.errand import Errand
from kiosk.issuer.answers import Answer, Denied, Enabled, UnderReview
from kiosk.issuer.question import Question
from kiosk.printer.outcome import SlipOutcome


@dataclass(frozen=True, slots=True)
class Answered:
    """The card's outcome of a request made in this visit."""

    visit: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class DeadlineMissed:
    """A request of this visit was given up."""

    visit: int


@dataclass(frozen=True, slots=True)
class Told:
    """The office's answer to a question of this visit; Away where it came too late."""

    visit: int
    answer: Answer
    question: Question


@dataclass(frozen=True, slots=True)
class Reported:
    """What the office makes of the report that the first PIN of a card, by its identification in hex, was changed."""

    card: str
    answer: Enabled | UnderReview | Denied


@dataclass(frozen=True, slots=True)
class ReportLate:
    """The office has not answered to a report for longer than a person waits."""


@dataclass(frozen=True, slots=True)
class PresenceAged:
    """The office will soon take this presence for too old to answer questions."""

    presence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlipDone:
    """What became of the slip asked for in this visit, for the card whose number ends so; its person may have gone."""

    visit: int
    last_four: str
    outcome: SlipOutcome


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The state's time is over; see `timeouts`."""


@dataclass(frozen=True, slots=True)
class ChosePinChange:
    """Change the PIN."""


@dataclass(frozen=True, slots=True)
class ChoseStanding:
    """Look the standing up."""


@dataclass(frozen=True, slots=True)
class ChoseOthers:
    """See the other cards of this person, which takes the PIN."""


@dataclass(frozen=True, slots=True)
class ChoseUnlock:
    """Unlock or reset the PIN; or whatever else is the errand at a service point."""

    errand: Errand = Errand.UNLOCK


@dataclass(frozen=True, slots=True)
class AskedForSlip:
    """Print the slip for the service point, in the language that the person reads: "zh_CN" or "en"."""

    language: str


@dataclass(frozen=True, slots=True)
class PinEntered:
    """Six digits and "next"; the PIN is the session's from now on."""

    pin: Pin

    @classmethod
    def of(cls, digits: bytes | bytearray) -> PinEntered:
        """The event of six ASCII digits. Raises ValueError where they are not six digits."""
        return cls(Pin(digits))


@dataclass(frozen=True, slots=True)
class WentOn:
    """Next, OK, done: the one way on from a screen that only tells something."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """One step back."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Cancel, take card."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Any sign of life."""


PersonEvent = (
    ChosePinChange
    | ChoseStanding
    | ChoseOthers
    | ChoseUnlock
    | AskedForSlip
    | PinEntered
    | WentOn
    | WentBack
    | Ended
    | Touched
)
Aside = Told | Reported | ReportLate | PresenceAged | SlipDone
Event = Sighting | Answered | DeadlineMissed | Aside | TimedOut | PersonEvent


def is_aside(event: object) -> bool:
    """True for what happens beside what the person does: no sign of life, and only more that is known."""
    match event:
        case Told() | Reported() | ReportLate() | PresenceAged() | SlipDone():
            return True
        case Answered(outcome=outcome):
            return isinstance(outcome, Proof | ChallengeRead | HolderRead | NoInquiry)
        case _:
            return False
