"""A card that keeps its answers back."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest

from emulator.reader.faults import Held
from emulator.reader.slot import Slot
from tests.support.workbench import ATR_T0, READ_LOCKER, RIGHT_PIN, SELECT_MF, SELECT_SSSE, TRIES, Bench
from tests.unit.emulator.reader.hosts import DEADLINE_S, Exchange

LONG_S = 60.0  # no test may ever wait that long
VERIFY = bytes.fromhex("0020")


class Desk:
    """A slot with a held card in it, on whose held answers a test can wait."""

    def __init__(self, longest_s: float = LONG_S, holds: Callable[[bytes], bool] = lambda _: True) -> None:
        self._kept = Event()
        self._holds = holds
        self.slot = Slot("bench")
        self.card = Held(Bench().card, longest_s, self._note)
        self.slot.insert(self.card)

    def sent(self, command: str) -> Exchange:
        """A command whose answer is kept back by now."""
        self._kept.clear()
        exchange = Exchange(self.slot, self.slot.look().changes, command)
        assert self._kept.wait(DEADLINE_S)
        return exchange

    def say(self, *commands: str) -> list[str]:
        """Answers that nobody keeps back."""
        changes = self.slot.look().changes
        answers = [self.slot.transmit(changes, bytes.fromhex(command)) for command in commands]
        return [answer.hex().upper() if answer else "none" for answer in answers]

    def _note(self, apdu: bytes) -> bool:
        held = self._holds(apdu)
        if held:
            self._kept.set()
        return held


def test_until_it_is_told_to_hold_it_is_the_card() -> None:
    card = Held(Bench().card, LONG_S)

    assert (card.atr, card.reset()) == (ATR_T0, ATR_T0)
    assert card.transmit(bytes.fromhex(SELECT_MF)) == b"\x90\x00"


def test_an_answer_is_kept_back_until_the_card_is_released() -> None:
    desk = Desk()
    desk.card.hold()
    exchange = desk.sent(SELECT_SSSE)
    open_before = exchange.is_alive()
    desk.card.release()

    assert (open_before, exchange.answer()) == (True, b"\x61\x1e")


def test_once_released_it_is_the_card_again() -> None:
    desk = Desk()
    desk.card.hold()
    desk.card.release()

    assert desk.say(SELECT_SSSE, TRIES) == ["611E", "63C6"]


def test_what_is_kept_back_goes_out_though_the_card_holds_again_at_once() -> None:
    desk = Desk()
    desk.card.hold()
    exchange = desk.sent(SELECT_SSSE)
    desk.card.release()
    desk.card.hold()

    assert exchange.answer() == b"\x61\x1e"


def test_only_answers_to_the_commands_asked_for_are_kept_back() -> None:
    desk = Desk(holds=lambda apdu: apdu[:2] == VERIFY)
    desk.card.hold()
    selected = desk.say(SELECT_SSSE)
    exchange = desk.sent(RIGHT_PIN)
    desk.card.release()

    assert (selected, exchange.answer()) == (["611E"], b"\x90\x00")


def test_no_answer_is_kept_back_for_longer_than_its_bound() -> None:
    desk = Desk(longest_s=0.01)
    desk.card.hold()

    assert desk.sent(SELECT_SSSE).answer() == b"\x61\x1e"


@pytest.mark.parametrize("cut", [Slot.remove, Slot.unplug], ids=["pulled out", "unplugged"])
def test_a_card_that_loses_its_power_lets_the_waiting_host_go_without_an_answer(cut: Callable[[Slot], None]) -> None:
    """electrum#7819: a thread that waits for ever."""
    desk = Desk()
    desk.card.hold()
    exchange = desk.sent(SELECT_SSSE)
    cut(desk.slot)

    assert exchange.answer() is None


@pytest.mark.parametrize("cut", [Held.reset, Held.power_off], ids=["reset", "power off"])
def test_an_answer_lost_with_the_power_is_lost_without_a_reader_too(cut: Callable[[Held], object]) -> None:
    kept = Event()

    def note(_: bytes) -> bool:
        kept.set()
        return True

    card = Held(Bench().card, LONG_S, note)
    answers: list[bytes | None] = []
    card.hold()
    host = Thread(target=lambda: answers.append(card.transmit(bytes.fromhex(SELECT_SSSE))), daemon=True)
    host.start()
    assert kept.wait(DEADLINE_S)
    cut(card)
    host.join(DEADLINE_S)

    assert answers == [None]


def test_a_pulled_card_holds_on_when_it_is_put_back() -> None:
    desk = Desk()
    desk.card.hold()
    desk.sent(SELECT_SSSE)
    desk.slot.remove()
    desk.slot.insert(desk.card)
    again = desk.sent(SELECT_SSSE)
    desk.card.release()

    assert again.answer() == b"\x61\x1e"


def test_what_a_lost_answer_proved_is_lost_with_it() -> None:
    desk = Desk(holds=lambda apdu: apdu[:2] == VERIFY)
    desk.card.hold()
    desk.say(SELECT_SSSE)
    exchange = desk.sent(RIGHT_PIN)
    desk.slot.remove()
    exchange.answer()
    desk.slot.insert(desk.card)

    assert desk.say(SELECT_SSSE, READ_LOCKER) == ["611E", "6982"]
