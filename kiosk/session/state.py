"""The states of a self-service terminal. Whatever is known is in the state; nothing is kept beside it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum

from kiosk.card.pin import Pin
from kiosk.card.port import Failure
from kiosk.errand import Errand
from kiosk.issuer.question import CheckPin
from kiosk.rules.new_pin import Refusal
from kiosk.session.enabling import Enabling
from kiosk.session.place import Place
from kiosk.session.reason import Doubt, Farewell, NotChanged, Unrecognised
from kiosk.session.visit import PinQuestion, Visit


class Purpose(Enum):
    """What the present PIN is asked for."""

    CHANGE = "change"
    LIST = "list"  # to see the person's other cards


class Wish(Enum):
    """What somebody chose before their card was in."""

    CHANGE = "change-pin"
    STANDING = "standing"


class Reminder(Enum):
    """How far the reminder about a card left behind has got."""

    REMINDED = "reminded"
    LOUDER = "louder"
    RECORDED = "recorded"


class Call(Enum):
    """What whoever is not looking is called back to."""

    STILL_THERE = "still-there"
    CARD = "card"
    CARD_LOUDER = "card-louder"


class Slip(Enum):
    """How far the slip for the service point has got."""

    NONE = "none"  # nobody asked for one
    PRINTING = "printing"
    PRINTED = "printed"
    SAVED = "saved"  # as a PDF, where there is no printer
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Starting:
    """Nothing is known of the reader yet."""


@dataclass(frozen=True, slots=True)
class OutOfService:
    """No way to a card. `attempt`: a PIN was on its way to it, which may have cost an attempt."""

    failure: Failure
    attempt: bool = False


@dataclass(frozen=True, slots=True)
class Attract:
    """Waiting for a card. `wish`: what whoever is here has chosen already."""

    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """Where a PIN is unlocked or reset, to somebody whose card is not in."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A card went in and is being read; then its person's `wish` is served."""

    visit: int
    reader: str
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """This card can't be served."""

    why: Unrecognised


@dataclass(frozen=True, slots=True)
class Menu:
    """What would you like to do."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class StandingShown:
    """The card's standing in full."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Checking:
    """The card is proving itself before a PIN is asked for."""

    visit: Visit
    purpose: Purpose = Purpose.CHANGE


@dataclass(frozen=True, slots=True)
class Counting:
    """The attempts left are being read before a PIN is asked for."""

    visit: Visit
    purpose: Purpose = Purpose.CHANGE


@dataclass(frozen=True, slots=True)
class PinPresent:
    """The present PIN is asked for; `wrong` after a wrong one."""

    visit: Visit
    wrong: bool = False
    purpose: Purpose = Purpose.CHANGE


@dataclass(frozen=True, slots=True)
class LastAttempt:
    """A warning before the last attempt."""

    visit: Visit
    wrong: bool = False
    purpose: Purpose = Purpose.CHANGE


@dataclass(frozen=True, slots=True)
class Verifying:
    """The card is checking the present PIN, `initial` where cards come with it, and showing that for `question`."""

    visit: Visit
    present: Pin
    purpose: Purpose = Purpose.CHANGE
    question: PinQuestion | None = None
    initial: bool = False


@dataclass(frozen=True, slots=True)
class PinNew:
    """The new PIN is asked for; `refused` says what was wrong with the one before."""

    visit: Visit
    present: Pin
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class PinAgain:
    """The new PIN is asked for once more."""

    visit: Visit
    present: Pin
    new: Pin


@dataclass(frozen=True, slots=True)
class Preparing:
    """The office is asked what the card is to prove around its change. The card was told nothing yet."""

    visit: Visit
    present: Pin
    new: Pin


@dataclass(frozen=True, slots=True)
class Changing:
    """The card is changing its PIN; its answer is waited for, come what may. `reported`: the outbox knows of it."""

    visit: Visit
    present: Pin
    new: Pin
    place: Place
    reported: bool = False


@dataclass(frozen=True, slots=True)
class PinChanged:
    """The new PIN holds. `to_show`: what PIK said of it, for the office once it has the report."""

    visit: Visit
    place: Place
    enabling: Enabling = Enabling.NONE
    to_show: CheckPin | None = None


