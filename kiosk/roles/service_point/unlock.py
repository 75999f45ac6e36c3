"""The chain of an unlock: presence, proof of PUK, message, and the card's answer. Each step waits for the one before.

The terminal carries challenges and the issuer's words from one to the other; a wrong turn anywhere ends the case. What
follows a lost answer is in `lost`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from emulator.iso7816.status import StatusWord
from kiosk.card.outcome import CardGone, Contradicted, NoInquiry, OtherCard, Proof
from kiosk.card.pin import Pin
from kiosk.card.port import Fault
from kiosk.card.request import Evidence, ProveCard, Release
from kiosk.issuer.answers import Away, Denied, ExternalProof, Genuine, NotGenuine, ProofWanted
from kiosk.roles.service_point import lost
from kiosk.roles.service_point.answers import UnblockMessage
from kiosk.roles.service_point.counter import Says, least_after, says
from kiosk.roles.service_point.effect import AskForCase, Effect, EndCase, Result
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.outcome import (
    AnyOutcome,
    NotAnUnblock,
    NotProved,
    NotUnblocked,
    UnblockChallenge,
    Unblocked,
    UnblockRefused,
    UnblockUnknown,
)
from kiosk.roles.service_point.question import (
    AnyAnswer,
    AskPresence,
    AskPukProof,
    AskUnblockCommand,
    CaseQuestion,
    CheckPresence,
)
from kiosk.roles.service_point.request import BeginUnblock, ProveUnblock, Unblock
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
    Lost,
    Obstacle,
    UnlockFailed,
    Unlocking,
    UnlockTold,
)
from kiosk.session.learn import put_off
from kiosk.session.place import Broken, Outside
from kiosk.session.visit import Visit, with_tries

HolderTransition = tuple[HolderState, tuple[Effect, ...]]

_REASONS = {obstacle.value: obstacle for obstacle in Obstacle}
_ASKED = PresenceAsked | PresenceChecked | ProofAsked | MessageAsked


def obstacle_of(refused: Denied | Away) -> Obstacle:
    """The office's reason, by its id."""
    return Obstacle.AWAY if isinstance(refused, Away) else _REASONS.get(refused.reason, Obstacle.DENIED)


def until_of(refused: Denied | Away) -> datetime | None:
    """When it does it again, where it says so."""
    return refused.until if isinstance(refused, Denied) else None


def begin(staff: Staff, visit: Visit, case: Case, new: Pin | None) -> HolderTransition:
    """The card is to prove inside the case that it is here now: what it proved before may be too long ago."""
    state = Unlocking(put_off(visit), case, PresenceAsked(), new, visit.inside)
    return _ask(state, PresenceAsked(), AskPresence(staff.session, case.id))


def told(state: Unlocking, answer: AnyAnswer) -> HolderTransition:
    """The office's answer, on its way to the card."""
    visit = state.visit
    at = (visit.number, visit.reader, visit.card.identification)
    match state.stage, answer:
        case PresenceAsked(), ProofWanted(number, factor, info):
            return replace(state, stage=CardProving(number)), (ProveCard(*at, factor, info),)
        case PresenceChecked(), Genuine(presence=presence):
            return replace(state, stage=Challenging(presence)), (BeginUnblock(*at),)
        case ProofAsked(presence), ExternalProof(data):
            return replace(state, stage=PukProving(presence)), (ProveUnblock(*at, data),)
        case MessageAsked(), UnblockMessage(apdu, wanted):
            evidence = None if wanted is None else Evidence(wanted.factor, wanted.info)
            return replace(state, stage=Unblocking(wanted)), (
                Unblock(*at, apdu, state.new, evidence, least_after(visit)),
            )
        case stage, (Denied() | Away()) as refused if isinstance(stage, _ASKED):
            return _refused(state, refused)
        case PresenceChecked(), NotGenuine():
            return failed(state, Obstacle.NOT_GENUINE)
        case _:
            return state, ()


def answered(staff: Staff, state: Unlocking, outcome: AnyOutcome) -> HolderTransition:
    """The card's answer, on its way to the office."""
    session, case = staff.session, state.case.id
    match state.stage, outcome:
        case CardProving(number), Proof(data):
            return _ask(state, PresenceChecked(), CheckPresence(session, case, number, data))
        case CardProving(), NoInquiry():
            return failed(state, Obstacle.CARD_STOPPED)
        case Challenging(presence), UnblockChallenge(challenge):
            return _ask(state, ProofAsked(presence), AskPukProof(session, case, presence, challenge))
        case PukProving(presence), UnblockChallenge(challenge):
            question = AskUnblockCommand(session, case, presence, challenge, state.new)
            return _ask(state, MessageAsked(), question)
        case ((Challenging() | PukProving()), _):
            return _not_sent(state, outcome)
        case _:
            return state, ()


