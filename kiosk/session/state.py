"""The states of a self-service terminal. Whatever is known is in the state; nothing is kept beside it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum

from kiosk.card.facts import CardFacts
from kiosk.card.pin import Pin
from kiosk.card.port import Failure
from kiosk.rules.new_pin import Refusal
from kiosk.rules.standing import StandingAnswer


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay of one card in the reader; `number` is the watcher's."""

    number: int
    reader: str
    card: CardFacts
    standing: StandingAnswer


@dataclass(frozen=True, slots=True)
class Inside:
    """A card is in the reader, since the visit of this number."""

    visit: int
    reader: str


@dataclass(frozen=True, slots=True)
class Outside:
    """The reader is empty."""


@dataclass(frozen=True, slots=True)
class Broken:
    """There is no way to a card."""

    failure: Failure


Place = Inside | Outside | Broken


class Unrecognised(Enum):
    """Why the card in the reader can't be served."""

    MUTE = "mute"  # does not answer: upside down, or broken
    BANK_CARD = "bank-card"
    UNSUPPORTED = "unsupported"


class NotChanged(Enum):
    """Why the PIN was not changed, or what is known of it."""

    REFUSED = "refused"  # by the card, with a status word of its own
    NOT_SENT = "not-sent"  # the card went before the change was sent
    OTHER_CARD = "other-card"
    OLD_PIN_HOLDS = "old-pin-holds"  # asked after a lost answer
    UNSETTLED = "unsettled"  # could not be asked without risk


class Farewell(Enum):
    """Why the card is to be taken."""

    ENDED = "ended"
    CARD_STOPPED = "card-stopped"  # it did not answer; nothing was changed
    OTHER_CARD = "other-card"


class Reminder(Enum):
    """How far the reminder about a card left behind has got."""

    REMINDED = "reminded"
    LOUDER = "louder"
    RECORDED = "recorded"


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
    """No way to a card."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Attract:
    """Waiting for a card."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A card went in and is being read."""

    visit: int
    reader: str


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
class Counting:
    """The attempts left are being read before a PIN is asked for."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class PinPresent:
    """The present PIN is asked for; `wrong` after a wrong one."""

    visit: Visit
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class LastAttempt:
    """A warning before the last attempt."""

    visit: Visit
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Verifying:
    """The card is checking the present PIN."""

    visit: Visit
    present: Pin


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
class Changing:
    """The card is changing its PIN; its answer is waited for, come what may."""

    visit: Visit
    present: Pin
    new: Pin
    place: Place


@dataclass(frozen=True, slots=True)
class PinChanged:
    """The new PIN holds."""

    visit: Visit
    place: Place


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
    """Where a PIN is unlocked or reset, and with what: never here. `slip` is the same on paper."""

    visit: Visit
    slip: Slip = Slip.NONE


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """The answer to the change was lost; the same card, put back, will tell. `other_card` after a different one."""

    visit: Visit
    present: Pin
    new: Pin
    place: Place
    other_card: bool = False


@dataclass(frozen=True, slots=True)
class Settling:
    """The card put back (in the visit `asked`) is being asked which PIN holds."""

    visit: Visit
    present: Pin
    new: Pin
    asked: int
    place: Place


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
Visited = Idle | Counting | Verifying | Changing | Settling
State = Visited | Starting | OutOfService | Attract | Reading | NotRecognised | TakeCard | CardLeftBehind | StillThere


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


def place_in(state: Idle) -> Place:
    """Where the card is while `state` waits for the person: inside, unless the state says otherwise."""
    if isinstance(state, PinChanged | ChangeFailed | OutcomeUnknown):
        return state.place
    return Inside(state.visit.number, state.visit.reader)
