"""A reader pulled off its cable, and plugged in again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from emulator.card.mute import MuteCard
from emulator.reader.slot import Slot, SlotView
from emulator.store.volatile import VolatileStore
from tests.support.workbench import (
    ATR_T0,
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_SSSE,
    TRIES,
    Bench,
    cells_of_new,
    profile,
)
from tests.unit.emulator.reader.hosts import DEADLINE_S, Exchange, HeldStore, Waiting


def say(slot: Slot, changes: int, *commands: str) -> str | None:
    answer: bytes | None = None
    for command in commands:
        answer = slot.transmit(changes, bytes.fromhex(command))
    return None if answer is None else answer.hex().upper()


@pytest.fixture
def slot() -> Slot:
    """A slot with a card in it, seen with its first change."""
    slot = Slot("bench")
    slot.insert(Bench().card)
    return slot


def test_a_slot_is_plugged_in_from_the_start() -> None:
    assert Slot("bench").look().plugged


def test_unplugged_it_shows_no_card_and_plugged_in_again_the_same(slot: Slot) -> None:
    slot.unplug()
    off = slot.look()
    slot.plug()

    assert (off, slot.look()) == (SlotView(None, 2, plugged=False), SlotView(ATR_T0, 3))


def test_pulling_or_plugging_twice_is_once(slot: Slot) -> None:
    slot.plug()
    slot.unplug()
    slot.unplug()

    assert slot.look() == SlotView(None, 2, plugged=False)


def test_an_empty_slot_can_be_unplugged() -> None:
    slot = Slot("bench")
    slot.unplug()
    slot.plug()

    assert slot.look() == SlotView(None, 2)


@pytest.mark.parametrize("plugged_again", [False, True], ids=["unplugged", "plugged in again"])
def test_a_host_that_saw_the_card_before_has_lost_it(slot: Slot, plugged_again: bool) -> None:
    slot.unplug()
    if plugged_again:
        slot.plug()

    assert (slot.reset(1), say(slot, 1, SELECT_SSSE)) == (False, None)


def test_nobody_reaches_the_card_of_an_unplugged_slot(slot: Slot) -> None:
    slot.unplug()

    assert (slot.reset(2), say(slot, 2, SELECT_SSSE)) == (False, None)


def test_the_card_loses_its_power_and_what_was_proved(slot: Slot) -> None:
    say(slot, 1, SELECT_SSSE, RIGHT_PIN)
    slot.unplug()
    slot.plug()

    assert [say(slot, 3, TRIES), say(slot, 3, SELECT_SSSE, READ_LOCKER)] == ["6985", "6982"]


def test_a_card_can_be_changed_while_it_is_unplugged(slot: Slot) -> None:
    slot.unplug()
    slot.remove()
    slot.insert(MuteCard(b"\x3b\x00"))
    hidden = slot.look().atr
    slot.plug()

    assert (hidden, slot.look().atr) == (None, b"\x3b\x00")


@pytest.mark.parametrize("change", [Slot.unplug, Slot.plug], ids=["unplug", "plug"])
def test_a_wait_ends_with_the_cable(slot: Slot, change: Callable[[Slot], None]) -> None:
    if change is Slot.plug:
        slot.unplug()
    before = slot.look()
    waiting = Waiting(slot, before.changes)
    change(slot)

    assert waiting.saw() == slot.look() != before


def test_an_exchange_under_way_loses_its_answer_and_what_it_proved() -> None:
    slot, store = Slot("bench"), HeldStore(VolatileStore(cells_of_new(profile())))
    slot.insert(Bench(store=store).card)
    say(slot, 1, SELECT_SSSE)
    exchange = Exchange(slot, 1, RIGHT_PIN)
    assert store.begun.wait(DEADLINE_S)
    slot.unplug()
    slot.plug()
    store.let_go.set()

    assert exchange.answer() is None
    assert [say(slot, 3, TRIES), say(slot, 3, SELECT_SSSE, READ_LOCKER)] == ["6985", "6982"]
