"""The chain of an unlock: presence, proof of PUK, message, and the card's answer. Each step waits for the one before.

The terminal carries challenges and the issuer's words from one to the other; a wrong turn anywhere ends the case.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.card.outcome import CardGone, NoInquiry, OtherCard, Proof, Refused, Unsettled
from kiosk.card.pin import Pin
from kiosk.card.port import Fault
from kiosk.card.request import ProveCard, Release
from kiosk.issuer.answers import Away, Denied, ExternalProof, Genuine, NotGenuine, ProofWanted
from kiosk.roles.service_point.answers import UnblockMessage
from kiosk.roles.service_point.effect import AskForCase, Effect, EndCase, Result
from kiosk.roles.service_point.outcome import (
    AnyOutcome,
    NotAnUnblock,
    NotUnblocked,
    UnblockChallenge,
    Unblocked,
    UnblockRefused,
    UnblockUnknown,
)
from kiosk.roles.service_point.question import (
    AnyAnswer,
    AskPresenceProof,
    AskUnblockMessage,
    AskUnblockProof,
    CaseQuestion,
    CheckPresence,
)
from kiosk.roles.service_point.request import AskUnblocked, BeginUnblock, ProveUnblock, Unblock
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.stage import (
    CardProving,
    Challenging,
    MessageAsked,
    PresenceAsked,
    PresenceChecked,
    ProofAsked,
    PukProving,
    Stage,
    Unblocking,
)
from kiosk.roles.service_point.state import (
    Case,
    HolderState,
    Obstacle,
    UnlockDone,
    UnlockFailed,
    Unlocking,
    UnlockSettling,
    UnlockUnknown,
)
from kiosk.session.learn import put_off
from kiosk.session.place import Broken, Inside, Outside, came_after
from kiosk.session.visit import Visit, with_tries

HolderTransition = tuple[HolderState, tuple[Effect, ...]]

_REASONS = {obstacle.value: obstacle for obstacle in Obstacle}
_ASKED = PresenceAsked | PresenceChecked | ProofAsked | MessageAsked


def obstacle_of(refused: Denied | Away) -> Obstacle:
    """The office's reason, by its id."""
    return Obstacle.AWAY if isinstance(refused, Away) else _REASONS.get(refused.reason, Obstacle.DENIED)


def begin(visit: Visit, case: Case, new: Pin | None) -> HolderTransition:
    """The card is to prove that it is here now: what it proved when it went in may be too long ago."""
    state = Unlocking(put_off(visit), case, PresenceAsked(), new, visit.inside)
    return _ask(state, PresenceAsked(), AskPresenceProof(visit.card.identification))


def told(state: Unlocking, answer: AnyAnswer) -> HolderTransition:
    """The office's answer, on its way to the card."""
    visit = state.visit
    at = (visit.number, visit.reader, visit.card.identification)
    match state.stage, answer:
        case PresenceAsked(), ProofWanted(number, factor, info):
            return replace(state, stage=CardProving(number)), (ProveCard(*at, factor, info),)
        case PresenceChecked(), Genuine(presence):
            return replace(state, stage=Challenging(presence)), (BeginUnblock(*at),)
        case ProofAsked(), ExternalProof(data):
            return replace(state, stage=PukProving()), (ProveUnblock(*at, data),)
        case MessageAsked(), UnblockMessage(apdu):
            return replace(state, stage=Unblocking()), (Unblock(*at, apdu),)
        case stage, (Denied() | Away()) as refused if isinstance(stage, _ASKED):
            return failed(state, obstacle_of(refused))
        case PresenceChecked(), NotGenuine():
            return failed(state, Obstacle.NOT_GENUINE)
        case _:
            return state, ()


def answered(staff: Staff, state: Unlocking, outcome: AnyOutcome) -> HolderTransition:
    """The card's answer, on its way to the office."""
    match state.stage, outcome:
        case CardProving(number), Proof(data):
            return _ask(state, PresenceChecked(), CheckPresence(number, data))
        case CardProving(), NoInquiry():
            return failed(state, Obstacle.CARD_STOPPED)
        case Challenging(presence), UnblockChallenge(challenge):
            return _ask(state, ProofAsked(), AskUnblockProof(staff.session, state.case.id, presence, challenge))
        case PukProving(), UnblockChallenge(challenge):
            question = AskUnblockMessage(staff.session, state.case.id, challenge, state.new)
            return _ask(state, MessageAsked(), question)
        case ((Challenging() | PukProving()), _):
            return _not_unblocked(state, outcome)
        case _:
            return state, ()