@dataclass(frozen=True, slots=True)
class ChangeFailed:
    """The PIN was not changed, or it can't be told here."""

    visit: Visit
    why: NotChanged
    place: Place


@dataclass(frozen=True, slots=True)
class PinLocked:
    """No attempts are left."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class UnlockExplained:
    """Where the errand is done (a PIN unlocked or reset), and with what: never here. `slip` is the same on paper."""

    visit: Visit
    slip: Slip = Slip.NONE
    errand: Errand = Errand.UNLOCK


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """The answer to the change was lost; the same card, put back, will tell. `doubt`: why one put back did not."""

    visit: Visit
    present: Pin
    new: Pin
    place: Place
    doubt: Doubt = Doubt.NONE


@dataclass(frozen=True, slots=True)
class Reproving:
    """The card put back (in the visit `asked`) is proving itself, before it is told a PIN; `proving` as in a visit."""

    visit: Visit
    present: Pin
    new: Pin
    asked: int
    place: Place
    proving: str = ""


@dataclass(frozen=True, slots=True)
class Settling:
    """The card put back (in the visit `asked`) is being asked which PIN holds, and PIK `question` of the new one."""

    visit: Visit
    present: Pin
    new: Pin
    asked: int
    place: Place
    question: PinQuestion | None = None


@dataclass(frozen=True, slots=True)
class TakeCard:
    """Please take your card."""

    why: Farewell


@dataclass(frozen=True, slots=True)
class CardLeftBehind:
    """A card is still in the reader and nobody seems to be here."""

    reminder: Reminder


@dataclass(frozen=True, slots=True)
class StillThere:
    """Are you still there? `paused` goes on if so."""

    paused: Idle


Idle = (
    Menu
    | StandingShown
    | PinPresent
    | LastAttempt
    | PinNew
    | PinAgain
    | PinChanged
    | ChangeFailed
    | PinLocked
    | UnlockExplained
    | OutcomeUnknown
)
Inquired = Menu | StandingShown | Checking | PinPresent | LastAttempt | PinNew | PinAgain | PinLocked | UnlockExplained
Visited = Idle | Checking | Counting | Verifying | Preparing | Changing | Reproving | Settling
Cardless = Starting | OutOfService | Attract | Explained
State = Visited | Cardless | Reading | NotRecognised | TakeCard | CardLeftBehind | StillThere


def pins_in(state: State) -> tuple[Pin, ...]:
    """The PINs that a state holds, those of a paused one included."""
    if isinstance(state, StillThere):
        return pins_in(state.paused)
    values = (getattr(state, field.name) for field in fields(state))
    return tuple(value for value in values if isinstance(value, Pin))


def visit_of(state: State) -> Visit | None:
    """The visit that a state belongs to, None where no card was read."""
    match state:
        case StillThere(paused):
            return paused.visit
        case _:
            return state.visit if isinstance(state, Visited) else None


def call_of(state: object) -> Call | None:
    """What is called for in `state`, None where nobody is called."""
    match state:
        case StillThere():
            return Call.STILL_THERE
        case CardLeftBehind(Reminder.REMINDED):
            return Call.CARD
        case CardLeftBehind():
            return Call.CARD_LOUDER
        case _:
            return None


def with_visit(state: State, visit: Visit) -> State:
    """The same state, knowing more of its visit."""
    match state:
        case StillThere(paused):
            return StillThere(replace(paused, visit=visit))
        case _:
            return replace(state, visit=visit) if isinstance(state, Visited) else state


def may_inquire(state: State) -> bool:
    """True where the card is inside and nothing that counts is asked of it: a lost inquiry does no harm there."""
    return isinstance(state.paused if isinstance(state, StillThere) else state, Inquired)


def place_in(state: Idle) -> Place:
    """Where the card is while `state` waits for the person: inside, unless the state says otherwise."""
    if isinstance(state, PinChanged | ChangeFailed | OutcomeUnknown):
        return state.place
    return state.visit.inside
