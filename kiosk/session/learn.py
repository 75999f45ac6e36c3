"""What gets known of a card beside what the person does: the office's word, and what the card is asked for it.

A card proves itself (ProofWanted → ProveCard → CheckProof → Genuine), which is all that a PIN waits for, then shows its
holder with the issuer's proof (ReadChallenge → AskReadProof → ReadHolder). Once its PIN was shown to the office
(`learn_pin`), that lists the person's other cards. What comes to nothing is asked again when the menu is back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.card.outcome import ChallengeRead, HolderRead, NoInquiry, Proof
from kiosk.card.request import ProveCard, ReadChallenge, ReadHolder
from kiosk.issuer.answers import (
    Answer,
    Away,
    Denied,
    ExternalProof,
    Genuine,
    NotConfigured,
    NotGenuine,
    NotListed,
    OtherCards,
    ProofWanted,
)
from kiosk.issuer.question import (
    AskEnabling,
    AskOtherCards,
    AskPinProof,
    AskProof,
    AskReadProof,
    AskRecord,
    CheckPin,
    CheckProof,
    ClaimPin,
)
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding
from kiosk.session.effect import Ask, Effect
from kiosk.session.event import Answered, PresenceAged, Reported, Told
from kiosk.session.learn_pin import pin_told, want_pin_proof
from kiosk.session.visit import HolderReading, NoList, Visit

InquiryOutcome = Proof | ChallengeRead | HolderRead | NoInquiry
Learned = tuple[Visit, tuple[Effect, ...]]

# Nobody at the reader brings about that an office says so: it can't tell of this card, or tells this terminal nothing.
_CANT_TELL = frozenset(("no-key", "unknown-card", "unknown-terminal", "audit-broken"))
_SHOWS_HOLDER_TO_ISSUER_ONLY = "3"  # the version's first character


def learn(visit: Visit, event: Told | Reported | PresenceAged | Answered, *, inquire: bool) -> Learned:
    """The visit, knowing more, and what to ask next; the card itself only where it may be inquired of.

    What another visit's card or question came to is ignored.
    """
    match event:
        case Told(number) if number == visit.number:
            return _told(_limited(visit, event.answer), event, inquire=inquire)
        case Answered(number, Proof() | ChallengeRead() | HolderRead() | NoInquiry() as outcome) if (
            number == visit.number
        ):
            return _inquired(visit, outcome)
        case Reported(card) if card == visit.card.identification.hex():  # its record may be a new one
            return visit, (Ask(visit.number, AskRecord(visit.card.identification)),)
        case PresenceAged(presence) if presence == visit.presence:
            aged = replace(visit, aged=True)
            return _renewed(aged) if inquire else (aged, ())
        case _:
            return visit, ()


def further(visit: Visit, *, inquire: bool, again: bool = False) -> Learned:
    """Ask for all that is not known and not under way; the card itself only where it may be inquired of.

    What could not be told of the card's genuineness is asked `again`, or stays so: nobody asks for a PIN meanwhile.
    """
    asks: list[Effect] = []
    card = visit.card.identification
    if visit.standing is NoStanding.UNREACHABLE:
        visit = replace(visit, standing=NoStanding.ASKED)
        asks.append(Ask(visit.number, AskRecord(card)))
    visit, proof = _renewed(visit, again=again)
    asks.extend(proof)
    if _may_list(visit) and visit.others in (NoList.NOT_ASKED, NoList.UNKNOWN):
        visit = replace(visit, others=NoList.ASKED)
        asks.append(Ask(visit.number, AskOtherCards(visit.presence)))
    if inquire and visit.presence and _hides_holder(visit) and visit.reading is HolderReading.OPEN:
        visit = replace(visit, reading=HolderReading.UNDER_WAY)
        asks.append(ReadChallenge(visit.number, visit.reader, card))
    return visit, tuple(asks)


def put_off(visit: Visit) -> Visit:
    """The visit with nothing under way: whatever is, its answer will not be heard."""
    return replace(
        visit,
        standing=NoStanding.UNREACHABLE if visit.standing is NoStanding.ASKED else visit.standing,
        genuine=Genuineness.UNKNOWN if visit.genuine is Genuineness.ASKED else visit.genuine,
        proving="",
        renewing=False,
        asking_pin=False,
        reading=HolderReading.OPEN if visit.reading is HolderReading.UNDER_WAY else visit.reading,
        others=NoList.UNKNOWN if visit.others is NoList.ASKED else visit.others,
    )


def doubted(visit: Visit) -> Visit:
    """The visit after the card broke off what it was asked: it proves itself again before it is told another PIN."""
    genuine = visit.genuine if visit.genuine.bars_pin else Genuineness.UNKNOWN
    return replace(put_off(visit), genuine=genuine, presence=b"", aged=False, pin_question=None)


def _renewed(visit: Visit, *, again: bool = False) -> Learned:
    """The card is to prove itself, where it has not, or where that is too long ago and not under way."""
    asks = (Ask(visit.number, AskProof(visit.card.identification)),)
    match visit.genuine:
        case Genuineness.ASKED | Genuineness.NOT_GENUINE:
            return visit, ()
        case Genuineness.GENUINE if visit.renewing or (visit.presence and not visit.aged):
            return visit, ()
        case Genuineness.GENUINE:
            return replace(visit, renewing=True), asks
        case Genuineness.UNKNOWN if visit.standing is NoStanding.NOT_CONFIGURED:
            return replace(visit, genuine=Genuineness.UNCHECKED), ()
        case Genuineness.UNKNOWN:
            return replace(visit, genuine=Genuineness.ASKED), asks
        case _ if again and visit.standing is not NoStanding.NOT_CONFIGURED:
            return replace(visit, genuine=Genuineness.ASKED), asks
        case _:
            return visit, ()


def _limited(visit: Visit, answer: Answer) -> Visit:
    match answer:
        case Denied("too-often", until):
            return replace(visit, limited_until=until)
        case _:
            return visit


def _with_record(visit: Visit, answer: Answer) -> Visit:
    match answer:
        case Record(standing) as record:
            return replace(visit, standing=standing, record=record)
        case NotListed():
            return replace(visit, standing=NoStanding.NOT_LISTED, record=None)
        case NotConfigured():
            return replace(visit, standing=NoStanding.NOT_CONFIGURED, record=None)
        case _ if visit.standing is NoStanding.ASKED:
            return replace(visit, standing=NoStanding.UNREACHABLE)
        case _:
            return visit  # what was known stays known


def _told(visit: Visit, event: Told, *, inquire: bool) -> Learned:
    card = visit.card.identification
    match event.question, event.answer:
        case AskRecord(), answer:
            return _with_record(visit, answer), ()
        case AskProof() | CheckProof(), _ if not (visit.renewing or visit.genuine is Genuineness.ASKED):
            return visit, ()  # it was put off meanwhile, or is settled: what was asked before that tells nothing now
        case AskProof(), ProofWanted(number, factor, info) if inquire:
            return replace(visit, proving=number), (ProveCard(visit.number, visit.reader, card, factor, info),)
        case AskProof(), ProofWanted():  # the office can tell, and nobody could ask the card
            return _unproved(visit, visit.genuine if visit.renewing else Genuineness.UNKNOWN), ()
        case CheckProof(), Genuine(presence, evidence):
            return _proved(visit, presence, has_pik=evidence, inquire=inquire)
        case CheckProof(), NotGenuine():
            return _unproved(visit, Genuineness.NOT_GENUINE), ()
        case ((AskProof() | CheckProof()), Denied(reason)) if not (visit.renewing or reason in _CANT_TELL):
            return _unproved(visit, Genuineness.POSTPONED), ()
        case AskProof() | CheckProof(), _:  # of a card that was genuine in this visit that stays true
            return _unproved(visit, visit.genuine if visit.renewing else Genuineness.UNCHECKED), ()
        case ((AskReadProof() | AskPinProof() | AskOtherCards()), Denied("no-presence")):  # it proves itself again
            return replace(put_off(visit), presence=b"", pin_question=None), ()
        case AskReadProof(), _ if visit.reading is not HolderReading.UNDER_WAY:  # it was put off meanwhile
            return visit, ()
        case AskReadProof(), ExternalProof(data) if inquire:
            return visit, (ReadHolder(visit.number, visit.reader, card, data),)
        case AskReadProof(), ExternalProof() | Away():
            return replace(visit, reading=HolderReading.OPEN), ()
        case AskReadProof(), _:
            return replace(visit, reading=HolderReading.CLOSED), ()
        case (AskPinProof() | CheckPin() | ClaimPin()) as question, answer:
            known, asks = pin_told(visit, question, answer)
            listed, more = further(known, inquire=False) if known.shown != visit.shown else (known, ())
            return listed, (*asks, *more)
        case AskOtherCards(), OtherCards(cards):
            return replace(visit, others=cards), ()
        case AskOtherCards(), Denied("no-evidence"):
            return replace(visit, others=NoList.WITHHELD), ()
        case AskOtherCards(), _:
            return replace(visit, others=NoList.UNKNOWN), ()
        case AskEnabling(), _:  # only `by_issuer` waits for it
            return visit, ()
        case _:
            assert_never(event.question)


def _proved(visit: Visit, presence: bytes, *, has_pik: bool, inquire: bool) -> Learned:
    """The card is genuine; what it was to prove its PIN with for an older presence is asked for anew."""
    wanted = visit.pin_question is not None or visit.asking_pin
    known = replace(visit, genuine=Genuineness.GENUINE, presence=presence, has_pik=has_pik, aged=False, renewing=False)
    asked, question = want_pin_proof(known) if wanted else (known, ())
    more, asks = further(asked, inquire=inquire)
    return more, (*question, *asks)


def _unproved(visit: Visit, genuine: Genuineness) -> Visit:
    return replace(visit, genuine=genuine, presence=b"", aged=False, renewing=False, proving="", pin_question=None)


def _inquired(visit: Visit, outcome: InquiryOutcome) -> Learned:
    reading = visit.reading is HolderReading.UNDER_WAY
    match outcome:
        case Proof(data) if visit.proving:
            return replace(visit, proving=""), (Ask(visit.number, CheckProof(visit.proving, data)),)
        case ChallengeRead(challenge) if reading and visit.presence:
            return visit, (Ask(visit.number, AskReadProof(visit.presence, challenge)),)
        case HolderRead(holder) if reading:
            return replace(visit, card=replace(visit.card, holder=holder), reading=HolderReading.CLOSED), ()
        case NoInquiry() if visit.proving:
            return _unproved(visit, Genuineness.SILENT), ()
        case NoInquiry() if reading:
            return replace(visit, reading=HolderReading.CLOSED), ()  # a wrong proof costs the card's key an attempt
        case Proof() | ChallengeRead() | HolderRead() | NoInquiry():
            return visit, ()
        case _:
            assert_never(outcome)


def _may_list(visit: Visit) -> bool:
    return bool(visit.presence) and visit.pin_verified and visit.shown == visit.presence


def _hides_holder(visit: Visit) -> bool:
    return visit.card.holder is None and visit.card.version.startswith(_SHOWS_HOLDER_TO_ISSUER_ONLY)
