"""One of every state, event, request and outcome; each PIN in them has digits of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

from kiosk.card import outcome as out
from kiosk.card.facts import CardFacts, HolderFacts
from kiosk.card.outcome import Outcome
from kiosk.card.pin import Pin
from kiosk.card.port import Failure, Fault
from kiosk.card.request import (
    AskWhichPin,
    CardRequest,
    ChangePin,
    Evidence,
    ProveCard,
    ReadCard,
    ReadChallenge,
    ReadCounter,
    ReadHolder,
    Release,
    VerifyPin,
)
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed
from kiosk.issuer import answers as an
from kiosk.issuer import question as qu
from kiosk.issuer.answers import Answer
from kiosk.issuer.question import Question
from kiosk.printer.outcome import Failed, Printed, Reason, Saved, SlipOutcome
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.new_pin import Refusal
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session import event as ev
from kiosk.session import state as st
from kiosk.session.enabling import Enabling
from kiosk.session.event import Event
from kiosk.session.place import Broken, Inside, Outside
from kiosk.session.reason import Doubt, Farewell, NotChanged, Unrecognised
from kiosk.session.state import State
from kiosk.session.visit import NoList, Visit

DIGITS = (b"135790", b"624815", b"802457")
CARD = bytes.fromhex("610100D1560000050000000101234567")
ATR = bytes.fromhex("3B6D000000814A44468660610100000001")
READER = "Bench Reader"

HOLDER = HolderFacts("610323188503120111", "李明轩", date(1885, 3, 12))
FACTS = CardFacts(
    atr=ATR,
    protocol="t0",
    identification=CARD,
    version="3.00",
    number="D2143569X",
    issued=date(2024, 3, 18),
    valid_until=date(2034, 3, 17),
    tries_left=6,
    holder=None,
)
PRESENCE = b"presence of a card at this counter"
EVIDENCE = Evidence(bytes(8), bytes(8))
RECORD = Record(Standing.NORMAL, bank_active=True, bank_until=date(2034, 3, 17))
VISIT = Visit(7, READER, FACTS, Standing.NORMAL, RECORD, Genuineness.GENUINE, presence=PRESENCE, has_pik=True)
INSIDE = Inside(7, READER)
OTHER = an.OwnedCard("4321", "310100", Standing.NORMAL)
BROKEN = Failure(Fault.NO_READER)


def present() -> Pin:
    """The present PIN."""
    return Pin(DIGITS[0])


def new() -> Pin:
    """The new PIN."""
    return Pin(DIGITS[1])


def one_of_every_state() -> list[State]:
    """Every state, those with variants in each."""
    menu = st.Menu(VISIT)
    return [
        st.Starting(),
        *(st.OutOfService(Failure(fault)) for fault in Fault),
        st.OutOfService(Failure(Fault.CARD_HUNG), attempt=True),
        st.Attract(),
        *(st.Attract(wish) for wish in st.Wish),
        st.Explained(),
        st.Reading(7, READER),
        *(st.Reading(7, READER, wish) for wish in st.Wish),
        *(st.NotRecognised(why) for why in Unrecognised),
        *(st.Menu(Visit(7, READER, FACTS, standing)) for standing in (*Standing, *NoStanding)),
        *(st.StandingShown(replace(VISIT, genuine=genuine)) for genuine in Genuineness),
        *(st.StandingShown(replace(VISIT, others=others)) for others in ((), (OTHER,), *NoList)),
        *(st.StandingShown(Visit(7, READER, FACTS, standing)) for standing in (*Standing, *NoStanding)),
        st.Checking(replace(VISIT, genuine=Genuineness.ASKED, presence=b"")),
        st.Counting(VISIT),
        st.PinPresent(VISIT),
        st.PinPresent(VISIT, wrong=True),
        st.LastAttempt(VISIT),
        st.LastAttempt(VISIT, wrong=True),
        st.Verifying(VISIT, present()),
        st.PinNew(VISIT, present()),
        *(st.PinNew(VISIT, present(), (refusal,)) for refusal in Refusal),
        st.PinAgain(VISIT, present(), new()),
        st.Preparing(VISIT, present(), new()),
        st.Changing(VISIT, present(), new(), INSIDE),
        *(st.PinChanged(VISIT, INSIDE, enabling) for enabling in Enabling),
        *(st.ChangeFailed(VISIT, why, INSIDE) for why in NotChanged),
        st.PinLocked(VISIT),
        *(st.UnlockExplained(VISIT, slip) for slip in st.Slip),
        st.OutcomeUnknown(VISIT, present(), new(), Outside()),
        *(st.OutcomeUnknown(VISIT, present(), new(), Broken(BROKEN), doubt) for doubt in Doubt),
        st.Reproving(VISIT, present(), new(), 8, INSIDE),
        st.Settling(VISIT, present(), new(), 8, INSIDE),
        *(st.TakeCard(why) for why in Farewell),
        *(st.CardLeftBehind(reminder) for reminder in st.Reminder),
        st.StillThere(menu),
        st.StillThere(st.UnlockExplained(VISIT, st.Slip.PRINTING)),
        st.StillThere(st.PinAgain(VISIT, present(), new())),
        st.StillThere(st.OutcomeUnknown(VISIT, present(), new(), INSIDE)),
    ]


def one_of_every_outcome() -> list[Outcome]:
    """Every outcome."""
    lost = Failure(Fault.ANSWER_LOST)
    return [
        out.CardRead(FACTS),
        out.NotOurs(bank=True),
        out.Counter(6),
        out.Verified(6),
        out.WrongPin(5),
        out.Locked(),
        out.Changed(6),
        out.Contradicted(5),
        out.Unconfirmed(6),
        out.Unchanged(6),
        out.Unsettled(2),
        out.Unknown(lost),
        out.OtherCard(),
        out.CardGone(lost),
        out.Refused(0x6985),
        out.Proof(bytes(8)),
        out.ChallengeRead(bytes(8)),
        out.HolderRead(HOLDER),
        out.NoInquiry(0x6A88),
        out.Released(),
    ]


def one_of_every_question() -> list[Question]:
    """Every question."""
    return [
        qu.AskRecord(CARD),
        qu.AskProof(CARD),
        qu.CheckProof("1", bytes(8)),
        qu.AskReadProof(PRESENCE, bytes(8)),
        qu.AskOtherCards(PRESENCE),
        qu.AskPinProof(PRESENCE),
        qu.CheckPin("2", bytes(8), initial=False, presence=PRESENCE),
        qu.ClaimPin(PRESENCE),
        qu.AskEnabling(PRESENCE),
    ]


def one_of_every_answer() -> list[tuple[Question, Answer]]:
    """Every answer to each question."""
    record, proof, check, read, others, pin, shown, claim, enabling = one_of_every_question()
    found: list[tuple[Question, Answer]] = [
        *((record, Record(standing)) for standing in Standing),
        (record, an.NotListed()),
        (record, an.NotConfigured()),
        (proof, an.ProofWanted("1", bytes(8), bytes(8))),
        (check, an.Genuine(PRESENCE)),
        (check, an.NotGenuine()),
        (read, an.ExternalProof(bytes(16))),
        (others, an.OtherCards((OTHER,))),
        (pin, an.ProofWanted("2", bytes(8), bytes(8))),
        (shown, an.Taken()),
        (claim, an.Taken()),
        (enabling, an.EnablingChallenge("3", EVIDENCE, EVIDENCE, evidence=True)),
        (others, an.Denied("no-evidence")),
    ]
    for question in one_of_every_question():
        found += [(question, an.Away()), (question, an.Denied("too-often")), (question, an.Denied("no-presence"))]
    return found


def one_of_every_slip_outcome() -> list[SlipOutcome]:
    """Every outcome of a slip."""
    return [Printed(), Saved(Path("/slips/slip-20261122-140509-610100-0007.pdf")), *map(Failed, Reason)]


def one_of_every_event() -> list[Event]:
    """Every event, with every outcome."""
    return [
        ReaderFailed(BROKEN),
        CardOut(READER),
        CardIn(READER, ATR, 7),
        CardMute(READER),
        *(ev.Answered(7, outcome) for outcome in one_of_every_outcome()),
        ev.DeadlineMissed(7),
        *(ev.Told(7, answer, question) for question, answer in one_of_every_answer()),
        *(ev.Reported(CARD.hex(), answer) for answer in (an.Enabled(), an.UnderReview(), an.Denied("not-genuine"))),
        ev.ReportLate(),
        ev.PresenceAged(PRESENCE),
        *(ev.SlipDone(7, "569X", outcome) for outcome in one_of_every_slip_outcome()),
        ev.TimedOut(),
        ev.ChosePinChange(),
        ev.ChoseStanding(),
        ev.ChoseOthers(),
        ev.ChoseUnlock(),
        ev.AskedForSlip("zh_CN"),
        ev.PinEntered(Pin(DIGITS[2])),
        ev.WentOn(),
        ev.WentBack(),
        ev.Ended(),
        ev.Touched(),
    ]


def one_of_every_request() -> list[CardRequest]:
    """Every request."""
    return [
        ReadCard(7, READER),
        ReadCounter(7, READER, CARD),
        VerifyPin(7, READER, CARD, present()),
        ChangePin(7, READER, CARD, present(), new()),
        AskWhichPin(7, READER, CARD, present(), new()),
        ProveCard(7, READER, CARD, bytes(8), bytes(8)),
        ReadChallenge(7, READER, CARD),
        ReadHolder(7, READER, CARD, bytes(16)),
        Release(7),
    ]


def kinds(union: object) -> set[type]:
    """The classes of a union."""
    return set(get_args(union))
