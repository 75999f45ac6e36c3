"""Which reader and which card the terminal serves, and what it says when there is no reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.card.lookout import POLL_S
from kiosk.card.pcsc import PcscPort
from kiosk.card.port import Fault
from kiosk.card.real_readers import RealReaders
from kiosk.session.state import Attract, Menu, OutOfService, Reading, Starting
from tests.pcsc.contacts import reader_name, wait_for_card
from tests.pcsc.hand import Hand
from tests.pcsc.kiosk_command import KioskCommand
from tests.pcsc.visitor import visitor
from tests.support.cards import virtual_card


@pytest.fixture
def kiosk(pcscd: PrivatePcscd, tmp_path: Path) -> KioskCommand:
    """The command."""
    return KioskCommand(pcscd, tmp_path)


@pytest.fixture
def first(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At slot 0."""
    with Hand(pcscd, 0) as hand:
        yield hand


@pytest.fixture
def second(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At slot 1."""
    with Hand(pcscd, 1) as hand:
        yield hand


def test_a_card_present_at_start_is_read_at_once(first: Hand, tmp_path: Path) -> None:
    """pyscard#231: a monitor missed it. bmd#1507: a flash of "no reader" at start."""
    first.insert(virtual_card())
    wait_for_card(0, present=True)
    with visitor(tmp_path) as person:
        person.sees(Menu)
        assert [type(state) for state in person.seen] == [Starting, Reading, Menu]


def test_of_two_cards_the_first_reader_s_is_served_unless_the_other_is_named(
    first: Hand, second: Hand, kiosk: KioskCommand, tmp_path: Path
) -> None:
    first.insert(virtual_card())
    second.insert(virtual_card("two-left"))
    for slot in (0, 1):
        wait_for_card(slot, present=True)
    for named, served in (("", 0), (reader_name(1), 1)):
        with visitor(tmp_path, named) as person:
            assert person.sees(Menu).visit.reader == reader_name(served)
    report = kiosk("status", "--reader", "00 01", "--json").json
    assert (report["reader"], report["tries_left"]) == (reader_name(1), 2)


def test_a_second_card_waits_until_the_first_is_taken(first: Hand, second: Hand, tmp_path: Path) -> None:
    """pyscard#220: a monitor that deadlocks with several readers."""
    first.insert(virtual_card())
    with visitor(tmp_path) as person:
        person.sees(Menu)
        second.insert(virtual_card("two-left"))
        wait_for_card(1, present=True)
        first.pull()
        assert person.sees_no_more(Menu) == Attract()
        assert person.sees(Menu).visit.reader == reader_name(1)


def test_a_reader_that_is_not_there_is_named(first: Hand, kiosk: KioskCommand) -> None:
    first.insert(virtual_card())
    wait_for_card(0, present=True)
    ran = kiosk("status", "--reader", "Nowhere")
    assert (ran.status, ran.out) == (1, "")
    assert "Nowhere" in ran.err


def test_a_hall_sees_no_virtual_reader_and_waits_for_a_real_one(first: Hand) -> None:
    first.insert(virtual_card())
    wait_for_card(0, present=True)
    port = RealReaders(PcscPort())
    seen = port.wait_change({}, 0.0)
    begun = monotonic()
    again = port.wait_change({}, 0.3)
    waited = monotonic() - begun
    port.close()
    assert (port.readers(), seen, again, waited >= 0.25) == ((), {}, {}, True)


def test_whoever_names_a_reader_may_name_the_staff_s(first: Hand, kiosk: KioskCommand, tmp_path: Path) -> None:
    """Its settings keep two people's cards apart at a service point; a command reads one card."""
    first.insert(virtual_card())
    wait_for_card(0, present=True)
    settings = tmp_path / "settings.toml"
    settings.write_text(f'reader = "{reader_name(1)}"\nstaff_reader = "{reader_name(0)}"\n', "utf-8")
    ran = kiosk("--config", str(settings), "status", "--reader", reader_name(0), "--json")
    assert (ran.status, ran.json["reader"]) == (0, reader_name(0)), ran.err


def test_a_name_that_two_readers_have_is_refused_with_what_to_do(first: Hand, kiosk: KioskCommand) -> None:
    first.insert(virtual_card())
    wait_for_card(0, present=True)
    ran = kiosk("status", "--reader", "Virtual PCD")
    assert (ran.status, ran.out) == (1, "")
    assert "Several readers have 'Virtual PCD'" in ran.err


def test_an_empty_reader_is_told(kiosk: KioskCommand) -> None:
    ran = kiosk("status")
    assert (ran.status, ran.out) == (1, "")
    assert "no card in the reader" in ran.err


def test_a_terminal_that_waits_for_a_card_ends_at_once(pcscd: PrivatePcscd, tmp_path: Path) -> None:
    """A cancel that comes just before the wait is lost to PC/SC, and the wait then lasts its second."""
    with visitor(tmp_path) as person:
        person.sees(Attract)
        start = monotonic()
    assert monotonic() - start < POLL_S / 2


def test_a_reader_that_is_unplugged_is_told_and_back_when_plugged_in(pcscd: PrivatePcscd, tmp_path: Path) -> None:
    """eid-mw#27: stuck on "reader unplugged" until it was replugged once more."""
    with visitor(tmp_path) as person:
        person.sees(Attract)
        pcscd.kill()
        with no_reader(pcscd):
            pcscd.start()
            person.sees(OutOfService, lambda state: state.failure.fault is Fault.NO_READER)
        pcscd.restart()
        person.sees(Attract)


@contextmanager
def no_reader(pcscd: PrivatePcscd) -> Iterator[None]:
    """A pcscd that is started meanwhile knows no reader."""
    plugged = pcscd.configuration / "reader-0"
    unplugged = pcscd.configuration.parent / "reader-0"
    plugged.rename(unplugged)
    try:
        yield
    finally:
        unplugged.rename(plugged)
