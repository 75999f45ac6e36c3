"""A terminal in its role, step by step in one thread, between a lying reader and the real office.

Runner, worker, driver, in-process port and office are the real ones; clocks stand still until they are moved. Each
thing that nobody may bring about by lying is looked for where it would happen, and raises `Broken`.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from random import Random
from threading import Event
from typing import Any

from emulator.issuer.answers import Standing
from emulator.issuer.schema import CardRow, Case
from kiosk.card.in_process import InProcessPort
from kiosk.card.pin import Pin
from kiosk.card.request import EnablingChallenge, pins_of, with_own_pins
from kiosk.card.sighting import CardIn, CardOut
from kiosk.card.worker import Worker
from kiosk.issuer.answers import Away, Denied, Genuine, NotConfigured, NotGenuine, ProofWanted
from kiosk.issuer.answers import OtherCards as Listed
from kiosk.issuer.clerk import Asked
from kiosk.issuer.no_office import NoOffice
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.reporting import reporting
from kiosk.roles.parts import RoleParts
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.event import PinEntered
from kiosk.session.reader import Reader
from kiosk.session.runner import CardSaid, OfficeSaid, Runner
from kiosk.session.works import Works
from tests.attacks.wedge import TODAY, Chip, Kind, Wedge
from tests.support.clock import Seconds, WallClock

LIVE_S = 180.0
MOST_STEPS = 1000
DECIDES = ("CheckPin", "ClaimPin")  # questions that may change the registry, as every report may
CANT_TELL = frozenset(("unknown-card", "no-key", "too-often", "audit-broken"))


class Broken(AssertionError):
    """A lie did what none may do."""


class KeptReports:
    """A disk that never fails: the outbox's."""

    def load(self) -> tuple[()]:
        return ()

    def try_disk(self) -> None:
        pass

    def put(self, report: object) -> None:
        pass

    def remove(self, key: str) -> None:
        pass

    def hold(self, keys: frozenset[str]) -> None:
        pass

    def close(self) -> None:
        pass


@dataclass
class Desk:
    """Requests to the card, carried out when their turn comes."""

    reader: Reader
    worker: Worker[Any, Any]
    later: Callable[[Callable[[], None]], None]
    tell: Callable[[CardSaid], None]
    open: dict[int, int] = field(default_factory=dict)
    number: int = 0

    def submit(self, request: Any, /) -> None:
        self.number += 1
        own, number = with_own_pins(request), self.number
        self.open[number] = request.visit
        self.later(lambda: self._serve(own, number))

    def _serve(self, request: Any, number: int) -> None:
        outcome = self.worker.serve(request)
        for pin in pins_of(request):
            pin.wipe()
        self.tell(CardSaid(self.reader, number, outcome))

    def settle(self, number: int, /) -> int | None:
        return self.open.pop(number, None)

    def is_writing(self) -> bool:
        return False

    def due(self) -> None:
        return None

    def expire(self) -> None:
        return None


@dataclass
class Gateway:
    """Questions to the office, put when their turn comes."""

    put: Callable[[Any], Any]
    later: Callable[[Callable[[], None]], None]
    tell: Callable[[OfficeSaid], None]
    open: dict[int, Asked[Any]] = field(default_factory=dict)
    number: int = 0

    def submit(self, visit: int, question: Any, /) -> None:
        self.number += 1
        number = self.number
        self.open[number] = Asked(visit, question)
        self.later(lambda: self.tell(OfficeSaid(number, self.put(question))))

    def settle(self, number: int, /) -> Asked[Any] | None:
        return self.open.pop(number, None)

    def due(self) -> None:
        return None

    def expire(self) -> tuple[()]:
        return ()


class NoPrinter:
    """Slips are of no matter here."""

    def print_slip(self, *_: object) -> None:
        pass


