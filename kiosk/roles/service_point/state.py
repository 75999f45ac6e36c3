"""The states of a service point: who is signed in beside what happens at the holder's reader.

The holder's side is the whole self-service session, and what only a case has. Whatever is known is in the state.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum

from kiosk.card.pin import Pin
from kiosk.card.sighting import Sighting
from kiosk.issuer.answers import ProofWanted
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.staff import NoStaff, SigningIn, Staff, StaffState
from kiosk.roles.service_point.stage import Opening, Returning, Stage
from kiosk.rules.new_pin import Refusal
from kiosk.session import state as session
from kiosk.session.place import Inside, Place
from kiosk.session.state import (
    Attract,
    Call,
    CardLeftBehind,
    ChangeFailed,
    Changing,
    NotRecognised,
    OutcomeUnknown,
    OutOfService,
    PinChanged,
    Reproving,
    Settling,
    Slip,
    Starting,
    StillThere,
    TakeCard,
)
from kiosk.session.visit import Visit


class Obstacle(Enum):
    """Why a case is not opened, or comes to nothing. The second half are the office's reasons, by their ids."""

    ASKED = "asked"  # the issuer is still being asked about the card
    AWAY = "away"  # the office can't be reached
    CARD_GONE = "card-gone"
    CUT_OFF = "cut-off"  # the reader failed, with the card in it
    CARD_STOPPED = "card-stopped"
    OTHER_CARD = "other-card"
    CARD_REFUSED = "card-refused"  # the issuer's word
    KEY_DEAD = "key-dead"  # it takes no word of the issuer's any more: it was refused too often
    NO_COMMAND = "no-command"  # what the office gave is no PIN UNBLOCK
    NOT_UNBLOCKED = "not-unblocked"  # the counter shows it, whatever else was answered
    UNSETTLED = "unsettled"  # it can't be told
    NOT_TAKEN = "not-taken"  # nor here, where the card called the new PIN wrong, which cost an attempt
    OPERATOR_CARD = "operator-card"  # it did not prove that it is still the one that signed in
    NOT_LOCKED = "not-locked"  # there is nothing to unlock
    NO_PIN = "no-pin"  # likewise: it is set by a reset
    DENIED = "denied"  # any reason that is not below

    NOT_GENUINE = "not-genuine"
    UNKNOWN_CARD = "unknown-card"
    NOT_ALLOWED = "not-allowed"  # by the card's standing
    WHO = "who"
    DOCUMENTS = "documents"
    NO_SESSION = "no-session"
    NO_CASE = "no-case"
    NO_PRESENCE = "no-presence"
    NO_KEY = "no-key"
    TOO_OFTEN = "too-often"  # for one case


@dataclass(frozen=True, slots=True)
class Case:
    """A case that the office recorded."""

    id: str
    matter: Matter
    who: Who


@dataclass(frozen=True, slots=True)
class CaseForm:
    """What is to be done, who came, which documents were seen; `refused` after the office did not take it.

    `until`: when the limit that was reached ends.
    """

    visit: Visit
    matter: Matter
    who: Who
    seen: frozenset[Document] = frozenset()
    refused: Obstacle | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpeningCase:
    """The case is being opened; `renewed` where the holder's card proved itself anew for it."""

    form: CaseForm
    stage: Opening
    renewed: bool = False

    @property
    def visit(self) -> Visit:
        """The form's."""
        return self.form.visit


@dataclass(frozen=True, slots=True)
class ResetNew:
    """The holder is asked for a new PIN; `refused` says what was wrong with the one before."""

    visit: Visit
    case: Case
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class ResetAgain:
    """The new PIN is asked for once more."""

    visit: Visit
    case: Case
    new: Pin


@dataclass(frozen=True, slots=True)
class Unlocking:
    """Card and office are working on the case; `new` is the PIN of a reset."""

    visit: Visit
    case: Case
    stage: Stage
    new: Pin | None
    place: Place


class Verdict(Enum):
    """What the office makes of the report that a card was unblocked."""

    DONE = "done"  # keys proved it
    REPORTED = "reported"  # it is put down as told; an unlock is no more until its PIN is proved somewhere
    LATE = "late"  # not heard yet: it is told later
    DENIED = "denied"  # it does not take the report


@dataclass(frozen=True, slots=True)
class UnlockTold:
    """The card says that it was unblocked, and the office is being told: its verdict is waited for, not long."""

    visit: Visit
    case: Case
    place: Place


@dataclass(frozen=True, slots=True)
class UnlockDone:
    """The card says that it was unblocked, and this is the office's verdict. `slip` is the receipt."""

    visit: Visit
    case: Case
    place: Place
    verdict: Verdict
    slip: Slip = Slip.NONE

    @property
    def borne_out(self) -> bool:
        """True where more than the card's word is there: proof, or of an unlock that was reported its counter."""
        counted = self.case.matter is Matter.UNLOCK and self.visit.card.tries_left is not None
        return self.verdict is Verdict.DONE or (self.verdict is Verdict.REPORTED and counted)


