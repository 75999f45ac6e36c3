"""A slot in this process: in and out, seen by a host; and what a removal does to an exchange."""

from __future__ import annotations

import pytest

from emulator.card.mute import MuteCard
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot, SlotView
from tests.support.workbench import ATR_T0, READ_LOCKER, RIGHT_PIN, SELECT_SSSE, TRIES, Bench
from tests.unit.emulator.reader.hosts import Waiting


def say(slot: Slot, changes: int, *commands: str) -> str | None:
    answer: bytes | None = None
    for command in commands:
        answer = slot.transmit(changes, bytes.fromhex(command))
    return None if answer is None else answer.hex().upper()


@pytest.fixture
def slot() -> Slot:
    return Slot("bench")


@pytest.fixture
def card() -> Insertable:
    return Bench().card


def test_a_new_slot_is_empty(slot: Slot) -> None:
    assert slot.look() == SlotView(atr=None, changes=0)


def test_a_card_goes_in_and_out_and_each_counts(slot: Slot, card: Insertable) -> None:
    slot.insert(card)
    inside = slot.look()
    slot.remove()

    assert (inside, slot.look()) == (SlotView(ATR_T0, 1), SlotView(None, 2))


def test_a_card_over_another_takes_that_one_out_first(slot: Slot, card: Insertable) -> None:
    slot.insert(card)
    slot.insert(MuteCard(b"\x3b\x00"))

    assert slot.look() == SlotView(b"\x3b\x00", 3)


def test_taking_nothing_out_changes_nothing(slot: Slot) -> None:
    slot.remove()

    assert slot.look() == SlotView(None, 0)


def test_a_host_exchanges_with_the_card_it_saw(slot: Slot, card: Insertable) -> None:
    slot.insert(card)

    assert slot.reset(1)
    assert say(slot, 1, SELECT_SSSE, TRIES) == "63C6"


@pytest.mark.parametrize("back_again", [False, True], ids=["empty", "put in again"])
def test_a_card_that_went_is_gone_for_the_host_that_saw_it(slot: Slot, card: Insertable, back_again: bool) -> None:
    """status-legacy#7887: a card pulled out is reported as a wrong PIN. None is "gone", and only that."""
    slot.insert(card)
    slot.remove()
    if back_again:
        slot.insert(card)

    assert (slot.reset(1), say(slot, 1, SELECT_SSSE)) == (False, None)


def test_an_old_sight_cannot_power_off_the_next_card(slot: Slot, card: Insertable) -> None:
    slot.insert(MuteCard(b"\x3b\x00"))
    slot.insert(card)
    say(slot, 3, SELECT_SSSE)
    slot.power_off(1)

    assert say(slot, 3, TRIES) == "63C6"


@pytest.mark.parametrize("how", ["reset", "power_off"])
def test_power_forgets_what_was_proved(slot: Slot, card: Insertable, how: str) -> None:
    slot.insert(card)
    say(slot, 1, SELECT_SSSE, RIGHT_PIN)
    getattr(slot, how)(1)

    assert [say(slot, 1, TRIES), say(slot, 1, SELECT_SSSE, READ_LOCKER)] == ["6985", "6982"]


@pytest.mark.parametrize("over", [False, True], ids=["pulled out", "another put over it"])
def test_a_removal_forgets_what_was_proved(slot: Slot, card: Insertable, over: bool) -> None:
    slot.insert(card)
    say(slot, 1, SELECT_SSSE, RIGHT_PIN)
    if over:
        slot.insert(MuteCard(b"\x3b\x00"))
    slot.remove()
    slot.insert(card)

    assert say(slot, slot.look().changes, SELECT_SSSE, READ_LOCKER) == "6982"


def test_a_silent_card_gives_no_answer(slot: Slot) -> None:
    slot.insert(MuteCard(ATR_T0))

    assert (slot.reset(1), say(slot, 1, SELECT_SSSE)) == (True, None)


@pytest.mark.parametrize("change", ["insert", "remove", "over"])
def test_a_wait_ends_with_a_change(slot: Slot, card: Insertable, change: str) -> None:
    if change != "insert":
        slot.insert(card)
    before = slot.look()
    waiting = Waiting(slot, before.changes)
    if change == "remove":
        slot.remove()
    else:
        slot.insert(card)

    assert waiting.saw() == slot.look() != before


def test_a_wait_for_what_already_changed_ends_at_once(slot: Slot, card: Insertable) -> None:
    """pyscard#231: a monitor that misses a card present at start."""
    slot.insert(card)

    assert slot.wait(0, timeout_s=60) == SlotView(ATR_T0, 1)


def test_a_wait_ends_by_its_timeout(slot: Slot) -> None:
    assert slot.wait(0, timeout_s=0.01) == SlotView(None, 0)


def test_every_wait_ends_when_woken(slot: Slot) -> None:
    waits = [Waiting(slot, 0), Waiting(slot, 0)]
    while any(wait.is_alive() for wait in waits):
        slot.wake()

    assert [wait.saw() for wait in waits] == [SlotView(None, 0)] * 2
