"""A wedge at both readers of a service point, staff, holders and time, over the terminal as it is and the real office.

Nobody signs in without the operator card's live proofs and its PIN keyed in; no reset is done without the card's own
evidence, no unlock is more than reported; and of PINs all holds that holds at a self-service terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from random import Random

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from emulator.issuer.answers import Credential
from emulator.issuer.terminals import register
from kiosk.app.near_service_point import near
from kiosk.roles.service_point.event import ChoseCase, ChoseMatter, OpenCase, SignedOut, ToggledDocument
from kiosk.roles.service_point.matter import Document, Matter
from kiosk.roles.service_point.parts import PARTS
from kiosk.roles.service_point.staff import StaffPin
from kiosk.roles.service_point.state import (
    CaseStillThere,
    ResetAgain,
    ResetConfirm,
    ResetConfirming,
    ResetNew,
    UnlockSettling,
    UnlockUnknown,
    staff_in_front,
)
from kiosk.session.event import WentOn
from kiosk.session.reader import Reader
from kiosk.session.state import OutcomeUnknown, Reproving, StillThere
from tests.attacks.hall import NEW_PIN, NOT_LISTED, hall, not_listed, profiles
from tests.attacks.liars_hall import LiarsHall
from tests.attacks.walk import SHRINKS_S, Walk, a_few, at_length
from tests.attacks.wedge import Chip, Kind, Way
from tests.support.clock import Seconds

HOLDER, STAFF = Reader.HOLDER, Reader.STAFF
POINT = Credential("point-1", b"a service point, a test secret")
STAFF_PIN, WRONG_PIN = "246802", "111222"
CARDS = ("normal", "sealed-3des", "without-pik", NOT_LISTED)
UNKNOWN = (UnlockUnknown, UnlockSettling, ResetConfirm, ResetConfirming)


class Does(Enum):
    """What happens between two steps, beside the wedges' beginning to lie."""

    STOP_LYING = "stop lying"
    SWAP = "another real card takes the holder's card's place, unseen"
    MINUTE = "a minute passes"
    AWAY = "the office is away"
    BACK = "the office is back"


lie = st.tuples(st.sampled_from([kind for kind in Kind if kind is not Kind.READ]), st.sampled_from(Way))
lies = st.lists(lie, min_size=1, max_size=2).map(dict)
between = st.lists(st.tuples(st.integers(0, 7), st.one_of(lies, st.sampled_from(Does))), max_size=2).map(dict)
cards, matters = st.sampled_from(CARDS), st.sampled_from(Matter)
lost = st.sampled_from((Way.CUT, Way.LOST, Way.YES))
insides = st.sampled_from(("itself", "itself", "itself", "nothing", "another"))
Between = dict[int, Does | dict[Kind, Way]]


