"""A card pulled out in the middle of an exchange."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from emulator.store.volatile import VolatileStore
from tests.support.odd_cards import Answering
from tests.support.workbench import (
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
    cells_of_new,
    profile,
)
from tests.unit.emulator.reader.hosts import DEADLINE_S, Exchange, HeldStore


class SlowToStart(Answering):
    """A card that keeps a reset open until it is let go."""

    def __init__(self) -> None:
        super().__init__(b"\x3b\x00", lambda _: b"\x90\x00")
        self.begun, self.let_go = Event(), Event()

    def reset(self) -> bytes:
        """The ATR, once it is let go."""
        self.begun.set()
        assert self.let_go.wait(DEADLINE_S)
        return super().reset()


@pytest.fixture
def slot() -> Slot:
    return Slot("bench")


@pytest.fixture
def store() -> HeldStore:
    return HeldStore(VolatileStore(cells_of_new(profile())))


@pytest.fixture
def card(slot: Slot, store: HeldStore) -> Insertable:
    """A card in the slot, SSSE selected."""
    card = Bench(store=store).card
    slot.insert(card)
    card.transmit(bytes.fromhex(SELECT_SSSE))
    return card


def say(slot: Slot, changes: int, *commands: str) -> list[str]:
    answers = [slot.transmit(changes, bytes.fromhex(command)) for command in commands]
    return [answer.hex().upper() if answer else "none" for answer in answers]


def test_a_removal_in_an_exchange_loses_the_answer_and_what_it_proved(
    slot: Slot, card: Insertable, store: HeldStore
) -> None:
    exchange = Exchange(slot, 1, RIGHT_PIN)
    assert store.begun.wait(DEADLINE_S)
    slot.remove()
    store.let_go.set()
    assert exchange.answer() is None

    slot.insert(card)
    assert say(slot, 3, TRIES, SELECT_SSSE, READ_LOCKER) == ["6985", "611E", "6982"]


def test_a_removal_in_an_exchange_does_not_give_the_attempt_back(
    slot: Slot, card: Insertable, store: HeldStore
) -> None:
    """vxsuite#2170: removal during a write leaves an unrecoverable card."""
    exchange = Exchange(slot, 1, WRONG_PIN)
    assert store.begun.wait(DEADLINE_S)
    slot.remove()
    store.let_go.set()
    exchange.answer()

    slot.insert(card)
    assert say(slot, 3, SELECT_SSSE, TRIES) == ["611E", "63C5"]


def test_a_card_back_before_its_exchange_ended_is_a_new_card(slot: Slot, card: Insertable, store: HeldStore) -> None:
    exchange = Exchange(slot, 1, RIGHT_PIN)
    assert store.begun.wait(DEADLINE_S)
    slot.remove()
    slot.insert(card)
    store.let_go.set()

    assert exchange.answer() is None
    assert say(slot, 3, TRIES, SELECT_SSSE, READ_LOCKER) == ["6985", "611E", "6982"]


def test_a_removal_in_a_reset_is_told(slot: Slot) -> None:
    card = SlowToStart()
    slot.insert(card)
    answers: list[bool] = []
    host = Thread(target=lambda: answers.append(slot.reset(1)), daemon=True)
    host.start()
    assert card.begun.wait(DEADLINE_S)
    slot.remove()
    card.let_go.set()
    host.join(DEADLINE_S)

    assert answers == [False]


def test_looking_and_pulling_out_never_wait_for_an_exchange(slot: Slot, card: Insertable, store: HeldStore) -> None:
    """electrum#7819: the window waits for the thread of the device, and that for the window."""
    exchange = Exchange(slot, 1, RIGHT_PIN)
    assert store.begun.wait(DEADLINE_S)

    def look_and_pull() -> None:
        slot.look()
        slot.wait(0, timeout_s=60)
        slot.wake()
        slot.remove()

    hand = Thread(target=look_and_pull, daemon=True)
    hand.start()
    hand.join(DEADLINE_S / 2)
    went_on = not hand.is_alive()
    store.let_go.set()

    assert (went_on, slot.look().atr, exchange.answer()) == (True, None, None)


def test_exchanges_come_one_after_another(slot: Slot, card: Insertable, store: HeldStore) -> None:
    """pyscard#162: not thread-safe. Two guesses at once must cost two attempts."""
    exchanges = [Exchange(slot, 1, WRONG_PIN) for _ in range(4)]
    assert store.begun.wait(DEADLINE_S)
    exchanges[-1].join(0.1)  # time for a second one to slip in, were the slot to let it
    store.let_go.set()

    assert {exchange.answer() for exchange in exchanges} == {bytes((0x63, 0xC0 | left)) for left in (5, 4, 3, 2)}