@dataclass(frozen=True, slots=True)
class UnlockFailed:
    """The case came to nothing, or it can't be told here. `until`: when the limit that was reached ends."""

    visit: Visit
    matter: Matter
    why: Obstacle
    place: Place
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A case whose unblock's answer was lost: what PIK is to answer of a reset, and what is known since.

    `entries`: how many PINs were sent since, whose answers were lost as well. `set_back`: the counter was.
    """

    case: Case
    wanted: ProofWanted | None
    entries: int = 0
    set_back: bool = False


@dataclass(frozen=True, slots=True)
class UnlockUnknown:
    """The answer to the unblock was lost; the same card, put back, will tell. `visit` is as it was before.

    `why`: why the card that was put in meanwhile was not asked.
    """

    visit: Visit
    lost: Lost
    place: Place
    why: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class UnlockSettling:
    """The card put back (in the visit `asked`) proves itself and tells its counter."""

    visit: Visit
    lost: Lost
    asked: int
    place: Place
    stage: Returning


@dataclass(frozen=True, slots=True)
class ResetConfirm:
    """The card that was put back is the one, with `left` attempts: the holder keys the new PIN in once more."""

    visit: Visit
    lost: Lost
    asked: Inside
    left: int


@dataclass(frozen=True, slots=True)
class ResetConfirming:
    """The card checks the new PIN."""

    visit: Visit
    lost: Lost
    asked: Inside
    pin: Pin
    place: Place


@dataclass(frozen=True, slots=True)
class CaseStillThere:
    """Is anybody still there? `paused` goes on if so."""

    paused: CaseIdle


CaseIdle = CaseForm | ResetNew | ResetAgain | ResetConfirm | UnlockDone | UnlockFailed | UnlockUnknown
CaseState = CaseIdle | OpeningCase | Unlocking | UnlockTold | UnlockSettling | ResetConfirming | CaseStillThere
HolderState = session.State | CaseState

Resting = Starting | OutOfService | Attract | NotRecognised | TakeCard | CardLeftBehind  # nobody is being served
Finishing = (  # what became of a PIN is still to come, or to be read
    Changing
    | Reproving
    | Settling
    | OutcomeUnknown
    | PinChanged
    | ChangeFailed
    | Unlocking
    | UnlockSettling
    | UnlockUnknown
    | ResetConfirm
    | ResetConfirming
    | UnlockTold
    | UnlockDone
    | UnlockFailed
)


@dataclass(frozen=True, slots=True)
class State:
    """Both sides of a service point, and what the holder's reader showed last."""

    staff: StaffState
    holder: HolderState
    seen: Sighting | None


AT_START = State(NoStaff(), Starting(), None)


def staff_in_front(state: State) -> bool:
    """True where the screen is the staff's, and what is keyed in is theirs: nobody is signed in or being served."""
    holder = state.holder.paused if isinstance(state.holder, StillThere | CaseStillThere) else state.holder
    match state.staff:
        case Staff():
            return False
        case NoStaff():
            return not isinstance(holder, Finishing | TakeCard | CardLeftBehind)
        case _:
            return not isinstance(holder, Finishing)


def in_front(state: State) -> StaffState | HolderState:
    """Whichever side has the screen."""
    return state.staff if staff_in_front(state) else state.holder


def visit_in_front(state: State) -> Visit | None:
    """The visit that is seen on the screen: an operator card's is not."""
    return None if staff_in_front(state) else visit_of(state.holder)


def call_of(state: State) -> Call | None:
    """What a holder who is not looking is called back to."""
    return Call.STILL_THERE if isinstance(state.holder, CaseStillThere) else session.call_of(state.holder)


def pins_in(state: State) -> tuple[Pin, ...]:
    """The PINs that a state holds."""
    return (*_pins(state.staff), *_pins_of_holder(state.holder))


def is_settling(state: State) -> bool:
    """Whether the office is still to say what it makes of a card's answer: that an unblock was told, or staff's PIN."""
    return isinstance(state.holder, UnlockTold) or isinstance(state.staff, SigningIn)


def open_case(holder: HolderState) -> Case | None:
    """The case that is being worked on, and whose end the office has not heard."""
    match holder:
        case CaseStillThere(paused):
            return open_case(paused)
        case ResetNew(case=case) | ResetAgain(case=case) | Unlocking(case=case):
            return case
        case _:
            return None


def lost_case(holder: HolderState) -> Lost | None:
    """The case whose outcome is not known and can still be found out here."""
    match holder:
        case CaseStillThere(paused):
            return lost_case(paused)
        case (
            UnlockUnknown(lost=lost) | UnlockSettling(lost=lost) | ResetConfirm(lost=lost) | ResetConfirming(lost=lost)
        ):
            return lost
        case _:
            return None


def visit_of(holder: HolderState) -> Visit | None:
    """The visit that the holder's side belongs to, None where no card was read."""
    match holder:
        case CaseStillThere(paused):
            return paused.visit
        case _:
            return holder.visit if isinstance(holder, CaseState) else session.visit_of(holder)


def _pins_of_holder(holder: HolderState) -> tuple[Pin, ...]:
    match holder:
        case CaseStillThere(paused):
            return _pins(paused)
        case _:
            return _pins(holder) if isinstance(holder, CaseState) else session.pins_in(holder)


def _pins(state: StaffState | CaseState) -> tuple[Pin, ...]:
    values = (getattr(state, field.name) for field in fields(state))
    return tuple(value for value in values if isinstance(value, Pin))