def carried_out(state: Unlocking, outcome: AnyOutcome) -> HolderTransition:
    """What became of the command itself, whoever is signed in by now."""
    match outcome:
        case Unblocked(left, evidence):
            return _carried_out(state, left, evidence)
        case UnblockRefused(left=left):
            return _refused_by_card(state, left)
        case NotUnblocked(left):
            return _ended(state, left, Obstacle.NOT_UNBLOCKED, Result.FAILED)
        case NotProved(left):
            return _ended(state, left, Obstacle.UNSETTLED, Result.UNKNOWN)
        case Contradicted(left):
            return _ended(state, left, Obstacle.NOT_TAKEN, Result.UNKNOWN)
        case UnblockUnknown(entries=entries):
            return unknown(state, entries=entries)
        case _:
            return _not_sent(state, outcome)


def deadline_missed(state: Unlocking) -> HolderTransition:
    """The card hangs: nothing was unblocked, except where the command was on its way."""
    return unknown(state) if isinstance(state.stage, Unblocking) else failed(state, Obstacle.CARD_STOPPED)


def failed(state: Unlocking, why: Obstacle, until: datetime | None = None) -> HolderTransition:
    """The case comes to nothing, and nothing that was proved stays on the card."""
    visit = state.visit
    return UnlockFailed(visit, state.case.matter, why, state.place, until), (Release(visit.number),)


def unknown(state: Unlocking, *, entries: int = 0, set_back: bool = False) -> HolderTransition:
    """The answer is lost, or can't be believed: the card, put back, will tell."""
    wanted = state.stage.wanted if isinstance(state.stage, Unblocking) else None
    case = Lost(state.case, wanted, entries, set_back)
    after, effects = lost.lost(state.visit, case, state.place, asked=state.visit.number)
    return after, (_end(state, Result.UNKNOWN), Release(state.visit.number), *effects)


def _ask(state: Unlocking, stage: Stage, question: CaseQuestion) -> HolderTransition:
    return replace(state, stage=stage), (AskForCase(state.visit.number, question),)


def _refused(state: Unlocking, refused: Denied | Away) -> HolderTransition:
    after, effects = failed(state, obstacle_of(refused), until_of(refused))
    no_message = isinstance(refused, Denied)  # an office that can't be reached may have made one
    return (after, (_end(state, Result.FAILED), *effects)) if no_message else (after, effects)


def _not_sent(state: Unlocking, outcome: AnyOutcome) -> HolderTransition:
    """Nothing on the card was changed."""
    match outcome:
        case CardGone(failure):
            there = failure.fault is Fault.CARD_GONE or isinstance(state.place, Outside)
            cut_off = isinstance(state.place, Broken) or not there
            return failed(state, Obstacle.CUT_OFF if cut_off else Obstacle.CARD_GONE)
        case OtherCard():
            return failed(state, Obstacle.OTHER_CARD)
        case UnblockRefused(StatusWord.LOCKED) if isinstance(state.stage, PukProving):
            return failed(replace(state, visit=replace(state.visit, unblockable=False)), Obstacle.KEY_DEAD)
        case UnblockRefused():
            return failed(state, Obstacle.CARD_REFUSED)
        case NotAnUnblock():
            return failed(state, Obstacle.NO_COMMAND)
        case _:
            return state, ()


def _refused_by_card(state: Unlocking, left: int | None) -> HolderTransition:
    """The card says no. Its counter tells what an unlock was; of a reset it tells at most that something happened."""
    if left is None:
        return unknown(state)
    set_back = says(state.visit, left) is Says.SET_BACK
    match state.case.matter:
        case Matter.UNLOCK if set_back:
            return _carried_out(state, left, b"")
        case Matter.UNLOCK:  # as many as before, and the PIN is kept: carried out or not, the card is the same
            return _ended(state, left, Obstacle.CARD_REFUSED, Result.FAILED)
        case Matter.RESET:
            return unknown(state, set_back=set_back)
        case _:
            assert_never(state.case.matter)


def _ended(state: Unlocking, left: int | None, why: Obstacle, result: Result) -> HolderTransition:
    """It comes to nothing, or can't be told, with so many attempts."""
    after, effects = failed(replace(state, visit=with_tries(state.visit, left)), why)
    return after, (_end(state, result), *effects)


def _carried_out(state: Unlocking, left: int | None, evidence: bytes) -> HolderTransition:
    """The card says so, or its counter, and PIK may prove it of a reset."""
    wanted = state.stage.wanted if isinstance(state.stage, Unblocking) else None
    end = lost.done(state.case, wanted, evidence)
    return UnlockTold(with_tries(state.visit, left), state.case, state.place), (end, Release(state.visit.number))


def _end(state: Unlocking, result: Result) -> EndCase:
    return EndCase(state.case.id, result)
