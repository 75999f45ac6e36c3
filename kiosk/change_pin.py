"""`kiosk change-pin`: the person at the terminal is a program with three lines, or somebody at a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from kiosk import china
from kiosk.card.pin import Pin
from kiosk.no_service import reasons
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.new_pin import PinPolicy, Refusal, refusals_again
from kiosk.session.enabling import Enabling
from kiosk.session.event import ChosePinChange, Ended, Event, PinEntered, WentOn
from kiosk.session.play import Finished
from kiosk.session.reason import NotChanged
from kiosk.session.state import (
    ChangeFailed,
    Changing,
    LastAttempt,
    Menu,
    OutcomeUnknown,
    PinAgain,
    PinChanged,
    PinLocked,
    PinNew,
    PinPresent,
    Reproving,
    Settling,
    StandingShown,
    State,
    Verifying,
)
from kiosk.session.visit import Visit, is_settled
from kiosk.words import BARRED, CHANGED, NOT_CHANGED, REFUSALS, STANDINGS


class Exit(IntEnum):
    """The command's exit statuses."""

    CHANGED = 0
    FAILED = 1
    WRONG = 3
    LOCKED = 4
    REFUSED = 5
    UNKNOWN = 6
    STOPPED = 130  # a shell's number for Ctrl-C


@dataclass(frozen=True, slots=True)
class Result:
    """How it ended: the exit status, and the line to print."""

    exit: Exit
    message: str


_TOLD_SOON = (Enabling.ON_ITS_WAY, Enabling.IN_CASE)  # the answer of an office that is there
_OF_A_CHANGE = (Changing, OutcomeUnknown, Reproving, Settling, ChangeFailed, PinLocked)
_NOT_KNOWN = (
    "It is not known whether the PIN was changed: the card's answer was lost, or unclear. Put the card in again and "
    "try the new PIN, then the old one: a wrong one costs an attempt, and a right one brings all of them back."
)
_STATUS = {
    NotChanged.WRONG_PIN: Exit.WRONG,
    NotChanged.LOCKED: Exit.LOCKED,
    NotChanged.UNSETTLED: Exit.UNKNOWN,
    NotChanged.CONTRADICTED: Exit.UNKNOWN,
    NotChanged.UNCONFIRMED: Exit.UNKNOWN,
}

Met = Event | Finished[Result] | None


def with_lines(present: Pin, new: Pin, again: Pin, policy: PinPolicy, reader: str = "") -> Person:
    """A person who has three PINs ready and makes one attempt. A new PIN that is refused costs none."""
    reason = reasons(reader)

    def meet(state: State) -> Met:
        match state:
            case Menu(visit) if is_settled(visit):
                against = refusals_again(new, again, present=present, card=visit.card, policy=policy)
                return _refused(against) if against else ChosePinChange()
            case (PinPresent(visit, True) | LastAttempt(visit, True)) as wrong:
                return _wrong(wrong.visit)
            case LastAttempt():
                return WentOn()
            case PinPresent(visit) if visit.asking_pin:
                return None  # whoever keys it in takes longer than the office to say how it is proved
            case PinPresent():
                return PinEntered(present.copy())
            case PinNew(refused=()):
                return PinEntered(new.copy())
            case PinNew(refused=refused):
                return _refused(refused)
            case PinAgain():
                return PinEntered(again.copy())
            case _:
                return _end(state, reason(state))

    return Person(meet)


def at_keyboard(ask: Callable[[str], Pin | None], tell: Callable[[str], None], reader: str = "") -> Person:
    """A person at a keyboard. `ask` shows a prompt and gives six digits, or None to stop; `tell` shows a line."""
    reason = reasons(reader)

    def meet(state: State) -> Met:
        match state:
            case Menu(visit) if is_settled(visit):
                return ChosePinChange()
            case LastAttempt(wrong=wrong):
                tell(f"{'Wrong PIN. ' if wrong else ''}One attempt left: a wrong PIN locks the card. Ctrl-C stops.")
                return WentOn()
            case PinPresent(visit, wrong):
                tell(f"{'Wrong PIN. ' if wrong else ''}{_attempts(visit)} left.")
                return _entered(ask("Current PIN: "))
            case PinNew(refused=refused):
                for refusal in refused:
                    tell(REFUSALS[refusal])
                return _entered(ask("New PIN: "))
            case PinAgain():
                return _entered(ask("New PIN again: "))
            case _:
                return _end(state, reason(state))

    return Person(meet)


