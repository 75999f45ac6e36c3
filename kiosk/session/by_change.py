"""The card changes its PIN, and what becomes of a change whose answer was lost.

A card that was put back is told the two PINs only after it proved itself again. One that can't is asked nothing: with
the same public file and no keys it would be told both.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.card.outcome import (
    CardGone,
    Changed,
    Contradicted,
    Locked,
    NoInquiry,
    OtherCard,
    Outcome,
    Proof,
    Refused,
    Unchanged,
    Unconfirmed,
    Unknown,
    Unsettled,
    WrongPin,
)
from kiosk.card.port import Fault
from kiosk.card.request import AskWhichPin, ChangePin, EnablingChallenge, ProveCard
from kiosk.issuer.answers import Genuine, NotGenuine, ProofWanted
from kiosk.issuer.question import AskEnabling, AskPinProof, AskProof, CheckPin, CheckProof
from kiosk.rules.genuineness import Genuineness
from kiosk.session.asking import asking
from kiosk.session.effect import Ask, Effect, SendReports
from kiosk.session.enabling import enabling_of, may_enable
from kiosk.session.event import Answered, Told
from kiosk.session.learn import doubted, put_off
from kiosk.session.learn_pin import question_of, show_pin
from kiosk.session.place import Broken, Inside, Outside, Place
from kiosk.session.reason import Doubt, NotChanged
from kiosk.session.state import (
    ChangeFailed,
    Changing,
    OutcomeUnknown,
    PinAgain,
    PinChanged,
    PinLocked,
    Preparing,
    Purpose,
    Reproving,
    Settling,
)
from kiosk.session.transition import Transition, attempt_lost, stay, unknown
from kiosk.session.visit import PinQuestion, Visit, with_tries

Effects = tuple[Effect, ...]


def begin(state: PinAgain) -> Transition:
    """Both entries are in. Where the change may enable the card, the office first says what is to be proved."""
    preparing = Preparing(state.visit, state.present, state.new)
    if state.visit.presence and may_enable(state.visit.standing):
        return preparing, (Ask(state.visit.number, AskEnabling(state.visit.presence)),)
    return changing(preparing, None)


def changing(state: Preparing, challenge: EnablingChallenge | None) -> Transition:
    """The card is told. Without a challenge it proves nothing of the change, which is then worth a review at most."""
    visit, present, new = state.visit, state.present, state.new
    presence = visit.presence if may_enable(visit.standing) else b""
    asked = challenge if presence else None
    change = ChangePin(visit.number, visit.reader, visit.card.identification, present, new, presence, asked)
    return Changing(visit, present, new, visit.inside, reported=bool(presence)), (change,)


def changed(state: Changing, outcome: Outcome) -> Transition:
    """What the card says of its change."""
    visit, place = state.visit, state.place
    match outcome:
        case Changed(left):
            return _pin_changed(with_tries(visit, left), place, reported=state.reported)
        case Contradicted(left):
            return stay(ChangeFailed(doubted(with_tries(visit, left)), NotChanged.CONTRADICTED, place))
        case Unconfirmed(left):
            return unconfirmed(with_tries(visit, left), place), _sent(state.reported)
        case Unknown():
            return unknown(state, asked=visit.number)
        case WrongPin(left) if isinstance(place, Inside):
            return stay(asking(with_tries(visit, left), Purpose.CHANGE, wrong=True))
        case Locked() if isinstance(place, Inside):
            return stay(PinLocked(with_tries(visit, 0)))
        case WrongPin(left):
            return stay(ChangeFailed(with_tries(visit, left), NotChanged.WRONG_PIN, place))
        case Locked():
            return stay(ChangeFailed(with_tries(visit, 0), NotChanged.LOCKED, place))
        case CardGone(attempt=True):
            return attempt_lost(doubted(visit), place, NotChanged.CUT_OFF_AT_PIN)
        case CardGone(failure) if failure.fault is not Fault.CARD_GONE and not isinstance(place, Outside):
            return stay(ChangeFailed(doubted(visit), NotChanged.CUT_OFF, place))
        case CardGone():
            why = NotChanged.CUT_OFF if isinstance(place, Broken) else NotChanged.NOT_SENT
            return stay(ChangeFailed(visit, why, place))
        case OtherCard():
            return stay(ChangeFailed(doubted(visit), NotChanged.OTHER_CARD, place))
        case Refused():
            return stay(ChangeFailed(doubted(with_tries(visit, None)), NotChanged.REFUSED, place))
        case _:
            return stay(state)


def reproved(state: Reproving, event: Told | Answered) -> Transition:
    """The card put back proves itself: question, proof, check, and only then the PINs."""
    at = (state.asked, state.place.reader if isinstance(state.place, Inside) else "", state.visit.card.identification)
    match event:
        case Told(_, ProofWanted(number, factor, info), AskProof()):
            return replace(state, proving=number), (ProveCard(*at, factor, info),)
        case Told(_, Genuine(presence, evidence), CheckProof()):
            known = replace(state, visit=_proved_anew(state.visit, presence, has_pik=evidence))
            return (known, (Ask(state.asked, AskPinProof(presence)),)) if evidence else _ask_which(known, None)
        case Told(_, answer, AskPinProof(presence)) if presence == state.visit.presence:
            return _ask_which(state, question_of(answer, presence))
        case Told(_, NotGenuine(), CheckProof()):
            return _doubted(state, Doubt.NOT_GENUINE)
        case Told(_, _, AskProof() | CheckProof()):
            return _doubted(state, Doubt.UNCHECKED)
        case Answered(_, Proof(data)) if state.proving:
            return replace(state, proving=""), (Ask(state.asked, CheckProof(state.proving, data)),)
        case Answered(_, NoInquiry(other_card=other)) if state.proving:
            return _doubted(state, Doubt.OTHER_CARD if other else Doubt.NOT_GENUINE)
        case _:
            return stay(state)


def settled(state: Settling, outcome: Outcome) -> Transition:
    """What the card put back says of its PINs."""
    told = isinstance(outcome, Changed | Unchanged)
    visit = replace(state.visit, number=state.asked, pin_verified=state.visit.pin_verified or told)
    match outcome:
        case Changed(left, after=evidence):
            reported = may_enable(visit.standing)  # it proved itself before it was asked
            changed = _pin_changed(with_tries(visit, left), state.place, reported=reported)
            return _shown(changed, state.question, evidence)
        case Unconfirmed(left):
            return unconfirmed(with_tries(visit, left), state.place), _sent(may_enable(visit.standing))
        case Unchanged(left):
            return stay(ChangeFailed(with_tries(visit, left), NotChanged.OLD_PIN_HOLDS, state.place))
        case Unsettled(left):
            return stay(ChangeFailed(with_tries(visit, left), NotChanged.UNSETTLED, state.place))
        case Locked():
            return stay(ChangeFailed(with_tries(visit, 0), NotChanged.UNSETTLED, state.place))
        case Refused():  # neither right nor wrong, and perhaps an attempt less
            return stay(ChangeFailed(with_tries(visit, None), NotChanged.UNSETTLED, state.place))
        case OtherCard():
            return stay(OutcomeUnknown(state.visit, state.present, state.new, state.place, Doubt.OTHER_CARD))
        case CardGone():
            return unknown(state, asked=state.asked)
        case _:
            return stay(state)


def unconfirmed(visit: Visit, place: Place) -> ChangeFailed:
    """The card did not prove its new PIN: nobody is told that it holds, and the office may review the change."""
    return ChangeFailed(doubted(visit), NotChanged.UNCONFIRMED, place)


def _proved_anew(visit: Visit, presence: bytes, *, has_pik: bool) -> Visit:
    return replace(
        put_off(visit),
        genuine=Genuineness.GENUINE,
        presence=presence,
        has_pik=has_pik,
        aged=False,
        pin_question=None,
        shown=b"",
    )


def _ask_which(state: Reproving, question: PinQuestion | None) -> Transition:
    visit = state.visit
    reader = state.place.reader if isinstance(state.place, Inside) else visit.reader
    reports = visit.presence if may_enable(visit.standing) else b""
    card, evidence = visit.card.identification, None if question is None else question.evidence
    request = AskWhichPin(state.asked, reader, card, state.present, state.new, reports, evidence)
    return Settling(visit, state.present, state.new, state.asked, state.place, question), (request,)


def _doubted(state: Reproving, doubt: Doubt) -> Transition:
    return stay(OutcomeUnknown(state.visit, state.present, state.new, state.place, doubt))


def _shown(changed: tuple[PinChanged, Effects], question: PinQuestion | None, evidence: bytes) -> Transition:
    """The office hears from PIK that the new PIN holds: of a change that it reviews, once that was reported."""
    state, effects = changed
    visit, tells = show_pin(state.visit, question, evidence, initial=False)
    match tells:
        case (Ask(_, CheckPin() as check),) if state.enabling.waits:
            return replace(state, to_show=check), effects
        case _:
            return replace(state, visit=visit), (*effects, *tells)


def _pin_changed(visit: Visit, place: Place, *, reported: bool) -> tuple[PinChanged, Effects]:
    enabling = enabling_of(visit.standing, reported=reported)
    return PinChanged(visit, place, enabling), _sent(enabling.waits)


def _sent(reported: bool) -> Effects:
    return (SendReports(),) if reported else ()
