"""A card pulled out at any exchange of a PIN change, before the card carries the command out or after.

Every journey of `kiosk change-pin` ends with a status and a line; each is held against what the card itself says then.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.app.terminal import pcsc_terminal
from kiosk.card.pin import Pin
from kiosk.change_pin import Exit, Result, with_lines
from kiosk.settings import Settings
from tests.pcsc.contacts import reader_name, wait_for_card
from tests.pcsc.exchanges import CHANGE_PIN, GET_RESPONSE, READ_RECORD, SELECT, VERIFY, At
from tests.pcsc.hand import Hand
from tests.support.cards import NEW, PRESENT, holds, tries, virtual_card

SLOT_OF_BEFORE, SLOT_OF_AFTER = 0, 1


@dataclass(frozen=True, slots=True)
class Journey:
    """`at` is the header of the command at which the card was pulled out, None where it stayed in to the end."""

    at: bytes | None
    before: bool
    result: Result
    tries: int
    new_holds: bool


@pytest.fixture(scope="module")
def journeys(daemon: PrivatePcscd, tmp_path_factory: pytest.TempPathFactory) -> list[Journey]:
    """For every exchange, one pulled before and one after; the last two are undisturbed."""
    settings = Settings(journal=tmp_path_factory.mktemp("journal") / "journal.jsonl")
    return list(_journeys(daemon, settings))


@pytest.fixture
def pulled(journeys: list[Journey]) -> list[Journey]:
    """Those in which the card was pulled out."""
    return [journey for journey in journeys if journey.at]


def _journeys(pcscd: PrivatePcscd, settings: Settings) -> Iterator[Journey]:
    with ThreadPoolExecutor(2) as both:
        for exchange in count():
            pcscd.restart()  # with empty slots, sooner than a poll would tell
            pair = tuple(both.map(partial(_journey, pcscd, settings, exchange), (SLOT_OF_BEFORE, SLOT_OF_AFTER)))
            yield from pair
            if not any(journey.at for journey in pair):
                return


def _journey(pcscd: PrivatePcscd, settings: Settings, exchange: int, slot: int) -> Journey:
    card, strikes, before = virtual_card(), At(exchange), slot == SLOT_OF_BEFORE
    with Hand(pcscd, slot) as hand:
        hand.insert(PulledOut(card, hand.pull, strikes, before=before))
        wait_for_card(slot, present=True)
        with pcsc_terminal(settings, reader_name(slot)) as terminal:
            result = terminal.play(with_lines(Pin(PRESENT), Pin(NEW), Pin(NEW), settings.policy))
    return Journey(strikes.struck, before, result, tries(card), holds(card, NEW))


def test_undisturbed_it_changes_the_pin(journeys: list[Journey]) -> None:
    undisturbed = [(journey.result.exit, journey.new_holds) for journey in journeys if not journey.at]
    assert undisturbed == [(Exit.CHANGED, True), (Exit.CHANGED, True)]


@pytest.mark.parametrize("before", [True, False])
def test_every_command_of_the_journey_had_its_turn(pulled: list[Journey], before: bool) -> None:
    commands = [journey.at for journey in pulled if journey.before is before]
    assert set(commands) == {SELECT, GET_RESPONSE, READ_RECORD, VERIFY, CHANGE_PIN}
    assert commands.count(CHANGE_PIN) == 1


def test_it_never_reads_as_a_wrong_or_locked_pin(pulled: list[Journey]) -> None:
    """status-legacy#7887: a card pulled out was reported as a wrong PIN, and led toward a lock."""
    assert {journey.result.exit for journey in pulled} == {Exit.CHANGED, Exit.FAILED, Exit.UNKNOWN}


def test_it_costs_no_attempt(pulled: list[Journey]) -> None:
    assert {journey.tries for journey in pulled} == {6}


def test_the_outcome_is_unknown_only_where_the_change_was_under_way(pulled: list[Journey]) -> None:
    unknown = [journey for journey in pulled if journey.result.exit is Exit.UNKNOWN]
    assert [(journey.at, journey.before, journey.new_holds) for journey in unknown] == [
        (CHANGE_PIN, True, False),
        (CHANGE_PIN, False, True),
    ]


def test_changed_means_that_the_new_pin_holds(pulled: list[Journey]) -> None:
    changed = [journey for journey in pulled if journey.result.exit is Exit.CHANGED]
    assert changed
    assert all(journey.new_holds for journey in changed)


def test_not_changed_means_that_the_old_pin_holds(pulled: list[Journey]) -> None:
    failed = [journey for journey in pulled if journey.result.exit is Exit.FAILED]
    assert failed
    assert not any(journey.new_holds for journey in failed)


def test_what_failed_is_said_with_what_became_of_the_pin(pulled: list[Journey]) -> None:
    """vxsuite#2170, #2419: nobody is left with a card whose state they can't know."""
    said = {journey.result.message for journey in pulled if journey.result.exit is Exit.FAILED}
    told = (
        "can't be read",
        "nothing was changed",
        "Its PIN was not changed",
        "Your current PIN is still in effect",
        "one attempt may have been used up",
    )
    assert [line for line in said if not any(words in line for words in told)] == []
