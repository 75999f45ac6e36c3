"""A service point's counter: its states, one of each, and the window in its role with somebody who hears it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from kiosk.card.pin import Pin
from kiosk.issuer.answers import ProofWanted
from kiosk.roles.self_service.parts import PARTS as SELF_SERVICE
from kiosk.roles.service_point import state as sp
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.parts import PARTS as SERVICE_POINT
from kiosk.roles.service_point.staff import (
    NoStaff,
    SigningIn,
    Staff,
    StaffPin,
    StaffProving,
    StaffReading,
    StaffVerifying,
    StaffVisit,
    Why,
)
from kiosk.roles.service_point.stage import PresenceAsked, PukProving, Recording, Unblocking
from kiosk.roles.service_point.state import Obstacle, State
from kiosk.roles.view import View
from kiosk.rules.new_pin import Refusal
from kiosk.session import state as st
from kiosk.session.place import Inside, Outside
from tests.support.samples import FACTS, HOLDER, INSIDE, READER, VISIT, one_of_every_state
from tests.support.stage import Stage

STAFF_DIGITS = b"246802"  # the test operator card's
NEW_DIGITS = b"802457"
NAME = "周静"  # invented

OPERATOR = StaffVisit(3, "Staff Reader", FACTS)
WANTED = ProofWanted("1", bytes(8), bytes(8))
STAFF = Staff(OPERATOR, b"a session of this counter", NAME, 1800.0, 43_200.0)
WHOSE = replace(VISIT, card=replace(FACTS, holder=HOLDER))
OUTSIDE = Outside()
NOT_ASKED = (None, Obstacle.OTHER_CARD, Obstacle.NOT_GENUINE, Obstacle.NO_PRESENCE, Obstacle.AWAY)  # put back in vain


def one_of_every_counter() -> list[State]:
    """Every state of either side, those with variants in each."""
    nobody = st.Attract()
    return [
        *(State(NoStaff(why, inside), nobody, None) for why in Why for inside in (None, Inside(3, "Staff Reader"))),
        State(StaffReading(3, "Staff Reader"), nobody, None),
        State(StaffProving(OPERATOR), nobody, None),
        *(State(StaffPin(OPERATOR, WANTED, wrong), nobody, None) for wrong in (False, True)),
        State(StaffVerifying(OPERATOR, WANTED, Pin(STAFF_DIGITS)), nobody, None),
        State(SigningIn(OPERATOR), nobody, None),
        *(State(STAFF, holder, None) for holder in one_of_every_state()),
        *(State(STAFF, holder, None) for holder in one_of_every_case()),
    ]


def one_of_every_case() -> list[sp.CaseState]:
    """Every state of a case."""
    form = sp.CaseForm(WHOSE, Matter.RESET, Who.HOLDER)
    case, unlock = (sp.Case("C-1", matter, Who.HOLDER) for matter in (Matter.RESET, Matter.UNLOCK))
    new, lost = Pin(NEW_DIGITS), sp.Lost(case, WANTED)
    return [
        form,
        replace(form, who=Who.PROXY, seen=frozenset((Document.HOLDER_ID,))),
        *(replace(form, refused=why) for why in Obstacle),
        sp.OpeningCase(form, Recording()),
        sp.ResetNew(WHOSE, case),
        *(sp.ResetNew(WHOSE, case, (refusal,)) for refusal in Refusal),
        sp.ResetAgain(WHOSE, case, new),
        sp.Unlocking(WHOSE, case, PukProving(b"presence"), new, INSIDE),
        sp.Unlocking(WHOSE, case, Unblocking(WANTED), new, INSIDE),
        sp.UnlockTold(WHOSE, case, INSIDE),
        *(sp.UnlockDone(WHOSE, case, INSIDE, verdict, slip) for verdict in sp.Verdict for slip in st.Slip),
        *(sp.UnlockDone(WHOSE, unlock, INSIDE, verdict, slip) for verdict in sp.Verdict for slip in st.Slip),
        sp.UnlockDone(WHOSE, unlock, OUTSIDE, sp.Verdict.REPORTED),
        *(sp.UnlockFailed(WHOSE, matter, why, INSIDE) for matter in Matter for why in Obstacle),
        sp.UnlockUnknown(WHOSE, lost, OUTSIDE),
        *(sp.UnlockUnknown(WHOSE, lost, Inside(9, READER), why) for why in NOT_ASKED),
        sp.UnlockSettling(WHOSE, lost, 9, INSIDE, PresenceAsked()),
        sp.ResetConfirm(WHOSE, lost, Inside(9, READER), 6),
        sp.ResetConfirming(WHOSE, lost, Inside(9, READER), new, INSIDE),
        sp.CaseStillThere(form),
    ]


class Ear:
    """A session that only listens."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def deliver(self, arrival: object, /) -> None:
        """Something was sent."""
        self.heard.append(arrival)

    def elapse(self) -> None:
        """Nothing is ever due."""

    def due(self) -> float | None:
        """Never."""
        return None

    def is_writing(self) -> bool:
        """Nothing is."""
        return False


@contextmanager
def at_the_counter(window: Stage) -> Iterator[Ear]:
    """The window in a service point's role; nothing goes on behind it."""
    ear = Ear()
    window.qt_said.clear()
    window.screen.play(SERVICE_POINT)
    window.loop.drive(ear)
    window.settle()
    try:
        yield ear
    finally:
        window.loop.release()
        window.screen.play(SELF_SERVICE)
        window.screen.model.show(View("attract"))
        window.screen.model.start_over()
    assert not window.qt_said, window.qt_said
