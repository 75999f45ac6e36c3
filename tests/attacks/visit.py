"""A person who changes their PIN at a self-service terminal whose reader lies, between it and the real office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from kiosk.app.near_self_service import near
from kiosk.roles.self_service.parts import PARTS
from kiosk.session.event import ChosePinChange
from kiosk.session.reader import Reader
from kiosk.session.state import State
from tests.attacks.hall import HERE, NEW_PIN, OWN_PIN, hall, profiles
from tests.attacks.liars_hall import LiarsHall
from tests.attacks.wedge import Chip, Kind, Way
from tests.support.clock import Seconds


@contextmanager
def self_service() -> Iterator[LiarsHall]:
    """A self-service terminal with a reader that lies when it is told to."""
    with hall() as there:
        seconds, keyed = Seconds(), set[bytes]()
        chips = {each.card.id: Chip(each, seconds, keyed.__contains__) for each in profiles()}
        clocks = (seconds, there.clock)
        terminal = LiarsHall(PARTS, near(there.office, HERE), there.database, chips, clocks, Random(0), keyed=keyed)
        try:
            yield terminal
        finally:
            terminal.close()


def change(terminal: LiarsHall, card: str, ways: dict[Kind, Way]) -> State:
    """What the terminal shows after a change of PIN in which the reader lies from the new PIN on."""
    wedge = terminal.slots[Reader.HOLDER].wedge
    terminal.put_in(Reader.HOLDER, card, terminal.chips[card])
    terminal.do(ChosePinChange())
    terminal.key(Reader.HOLDER, OWN_PIN)
    wedge.ways = ways
    terminal.key(Reader.HOLDER, NEW_PIN)
    terminal.key(Reader.HOLDER, NEW_PIN)
    wedge.ways = {}
    shown: State = terminal.runner.state
    return shown
