"""A terminal at work whose pcscd dies and comes back: it says so, and goes on by itself.

What others met: stuck on "reader unplugged" until somebody replugged it (eid-mw#27), not saying that it is pcscd that
is down (eid-mw#174), a monitor that dies with pcscd (pyscard#82).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.reader import vpcd
from emulator.reader.faults import PulledOut
from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.card.port import Fault
from kiosk.session.reason import NotChanged
from kiosk.session.state import Attract, ChangeFailed, Menu, OutcomeUnknown, OutOfService, PinChanged
from tests.pcsc.exchanges import CHANGE_PIN, VERIFY_PIN, At, AtFirst
from tests.pcsc.hand import Hand
from tests.pcsc.kiosk_command import KioskCommand
from tests.pcsc.visitor import Visitor, visitor
from tests.support.cards import NEW, PRESENT, holds, tries, virtual_card

IN_READING = 3  # the fourth exchange
TIMES = 2


@pytest.fixture
def hand(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At slot 0."""
    with Hand(pcscd) as hand:
        yield hand


@pytest.fixture
def person(pcscd: PrivatePcscd, tmp_path: Path) -> Iterator[Visitor]:
    """At a terminal that sees an empty reader."""
    with visitor(tmp_path) as person:
        person.sees(Attract)
        yield person


def is_down(state: OutOfService) -> bool:
    """That it is pcscd, is what is told."""
    return state.failure.fault is Fault.NO_SERVICE


def told_nothing_else(person: Visitor) -> bool:
    """Never was another reason told for being out of service."""
    return all(is_down(state) for state in person.seen if isinstance(state, OutOfService))


def test_an_empty_reader_is_back_with_pcscd(pcscd: PrivatePcscd, person: Visitor) -> None:
    for _ in range(TIMES):
        pcscd.kill()
        assert is_down(person.sees(OutOfService))
        pcscd.start()
        person.sees(Attract)
    assert told_nothing_else(person)


def test_a_card_in_the_reader_is_read_again_when_pcscd_is_back(
    pcscd: PrivatePcscd, hand: Hand, person: Visitor
) -> None:
    hand.insert(virtual_card())
    person.sees(Menu)
    for _ in range(TIMES):
        pcscd.kill()
        assert is_down(person.sees(OutOfService))
        pcscd.start()
        person.sees(Menu)
    assert told_nothing_else(person)


def test_a_restart_at_once_starts_the_visit_anew(pcscd: PrivatePcscd, hand: Hand, person: Visitor) -> None:
    hand.insert(virtual_card())
    person.sees(Menu)
    pcscd.restart()
    person.sees_no_more(Menu)
    person.sees(Menu)
    assert told_nothing_else(person)


def test_killed_while_the_card_is_read_it_is_told_and_the_card_read_later(
    pcscd: PrivatePcscd, hand: Hand, person: Visitor
) -> None:
    hand.insert(PulledOut(virtual_card(), pcscd.kill, At(IN_READING)))
    assert is_down(person.sees(OutOfService))
    pcscd.start()
    assert person.sees(Menu).visit.card.tries_left == 6
    assert told_nothing_else(person)


def test_killed_over_the_present_pin_nothing_is_lost(pcscd: PrivatePcscd, hand: Hand, person: Visitor) -> None:
    card = virtual_card()
    hand.insert(PulledOut(card, pcscd.kill, AtFirst(VERIFY_PIN)))
    person.enters_the_present_pin()
    assert is_down(person.sees(OutOfService))
    pcscd.start()
    assert person.sees(Menu).visit.card.tries_left == 6
    hand.leave()
    assert holds(card, PRESENT)


def test_killed_after_the_change_the_card_tells_when_pcscd_is_back(
    pcscd: PrivatePcscd, hand: Hand, person: Visitor
) -> None:
    card = virtual_card()
    hand.insert(PulledOut(card, pcscd.kill, AtFirst(CHANGE_PIN)))
    person.changes_the_pin()
    person.sees(OutcomeUnknown)
    pcscd.start()
    person.sees(PinChanged)
    hand.leave()
    assert (tries(card), holds(card, NEW)) == (6, True)


def test_killed_before_the_change_the_card_tells_when_pcscd_is_back(
    pcscd: PrivatePcscd, hand: Hand, person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vpcd, "SILENCE_S", 0.0)  # what the card does not answer, nobody waits for
    card = virtual_card()
    hand.insert(PulledOut(card, pcscd.kill, AtFirst(CHANGE_PIN), before=True))
    person.changes_the_pin()
    person.sees(OutcomeUnknown)
    pcscd.start()
    assert person.sees(ChangeFailed).why is NotChanged.OLD_PIN_HOLDS
    hand.leave()
    assert (tries(card), holds(card, PRESENT)) == (6, True)


def test_without_pcscd_the_command_names_it(pcscd: PrivatePcscd, tmp_path: Path) -> None:
    pcscd.stop()
    ran = KioskCommand(pcscd, tmp_path)("status")
    assert (ran.status, ran.out) == (1, "")
    assert "pcscd" in ran.err
    assert "systemctl start pcscd" in ran.err