class CounterMachine(Walk):
    """One service point, whose readers lie when they like."""

    @initialize(t1=st.booleans(), seed=st.integers(0, 2**32))
    def open(self, t1: bool, seed: int) -> None:
        """The office, the terminal, and real cards: the holders' are locked."""
        there, seconds, keyed = self.held.enter_context(hall()), Seconds(), set[bytes]()
        with there.database.writing() as session:
            register(session, POINT.terminal, "service-point", "01", POINT.secret())
        self.chips = {}
        for each in (*profiles(), not_listed()):
            locked = each.model_copy(update={"pin": each.pin.model_copy(update={"remaining": 0})})
            held = each if each.card.id in ("operator", "second-card") else locked
            self.chips[each.card.id] = Chip(held, seconds, keyed.__contains__)
        clocks, answers = (seconds, there.clock), near(there.office, POINT)
        self.hall = LiarsHall(PARTS, answers, there.database, self.chips, clocks, Random(seed), keyed=keyed, t1=t1)
        self.held.callback(self.hall.close)

    @rule(inside=insides, between=between, pin=st.sampled_from((STAFF_PIN, STAFF_PIN, WRONG_PIN)))
    def sign_in(self, inside: str, between: Between, pin: str) -> None:
        """A member of staff does; the operator card may be a stolen one, before a lying reader."""
        self.steps(STAFF, between, lambda: self.put_in(STAFF, "operator", inside), lambda: self.staff_keys(pin))

    @rule(verify=st.sampled_from((Way.YES, Way.KNOWN)), proof=st.sampled_from((Way.YES, Way.OLD)))
    def lie_at_the_sign_in(self, verify: Way, proof: Way) -> None:
        """A stolen operator card, whose PIN nobody knows."""
        self.sign_in("itself", {1: {Kind.VERIFY: verify, Kind.PIK: proof}}, WRONG_PIN)

    @rule(card=cards, matter=matters, inside=insides, between=between, back=insides)
    def case(self, card: str, matter: Matter, inside: str, between: Between, back: str) -> None:
        """A case from its beginning to its end, with staff signed in as they should be, where nobody is."""
        if not self.is_signed_in:
            self.sign_in_honestly()
        self.steps(
            HOLDER,
            between,
            lambda: self.put_in(HOLDER, card, inside),
            lambda: self.hall.do(ChoseCase()),
            lambda: self.hall.do(ChoseMatter(matter)),
            lambda: self.hall.do(ToggledDocument(Document.HOLDER_ID)),
            lambda: self.hall.do(OpenCase()),
            self.holder_keys,
            self.holder_keys,
            lambda: self.put_back_if_told(card, back),
        )
        self.holder_keys()
        self.hall.do(WentOn())

    @rule(card=cards, matter=matters, way=lost, kind=st.sampled_from((Kind.UNBLOCK, Kind.VERIFY)), back=insides)
    def lose_the_answer(self, card: str, matter: Matter, way: Way, kind: Kind, back: str) -> None:
        """What counts is the last command."""
        at = 6 if matter is Matter.RESET else 4
        self.case(card, matter, "itself", {at: {kind: way}, 7: Does.STOP_LYING}, back)

    @rule()
    def sign_out(self) -> None:
        """Staff leaves; the card stays."""
        self.hall.do(SignedOut())

    @rule(seconds=st.sampled_from((1, 61, 185, 1900)))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.hall.wait(seconds)

    def sign_in_honestly(self) -> None:
        """With nothing between."""
        self.hall.slots[STAFF].wedge.ways, self.hall.away = {}, False
        self.put_in(STAFF, "operator", "itself")
        self.staff_keys(STAFF_PIN)

    def steps(self, reader: Reader, between: Between, *steps: Callable[[], None]) -> None:
        """One by one, with what happens before each."""
        for slot in self.hall.slots.values():
            slot.wedge.ways = {}
        self.hall.away = False
        for stage, step in enumerate(steps):
            match between.get(stage):
                case Does.STOP_LYING:
                    self.hall.slots[reader].wedge.ways = {}
                case Does.SWAP if self.hall.slots[HOLDER].wedge.face is not None:
                    self.hall.slots[HOLDER].wedge.swap(self.chips["second-card"])
                case Does.MINUTE:
                    self.hall.wait(61)
                case Does.AWAY | Does.BACK as what:
                    self.hall.away = what is Does.AWAY
                case dict() as told:
                    self.hall.slots[reader].wedge.ways = told
                case _:
                    pass
            step()

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is."""
        return type(self.hall.runner.state.staff).__name__ == "Staff"

    def put_in(self, reader: Reader, card: str, inside: str) -> None:
        """What is really in the reader may be another, or nothing."""
        really = {"itself": self.chips[card], "nothing": None, "another": self.chips["second-card"]}[inside]
        holder = self.hall.runner.state.holder
        waiting = holder.paused if isinstance(holder, CaseStillThere | StillThere) else holder
        again = reader is HOLDER and isinstance(waiting, (*UNKNOWN, OutcomeUnknown, Reproving))
        self.hall.put_in(reader, card, really, again=again)

    def staff_keys(self, pin: str) -> None:
        """Where they can."""
        if staff_in_front(self.hall.runner.state) and isinstance(self.hall.runner.state.staff, StaffPin):
            self.hall.key(STAFF, pin)

    def holder_keys(self) -> None:
        """The new PIN of a reset."""
        if isinstance(self.hall.runner.state.holder, ResetNew | ResetAgain | ResetConfirm):
            self.hall.key(HOLDER, NEW_PIN)

    def put_back_if_told(self, card: str, inside: str) -> None:
        """What people do whom the screen asks for it."""
        if isinstance(self.hall.runner.state.holder, UNKNOWN):
            self.hall.take_out(HOLDER)
            self.put_in(HOLDER, card, inside)


TestCounterMachine = a_few(CounterMachine, 6, 8)


@pytest.mark.slow
@pytest.mark.timeout(SHRINKS_S)
def test_the_counter_at_length() -> None:
    at_length(CounterMachine, 110, 20)