def carried_out(state: Unlocking, outcome: AnyOutcome) -> HolderTransition:
    """What became of the command itself, whoever is signed in by now."""
    match outcome:
        case Unblocked(left):
            return _done(state.visit, state, left)
        case UnblockUnknown():
            return unknown(state)
        case _:
            return _not_unblocked(state, outcome)


def deadline_missed(state: Unlocking | UnlockSettling) -> HolderTransition:
    """The card hangs: nothing was unblocked, except where the command was on its way."""
    match state:
        case UnlockSettling():
            return _lost(state, asked=state.asked)
        case Unlocking(stage=Unblocking()):
            return unknown(state)
        case _:
            return failed(state, Obstacle.CARD_STOPPED)


def failed(state: Unlocking, why: Obstacle) -> HolderTransition:
    """The case comes to nothing, and nothing that was proved stays on the card."""
    visit = state.visit
    return UnlockFailed(visit, state.case.matter, why, state.place), (Release(visit.number),)


def unknown(state: Unlocking) -> HolderTransition:
    """The answer is lost."""
    after, effects = _lost(state, asked=state.visit.number)
    return after, (EndCase(state.case.id, Result.UNKNOWN), Release(state.visit.number), *effects)


def ask(lost: UnlockUnknown, visit: int, reader: str) -> HolderTransition:
    """Ask the card that is in since `visit` what became of it."""
    card = lost.visit.card
    request = AskUnblocked(visit, reader, card.identification, card.tries_left, lost.new)
    return UnlockSettling(lost.visit, lost.case, lost.new, visit, Inside(visit, reader)), (request,)


def settled(state: UnlockSettling, outcome: AnyOutcome) -> HolderTransition:
    """What the card that was put back says."""
    visit = replace(put_off(state.visit), number=state.asked)
    match outcome:
        case Unblocked(left):
            return _done(visit, state, left)
        case NotUnblocked(left):
            after = UnlockFailed(with_tries(visit, left), state.case.matter, Obstacle.NOT_UNBLOCKED, state.place)
            return after, (EndCase(state.case.id, Result.FAILED),)
        case Unsettled(left):
            return UnlockFailed(with_tries(visit, left), state.case.matter, Obstacle.UNSETTLED, state.place), ()
        case Refused():
            return UnlockFailed(visit, state.case.matter, Obstacle.UNSETTLED, state.place), ()
        case OtherCard():
            return UnlockUnknown(state.visit, state.case, state.new, state.place, other_card=True), ()
        case CardGone():
            return _lost(state, asked=state.asked)
        case _:
            return state, ()


def _ask(state: Unlocking, stage: Stage, question: CaseQuestion) -> HolderTransition:
    return replace(state, stage=stage), (AskForCase(state.visit.number, question),)


def _not_unblocked(state: Unlocking, outcome: AnyOutcome) -> HolderTransition:
    """Nothing on the card was changed."""
    match outcome:
        case CardGone(failure):
            there = failure.fault is Fault.CARD_GONE or isinstance(state.place, Outside)
            cut_off = isinstance(state.place, Broken) or not there
            return failed(state, Obstacle.CUT_OFF if cut_off else Obstacle.CARD_GONE)
        case OtherCard():
            return failed(state, Obstacle.OTHER_CARD)
        case UnblockRefused():
            return failed(state, Obstacle.CARD_REFUSED)
        case NotAnUnblock():
            return failed(state, Obstacle.NO_COMMAND)
        case _:
            return state, ()


def _done(visit: Visit, state: Unlocking | UnlockSettling, left: int | None) -> HolderTransition:
    after = UnlockDone(with_tries(visit, left), state.case.matter, state.place)
    return after, (EndCase(state.case.id, Result.DONE), Release(visit.number))


def _lost(state: Unlocking | UnlockSettling, asked: int) -> HolderTransition:
    """Nobody knows. A card that went in after the visit `asked` can be asked at once."""
    lost = UnlockUnknown(state.visit, state.case, state.new, state.place)
    newer = came_after(asked, state.place)
    return (lost, ()) if newer is None else ask(lost, newer.visit, newer.reader)
