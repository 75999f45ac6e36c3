"""What people, cards and the issuer do to a terminal while its loop is watched."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random
from threading import Event, Timer

from emulator.cards import find_card
from emulator.reader.insertable import Insertable
from kiosk.card.pin import Pin
from kiosk.issuer.answers import NotListed
from kiosk.issuer.question import AskRecord
from kiosk.roles.view import Value, View
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from kiosk.session.event import (
    ChosePinChange,
    ChoseStanding,
    ChoseUnlock,
    Ended,
    PinEntered,
    Told,
    WentBack,
)
from kiosk.ui.look import CONTRASTS, LANGUAGES, TYPES
from tests.support.stage import Stage

SLOW_S = 0.3
HUNG_S = 60.0  # longer than any deadline

READ_TO_THE_END: dict[str, Value] = {  # every value that a screen may ask for
    "holder": "张*", "lastFour": "569X", "standing": "normal", "standingKnown": True, "electronicCard": "not-issued",
    "triesLeft": 2, "validUntil": "2027-01-05", "expired": False, "renewable": True, "advice": ["renew-soon"],
    "wrong": True, "refusals": ["run"], "why": "refused", "cardInside": True, "loud": True, "writing": True,
    "fault": "no-reader", "code": "",
}  # fmt: skip
SCREENS = (
    "menu", "standing", "unlock-explained", "pin-present", "pin-wrong", "pin-new", "pin-refused", "pin-again",
    "reading", "pin-changed", "pin-not-changed", "last-attempt", "locked", "outcome-unknown", "take-card",
    "card-left-behind", "still-there", "out-of-service", "not-recognised", "bank-card-only", "unsupported-card",
)  # fmt: skip


class Delayed:
    """A card that answers each command for which `strikes` only when `ready` is set, or after `seconds`."""

    def __init__(self, card: Insertable, strikes: Callable[[bytes], bool], seconds: float, ready: Event) -> None:
        self._card = card
        self._strikes = strikes
        self._seconds = seconds
        self._ready = ready
        self.atr = card.atr
        self.reset = card.reset
        self.power_off = card.power_off

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, late."""
        if self._strikes(apdu):
            self._ready.wait(self._seconds)
        return self._card.transmit(apdu)


def all_screens(stage: Stage) -> None:
    """Every screen in every language and size of type, in both contrasts; no terminal is at work meanwhile."""
    model = stage.screen.model
    choices = (model.chooseLanguage, model.chooseType, model.chooseContrast)
    for name in SCREENS:
        model.show(View(name, READ_TO_THE_END))
        stage.rest(40)
        for look in product(LANGUAGES, TYPES, CONTRASTS):
            for choose, value, present in zip(choices, look, stage.look(), strict=True):
                if value != present:
                    stage.clock.advance(1)
                    choose(value)
                    stage.rest(8)
    stage.screen.model.show(View("attract"))
    stage.rest(40)


def _visit(stage: Stage, card: Insertable) -> None:
    """A whole visit: standing, unlocking explained, the PIN changed, the card taken."""
    stage.insert(card)
    stage.sees("menu")
    for event, screen in (
        (ChoseStanding(), "standing"),
        (WentBack(), "menu"),
        (ChoseUnlock(), "unlock-explained"),
        (WentBack(), "menu"),
        (ChosePinChange(), "pin-present"),
        (PinEntered(Pin(b"135790")), "pin-new"),
        (PinEntered(Pin(b"624815")), "pin-again"),
        (PinEntered(Pin(b"624815")), "pin-changed"),
        (Ended(), "take-card"),
    ):
        stage.happen(event)
        stage.sees(screen)
        stage.rest(160)
    stage.slot.remove()
    stage.sees("attract")


def normal(stage: Stage) -> None:
    """A visit with a card in order."""
    _visit(stage, stage.made("normal"))


def _slow(stage: Stage) -> None:
    """Every second command takes 0.3 s."""
    turns = iter(range(1_000_000))
    _visit(stage, Delayed(stage.made("normal"), lambda _: next(turns) % 2 == 0, SLOW_S, Event()))


def _mute(stage: Stage) -> None:
    stage.insert("mute")
    stage.sees("not-recognised")
    stage.rest(160)
    stage.slot.remove()
    stage.sees("attract")


def _hanging(stage: Stage) -> None:
    """It stops answering in the middle; its deadline passes, and another worker takes over."""
    ready = Event()
    stage.free_at_end(ready.set)
    stage.insert(Delayed(stage.made("normal"), lambda _: True, HUNG_S, ready))
    stage.sees("reading")
    stage.rest(160)
    stage.passes(HUNG_S)
    stage.rest(160)
    stage.slot.remove()
    ready.set()
    stage.sees("attract")


def _pulled(stage: Stage) -> None:
    """Ten cards, each in for a moment of its own."""
    moments = Random(20261122)
    for _ in range(10):
        stage.insert("normal")
        stage.rest(moments.randrange(0, 60))
        stage.slot.remove()
        stage.rest(moments.randrange(0, 60))
    stage.sees("attract")


def _late_issuer(stage: Stage) -> None:
    """What it knows comes 0.3 s late, from a thread, and then something else."""
    card = stage.insert("normal")
    stage.sees("menu")
    stage.happen(ChoseStanding())
    stage.sees("standing")
    stage.passes(0)  # the office of its own has said all that it knows
    known = stage.screen.model.view
    question = AskRecord(find_card("normal").identification)
    for answer in (NotListed(), Record(Standing.LOST), Record(Standing.NORMAL, bank_active=True)):
        late = Timer(SLOW_S, stage.happen, [Told(1, answer, question)])
        late.start()
        stage.rest(round(SLOW_S * 1000) + 100)
    assert stage.screen.model.view == known, card
    stage.slot.remove()
    stage.sees("attract")


SCENES = {
    "normal visits": normal,
    "a slow card": _slow,
    "a mute card": _mute,
    "a card that hangs": _hanging,
    "cards pulled out": _pulled,
    "a late issuer": _late_issuer,
}