def _entered(pin: Pin | None) -> Event:
    return Ended() if pin is None else PinEntered(pin)


class Person:
    """Meets each state, until the card is told to check or change its PIN: from then on the card alone ends that.

    Whatever else comes, a card that went, Ctrl-C or another end, leaves what the card said last, or that nobody knows.
    """

    def __init__(self, meet: Callable[[State], Met]) -> None:
        self._meet = meet
        self._told: Changing | PinChanged | None = None
        self._met: State | None = None
        self._is_over = False
        self._is_to_end = False

    def must_go_on(self, state: State) -> bool:
        """Whether no end may come in `state`: the card has a PIN, or what came of that is still to be said."""
        at_card = isinstance(state, Changing | Verifying)
        untold = isinstance(state, PinPresent | LastAttempt) and state.wrong and state is not self._met
        return self._is_over or self._told is not None or at_card or untold

    def end(self) -> None:
        """Somebody wants the end: nothing is asked for any more."""
        self._is_to_end = True

    def __call__(self, state: State) -> Met:
        """What the person does in it."""
        self._met = state
        met = self._meets(state)
        self._is_over = self._is_over or isinstance(met, Finished)
        return met

    def _meets(self, state: State) -> Met:
        match state:
            case Changing() | PinChanged():
                self._told = state
            case PinPresent(visit, True) | LastAttempt(visit, True) if self._is_to_end:
                return _wrong(visit)
            case PinNew() if self._is_to_end:
                return _finished(Exit.FAILED, "Ended as it was told to. Nothing was changed; no attempt was used up.")
            case PinPresent() | LastAttempt():  # it called the present PIN wrong, and changed nothing
                self._told = None
            case _:
                pass
        match self._told:
            case PinChanged(enabling=enabling) if not isinstance(state, PinChanged | ChangeFailed):
                return _finished(Exit.CHANGED, CHANGED[enabling])
            case Changing() if not isinstance(state, _OF_A_CHANGE):
                return _finished(Exit.UNKNOWN, _NOT_KNOWN)
            case _:
                return self._meet(state)


def _end(state: State, reason: str | None) -> Finished[Result] | None:
    """The result where `state` is an end, or there is a `reason` against going on; None where something is at work."""
    match state:
        case PinChanged(enabling=enabling):
            return None if enabling in _TOLD_SOON else _finished(Exit.CHANGED, CHANGED[enabling])
        case PinLocked():
            return _finished(Exit.LOCKED, "The PIN is locked. Only a staffed service point can unlock or reset it.")
        case OutcomeUnknown():
            return _finished(Exit.UNKNOWN, _NOT_KNOWN)
        case ChangeFailed(why=why):
            return _finished(_STATUS.get(why, Exit.FAILED), NOT_CHANGED[why])
        case StandingShown(visit):
            why_not = BARRED.get(visit.genuine) or f"{STANDINGS[visit.standing]}."
            if visit.genuine is Genuineness.POSTPONED and visit.limited_until is not None:
                why_not = f"{why_not} It will be answered again from {china.minute(visit.limited_until)[-5:]} on."
            return _finished(Exit.FAILED, f"The PIN of this card can't be changed: {why_not}")
        case _:
            return None if reason is None else _finished(Exit.FAILED, reason)


def _refused(reasons: tuple[Refusal, ...]) -> Finished[Result]:
    words = " ".join(REFUSALS[reason] for reason in reasons)
    return _finished(Exit.REFUSED, f"The new PIN was refused; the card was not touched. {words}")


def _wrong(visit: Visit) -> Finished[Result]:
    return _finished(Exit.WRONG, f"Wrong PIN. {_attempts(visit)} left.")


def _finished(status: Exit, message: str) -> Finished[Result]:
    return Finished(Result(status, message))


def _attempts(visit: Visit) -> str:
    left = visit.card.tries_left
    return "1 attempt" if left == 1 else f"{left} attempts"