@dataclass
class Slot:
    """What is known of the card in one reader: the office's word on it, and what was keyed in for it in this visit."""

    wedge: Wedge
    visit: int = 0
    verdict: str = "none"  # asked → genuine, wrong, silent or cannot
    again: bool = False  # it was taken out while the outcome of a command was unknown, and put back
    agreed: bool = False  # the reader said that the PIN was changed, or, put back, that it is one of the two
    keyed: set[bytes] = field(default_factory=set)
    wrong: set[bytes] = field(default_factory=set)  # entries that the reader called wrong


class LiarsHall:
    """The terminal, its readers and the office behind it. `away`: the office can't be reached.

    `keyed`: PINs that people keyed in in the visits that are, in BCD, which the cards of `chips` look into.
    """

    def __init__(
        self,
        parts: RoleParts[Any, Any],
        near: Any,
        database: Any,
        chips: Mapping[str, Chip],
        clocks: tuple[Seconds, WallClock],
        random: Random,
        *,
        keyed: set[bytes],
        t1: bool = False,
    ) -> None:
        self.parts, self.near, self.database, self.chips, self.keyed = parts, near, database, chips, keyed
        self.seconds, self.wall = clocks
        self.away = False
        self._todo: deque[Callable[[], None]] = deque()
        self._numbers: dict[str, bytes] = {}  # what was asked of which card
        self._of_presence: dict[bytes, bytes] = {}
        self._around: dict[str, list[tuple[bytes, bytes]]] = {}  # what a card was to answer before and after a change
        self.standings: dict[str, int] = {}
        self.done: set[str] = set()  # cases, by now
        self.outbox = Outbox(KeptReports, os.urandom, lambda _: None)
        free = {name: Chip(chip.profile, self.seconds, lambda _: False) for name, chip in chips.items()}
        self.slots = {
            reader: Slot(Wedge(reader.value, free, partial(self._hear, reader), random, t1)) for reader in parts.trades
        }
        self.runner: Runner[Any, Any] = Runner(
            parts.machine,
            Works(
                {reader: self._desk(reader) for reader in parts.trades},
                Gateway(self._put, self._todo.append, self._deliver),
                NoPrinter(),  # type: ignore[arg-type]
                self._report,
                lambda: self._todo.append(self._send),
                self._deliver,
            ),
            observe=lambda _before, _event, after: self._is_in_the_books(after),
            clock=self.seconds,
            today=lambda: TODAY,
            policy=PinPolicy(),
        )
        for reader, slot in self.slots.items():
            self._deliver(parts.machine.seen(reader, CardOut(slot.wedge.name)))
        self.pump()
        self.look()

    # --- what people and liars do

    def put_in(self, reader: Reader, face: str, inside: Chip | None, *, again: bool = False) -> None:
        """A card goes in."""
        slot = self.slots[reader]
        if slot.wedge.face is not None:
            self.take_out(reader)
        slot.visit, slot.verdict, slot.again = slot.visit + 1, "none", again
        slot.wrong.clear()
        if not again:
            self.keyed -= slot.keyed
            slot.keyed.clear()
            slot.agreed = False
            slot.wedge.present = b""
        slot.wedge.put_in(face, inside)
        atr = slot.wedge.look().atr
        assert atr is not None
        self._deliver(self.parts.machine.seen(reader, CardIn(slot.wedge.name, atr, slot.visit)))
        self.pump()

    def take_out(self, reader: Reader) -> None:
        """It is pulled out."""
        slot = self.slots[reader]
        slot.wedge.take_out()
        self._deliver(self.parts.machine.seen(reader, CardOut(slot.wedge.name)))
        self.pump()

    def do(self, event: Any) -> None:
        """A person does something."""
        self.runner.handle(event)
        self.pump()

    def key(self, reader: Reader, digits: str) -> None:
        """A PIN is keyed in for the card in this reader."""
        slot, pin = self.slots[reader], Pin(digits.encode())
        slot.keyed.add(pin.bcd())
        self.keyed.add(pin.bcd())
        slot.wrong.discard(pin.bcd())
        self.do(PinEntered(pin))

    def wait(self, seconds: float) -> None:
        """Time passes, and each screen goes when its own is over."""
        end = self.seconds() + seconds
        for _ in range(MOST_STEPS):
            due = self.runner.due()
            if due is None or due > end:
                break
            self._pass(max(0.0, due - self.seconds()))
            self.runner.elapse()
            self.pump()
        else:
            raise Broken(f"time is over and over again: {type(self.runner.state).__name__}")
        self._pass(end - self.seconds())
        self._send()
        self.pump()

    def _pass(self, seconds: float) -> None:
        self.seconds.advance(seconds)
        self.wall.now += timedelta(seconds=seconds)

    def pump(self) -> None:
        """Carry out all that is to be done, and look."""
        for _ in range(MOST_STEPS):
            if not self._todo:
                break
            self._todo.popleft()()
        else:
            raise Broken(f"it never comes to rest: {type(self.runner.state).__name__}")

    def close(self) -> None:
        """The end."""
        self.outbox.close(5)

    # --- what none may bring about

    def look(self, *, after_report: bool = False) -> None:
        """The registry, for what became of cards and cases."""
        with self.database.reading() as session:
            standings = {row.identification: row.standing for row in session.query(CardRow)}
            cases = [(row.id, row.card, row.matter, row.state) for row in session.query(Case)]
        for card, standing in standings.items():
            if self.standings and card not in self.standings:
                raise Broken("a card is put down that the office did not have")
            if self.standings.get(card) == Standing.SEALED and standing == Standing.NORMAL:
                self._must_be_proved(card, "enabled")
                if after_report:
                    self._must_have_answered_around_its_change(card)
        self.standings = standings
        for case, card, matter, state in cases:
            if state == "done" and case not in self.done:
                self._must_be_proved(card, f"a case of {matter} is done")
                self.done.add(case)

    def _is_in_the_books(self, state: Any) -> None:
        """What the screen calls done is so at the office."""
        view = self.parts.project(state, TODAY, None)
        if view.screen == "unlock-done" and view.values["result"] == "done":
            self.look()
            if state.holder.case.id not in self.done:
                raise Broken("a case is shown as done that the office has not as done")

    def _must_be_proved(self, card: str, what: str) -> None:
        chip = self._chip(card)
        if chip.profile.keys.has_pik:
            if not chip.proved_pin(LIVE_S):
                raise Broken(f"{what} without the card's PIN proved")
        elif chip.proved(Kind.IRK, LIVE_S) < 2:
            raise Broken(f"{what} without the card's own proofs")

    def _must_have_answered_around_its_change(self, card: str) -> None:
        """By IRK before it, and after it by PIK where it has one."""
        chip = self._chip(card)
        answered = {(deed.kind, deed.about) for deed in chip.deeds}
        after = Kind.PIK if chip.profile.keys.has_pik else Kind.IRK
        if not any({(Kind.IRK, one), (after, other)} <= answered for one, other in self._around.get(card, [])):
            raise Broken("enabled without the card's answers before and after the change")

    def _hear(self, reader: Reader, kind: Kind, data: bytes) -> None:
        slot = self.slots[reader]
        if kind is Kind.READ and data == b"silent":
            slot.verdict = "silent"
        elif kind is Kind.READ and data:
            slot.agreed = slot.agreed or data == b"changed" or slot.again
        elif kind is Kind.COUNTER and data:
            slot.wrong.add(data)
        elif kind in (Kind.VERIFY, Kind.CHANGE):
            slot.agreed = slot.agreed and kind is Kind.VERIFY
            self._pin_sent(slot, set(data.split(b"\xff")), again=kind is Kind.VERIFY and data in slot.wrong)

    def _pin_sent(self, slot: Slot, pins: set[bytes], *, again: bool) -> None:
        if not pins <= slot.keyed:
            raise Broken("a PIN is sent that nobody keyed in here")
        if again and not slot.again:
            raise Broken("a PIN that the card called wrong is sent again, and nobody keyed it in again")
        allowed = ("genuine",) if slot.again else ("genuine", "cannot")
        if slot.verdict not in allowed:
            raise Broken(f"a PIN is sent to a card that is {slot.verdict}, put back: {slot.again}")

    # --- between the terminal and the office

    def _put(self, question: Any) -> Any:
        if self._is_away:
            answer = Away()
        else:
            answer = self.parts.put(question, self.near)
            if type(question).__name__ in DECIDES:
                self.look()
        for pin in pins_of(question):
            pin.wipe()
        self._heard(question, answer)
        return answer

    @property
    def _is_away(self) -> bool:
        return self.away and not isinstance(self.near, NoOffice)  # where there is none, none can be away

    def _heard(self, question: Any, answer: Any) -> None:
        name, slot = type(question).__name__, self.slots[Reader.HOLDER]
        if name.endswith("Operator"):
            slot = self.slots[Reader.STAFF]
        match answer:
            case ProofWanted(number) if name in ("AskProof", "AskOperator", "AskReturned"):
                self._numbers[number] = question.card
                slot.verdict = "asked"
            case Genuine(presence):
                self._of_presence[presence] = self._numbers.get(getattr(question, "number", ""), b"")
                slot.verdict = "genuine"
            case NotGenuine():
                slot.verdict = "wrong"
            case Listed():
                card = self._of_presence[question.presence].hex()
                self._must_be_proved(card, "other cards are listed")
                if not self._chip(card).profile.keys.has_pik:
                    raise Broken("other cards are listed on the terminal's word")
            case EnablingChallenge(_, before, after):
                blocks = before.factor + before.info, after.factor + after.info
                self._around.setdefault(self._of_presence[question.presence].hex(), []).append(blocks)
            case Away() if name in ("AskProof", "CheckProof") and slot.verdict != "genuine":
                slot.verdict = "cannot"
            case NotConfigured() if slot.verdict == "none":
                slot.verdict = "cannot"
            case Denied(reason) if name in ("AskProof", "CheckProof") and slot.verdict != "genuine":
                slot.verdict = "cannot" if reason in CANT_TELL else slot.verdict
            case _ if type(answer).__name__ == "SignedIn":
                self._must_be_proved(self.chips["operator"].profile.identification.hex(), "signed in")
            case _ if type(answer).__name__ == "OperatorProved":
                slot.verdict = "genuine"

    def _desk(self, reader: Reader) -> Desk:
        trade = self.parts.trades[reader]
        if reader is Reader.HOLDER:
            trade = replace(trade, carry_out=reporting(self.outbox, trade.carry_out))
        worker = Worker(InProcessPort(self.slots[reader].wedge), trade, Event())
        return Desk(reader, worker, self._todo.append, self._deliver)

    def _deliver(self, arrival: Any) -> None:
        self._todo.append(lambda: self.runner.deliver(arrival))

    def _report(self, kind: str, about: str, proof: str) -> None:
        self.outbox.add(kind, about, proof)
        self._todo.append(self._send)

    def _send(self) -> None:
        """As the postman does."""
        for report in self.outbox.due():
            answer = Away() if self._is_away else self.parts.deliver(report, self.near)
            if isinstance(answer, Away):
                return
            self.look(after_report=True)
            (self.outbox.put_aside if isinstance(answer, Denied) else self.outbox.taken)(report)
            event = self.parts.reported(report, answer)
            if event is not None:
                self._deliver(event)

    def _chip(self, card: str) -> Chip:
        return next(chip for chip in self.chips.values() if chip.profile.identification.hex() == card)


@contextmanager
def closing(hall: LiarsHall) -> Iterator[LiarsHall]:
    """Let go of it at the end."""
    try:
        yield hall
    finally:
        hall.close()
