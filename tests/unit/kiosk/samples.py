"""One of every state, event, request and outcome; each PIN in them has digits of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

from kiosk.card import outcome as out
from kiosk.card.facts import CardFacts, HolderFacts
from kiosk.card.outcome import Outcome
from kiosk.card.pin import Pin
from kiosk.card.port import Failure, Fault
from kiosk.card.request import AskWhichPin, CardRequest, ChangePin, ReadCard, ReadCounter, Release, VerifyPin
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed
from kiosk.printer.outcome import Failed, Printed, Reason, Saved, SlipOutcome
from kiosk.rules.new_pin import Refusal
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session import event as ev
from kiosk.session import state as st
from kiosk.session.event import Event
from kiosk.session.state import State

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
VISIT = st.Visit(7, READER, FACTS, Standing.NORMAL)
INSIDE = st.Inside(7, READER)
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
        st.Attract(),
        st.Reading(7, READER),
        *(st.NotRecognised(why) for why in st.Unrecognised),
        *(st.Menu(st.Visit(7, READER, FACTS, standing)) for standing in (*Standing, *NoStanding)),
        *(st.StandingShown(st.Visit(7, READER, FACTS, standing)) for standing in (*Standing, *NoStanding)),
        st.Counting(VISIT),
        st.PinPresent(VISIT),
        st.PinPresent(VISIT, wrong=True),
        st.LastAttempt(VISIT),
        st.LastAttempt(VISIT, wrong=True),
        st.Verifying(VISIT, present()),
        st.PinNew(VISIT, present()),
        *(st.PinNew(VISIT, present(), (refusal,)) for refusal in Refusal),
        st.PinAgain(VISIT, present(), new()),
        st.Changing(VISIT, present(), new(), INSIDE),
        st.PinChanged(VISIT, INSIDE),
        *(st.ChangeFailed(VISIT, why, INSIDE) for why in st.NotChanged),
        st.PinLocked(VISIT),
        *(st.UnlockExplained(VISIT, slip) for slip in st.Slip),
        st.OutcomeUnknown(VISIT, present(), new(), st.Outside()),
        st.OutcomeUnknown(VISIT, present(), new(), st.Broken(BROKEN), other_card=True),
        st.Settling(VISIT, present(), new(), 8, INSIDE),
        *(st.TakeCard(why) for why in st.Farewell),
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
        out.Unchanged(6),
        out.Unsettled(2),
        out.Unknown(lost),
        out.OtherCard(),
        out.CardGone(lost),
        out.Refused(0x6985),
        out.Released(),
    ]


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
        ev.StandingTold(CARD, Standing.LOST),
        *(ev.SlipDone(7, outcome) for outcome in one_of_every_slip_outcome()),
        ev.TimedOut(),
        ev.ChosePinChange(),
        ev.ChoseStanding(),
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
        Release(7),
    ]


def kinds(union: object) -> set[type]:
    """The classes of a union."""
    return set(get_args(union))
