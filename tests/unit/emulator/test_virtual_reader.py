"""A reader in the test's process: cards in and out, a host that waits, and no answer where there is no card."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest

import emulator
from emulator.reader.slot import SlotView
from tests.support.workbench import SELECT_SSSE, TRIES, WRONG_PIN


def test_a_card_goes_in_with_power_and_comes_out() -> None:
    reader, card = emulator.VirtualReader("Reader 7"), emulator.card("normal")

    assert (reader.look().atr, reader.insert(card), reader.look().atr) == (None, card.atr, card.atr)
    assert reader.transmit(bytes.fromhex(SELECT_SSSE)).hex() == "611e"
    assert len(reader.exchange(bytes.fromhex(SELECT_SSSE))) == 32
    reader.remove()
    with pytest.raises(emulator.NoAnswer, match="'Reader 7' is empty"):
        reader.transmit(bytes.fromhex(TRIES))


def test_a_card_is_in_one_reader_at_a_time_and_answers_wherever_it_is() -> None:
    first, second, card = emulator.VirtualReader("first"), emulator.VirtualReader("second"), emulator.card("normal")
    first.insert(card)
    second.insert(card)

    assert (first.look().atr, second.look().atr) == (None, card.atr)
    assert card.exchange(bytes.fromhex(SELECT_SSSE)) == second.exchange(bytes.fromhex(SELECT_SSSE))
    card.pull()
    assert second.look().atr is None
    card.insert()
    assert (first.look().atr, second.look().atr) == (None, card.atr)


def test_a_second_card_drives_the_first_out() -> None:
    reader, first, second = emulator.VirtualReader(), emulator.card("normal"), emulator.card("two-left")
    reader.insert(first)
    reader.insert(second)

    assert reader.look().atr == second.atr
    with pytest.raises(emulator.NoAnswer, match="normal is out"):
        first.transmit(bytes.fromhex(TRIES))
    first.pull()
    assert reader.look().atr == second.atr


def test_a_card_that_was_put_back_can_be_planned_to_be_pulled_in_any_reader() -> None:
    reader, card = emulator.VirtualReader(), emulator.card("normal")
    reader.insert(card)
    reader.exchange(bytes.fromhex(SELECT_SSSE))
    card.pull_at(1)

    with pytest.raises(emulator.NoAnswer, match="before its answer"):
        reader.transmit(bytes.fromhex(WRONG_PIN))
    assert (reader.look().atr, card.tries_left) == (None, 5)


def test_a_host_that_waits_sees_the_change() -> None:
    reader, card, seen = emulator.VirtualReader(), emulator.card("normal"), list[SlotView]()
    host = Thread(target=lambda: seen.append(reader.wait(0, 30)))
    host.start()
    reader.insert(card)
    host.join(30)

    assert [view.atr for view in seen] == [card.atr]


def test_an_unplugged_reader_has_no_card_and_its_card_no_power() -> None:
    reader, card = emulator.VirtualReader("R"), emulator.card("normal")
    reader.insert(card)
    reader.unplug()
    hosts: tuple[Callable[[], object], ...] = (reader.reset, reader.power_off, lambda: card.transmit(b""))
    for host in hosts:
        with pytest.raises(emulator.NoAnswer, match="'R' is unplugged"):
            host()
    reader.plug()
    with pytest.raises(emulator.NoAnswer, match="has no power"):
        reader.transmit(bytes.fromhex(TRIES))
    assert reader.reset() == card.atr


def test_a_closed_card_goes_into_no_reader_and_leaves_who_is_in() -> None:
    reader, there, closed = emulator.VirtualReader(), emulator.card("normal"), emulator.card("two-left")
    reader.insert(there)
    closed.close()

    with pytest.raises(emulator.NoAnswer, match="two-left is closed"):
        reader.insert(closed)
    assert reader.look().atr == there.atr
