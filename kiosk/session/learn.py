"""What gets known of a card beside what the person does: the office's word, and what the card is asked for it.

No screen waits for any of it. A card proves itself (ProofWanted → ProveCard → CheckProof → Genuine), then shows its
holder with the issuer's proof (ReadChallenge → AskReadProof → ReadHolder), and once the PIN was verified the office
lists the person's other cards. What comes to nothing is asked again when the menu is back, or the PIN verified.
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
from kiosk.issuer.question import AskOtherCards, AskProof, AskReadProof, AskRecord, CheckProof
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding
from kiosk.session.effect import Ask, Effect
from kiosk.session.event import Answered, Enabled, Told
from kiosk.session.visit import HolderReading, NoList, Visit

InquiryOutcome = Proof | ChallengeRead | HolderRead | NoInquiry
Learned = tuple[Visit, tuple[Effect, ...]]

_SHOWS_HOLDER_TO_ISSUER_ONLY = "3"  # the version's first character


def learn(visit: Visit, event: Told | Enabled | Answered, *, inquire: bool) -> Learned:
    """The visit, knowing more, and what to ask next; the card itself only where it may be inquired of.

    What another visit's card or question came to is ignored.
    """
    match event:
        case Told(number) if number == visit.number:
            return _told(visit, event, inquire=inquire)
        case Answered(number, Proof() | ChallengeRead() | HolderRead() | NoInquiry() as outcome) if (
            number == visit.number
        ):
            return _inquired(visit, outcome)
        case Enabled(card) if card == visit.card.identification:  # its record is a new one
            return visit, (Ask(visit.number, AskRecord(card)),)
        case _:
            return visit, ()


def further(visit: Visit, *, inquire: bool) -> Learned:
    """Ask for all that is not known and not under way; the card itself only where it may be inquired of."""
    asks: list[Effect] = []
    card = visit.card.identification
    if visit.standing is NoStanding.UNREACHABLE:
        visit = replace(visit, standing=NoStanding.ASKED)
        asks.append(Ask(visit.number, AskRecord(card)))
    if visit.genuine is Genuineness.UNKNOWN and visit.standing is not NoStanding.NOT_CONFIGURED:
        visit = replace(visit, genuine=Genuineness.ASKED)
        asks.append(Ask(visit.number, AskProof(card)))
    if visit.presence and visit.pin_verified and visit.others in (NoList.NOT_ASKED, NoList.UNKNOWN):
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
        reading=HolderReading.OPEN if visit.reading is HolderReading.UNDER_WAY else visit.reading,
        others=NoList.UNKNOWN if visit.others is NoList.ASKED else visit.others,
    )


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
        case _, Denied("no-presence"):  # it is over: the card has to prove itself again
            return replace(put_off(visit), genuine=Genuineness.UNKNOWN, presence=b""), ()
        case AskProof(), ProofWanted(number, factor, info) if inquire:
            return replace(visit, proving=number), (ProveCard(visit.number, visit.reader, card, factor, info),)
        case CheckProof(), Genuine(presence):
            return further(replace(visit, genuine=Genuineness.GENUINE, presence=presence), inquire=inquire)
        case CheckProof(), NotGenuine():
            return replace(visit, genuine=Genuineness.NOT_GENUINE, presence=b""), ()
        case AskProof() | CheckProof(), _:
            return replace(visit, genuine=Genuineness.UNKNOWN, presence=b""), ()
        case AskReadProof(), ExternalProof(data) if inquire:
            return visit, (ReadHolder(visit.number, visit.reader, card, data),)
        case AskReadProof(), ExternalProof() | Away():
            return replace(visit, reading=HolderReading.OPEN), ()
        case AskReadProof(), _:
            return replace(visit, reading=HolderReading.CLOSED), ()
        case AskOtherCards(), OtherCards(cards):
            return replace(visit, others=cards), ()
        case _:  # the other cards could not be listed
            return replace(visit, others=NoList.UNKNOWN), ()


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
            return replace(visit, genuine=Genuineness.UNKNOWN, presence=b"", proving=""), ()
        case NoInquiry() if reading:
            return replace(visit, reading=HolderReading.CLOSED), ()  # a wrong proof costs the card's key an attempt
        case Proof() | ChallengeRead() | HolderRead() | NoInquiry():
            return visit, ()
        case _:
            assert_never(outcome)


def _hides_holder(visit: Visit) -> bool:
    return visit.card.holder is None and visit.card.version.startswith(_SHOWS_HOLDER_TO_ISSUER_ONLY)
