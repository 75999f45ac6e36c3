"""The dock, clicked off-screen: a hand at the reader on one side, a host on the other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator.cards import find_card
from emulator.dock.readers import HOLDER
from emulator.dock.recorder import Recorder
from tests.support.odd_cards import Wrapped
from tests.support.stage import Stage
from tests.ui.desk import ASK, CHANGE, RIGHT, SELECT, WRONG, Desk, card_of, settle


@pytest.fixture
def desk(window: Stage) -> Iterator[Desk]:
    """A desk with an empty reader, in a process with the kiosk's window, which must be there before any other QML."""
    made = Desk(HOLDER)
    yield made
    made.dock.window.close()


def test_a_click_puts_a_card_in(desk: Desk) -> None:
    before = desk.slot.look()
    desk.click("card-normal")
    after = desk.slot.look()
    assert (before.atr, after.atr) == (None, desk.profiles["normal"].atr_for(t1=False))
    assert desk.says("reader") == "● normal"
    assert desk.exchange(SELECT) == ["9000"]


def test_a_second_click_leaves_the_card_as_it_is(desk: Desk) -> None:
    desk.click("card-normal")
    before = desk.slot.look()
    desk.click("card-normal")
    assert desk.slot.look() == before


def test_pull_out_empties_the_reader(desk: Desk) -> None:
    desk.click("card-normal")
    desk.click("pull")
    assert desk.slot.look().atr is None
    assert (desk.says("reader"), desk.says("pin")) == ("○ reader empty", "PIN: –")


def test_another_card_takes_the_first_ones_place(desk: Desk) -> None:
    desk.click("card-normal")
    before = desk.slot.look()
    desk.click("card-t1")
    after = desk.slot.look()
    assert after.changes == before.changes + 2  # out and in
    assert after.atr == desk.profiles["t1"].atr_for(t1=True)
    assert desk.says("reader") == "● t1"


def test_a_card_keeps_its_memory_while_it_is_out(desk: Desk) -> None:
    desk.click("card-normal")
    assert desk.exchange(SELECT, WRONG, WRONG) == ["9000", "63C5", "63C4"]
    desk.click("pull")
    desk.click("card-t1")
    desk.click("card-normal")
    assert desk.exchange(SELECT, ASK) == ["9000", "63C4"]
    assert desk.made == ["normal", "t1"]


def test_a_host_sees_a_power_cycle_as_a_move(desk: Desk) -> None:
    desk.click("card-normal")
    desk.exchange(SELECT, RIGHT)
    before = desk.slot.look()
    desk.click("power-cycle")
    after = desk.slot.wait(before.changes, 0)
    assert (after.atr, after.changes) == (before.atr, before.changes + 2)
    assert desk.slot.transmit(before.changes, bytes.fromhex(SELECT)) is None  # the old connection is dead
    assert desk.exchange(ASK) == ["6985"]  # and what was selected is forgotten
    assert desk.says("reader") == "● normal"


def test_exchanges_show_header_and_status_word_and_no_pin(desk: Desk) -> None:
    desk.click("card-normal")
    desk.exchange(SELECT, WRONG, CHANGE, "00200000033579", "2013", "00F0000000")
    assert desk.lines() == [
        "00 A4 04 0C SELECT → 9000 done",
        "00 20 00 00 VERIFY → 63C5 wrong, 5 attempts left",
        "80 5E 01 00 CHANGE PIN → 9000 done",
        "00 20 00 00 VERIFY → 6700 wrong length",
        "shorter than a header → 6700 wrong length",
        "00 F0 00 00 unknown command → 6D00 unknown instruction",
    ]


def test_only_the_last_exchanges_are_kept_and_they_outlast_the_card(desk: Desk) -> None:
    desk.click("card-normal")
    desk.exchange(SELECT, *[ASK] * 8)
    desk.click("pull")
    assert desk.lines() == ["00 20 00 00 VERIFY → 63C6 6 attempts left"] * 8


def test_the_attempts_shown_are_the_cards_last_word(desk: Desk) -> None:
    unsaid = "PIN: the card has not said how many attempts are left"
    desk.click("card-two-left")
    assert desk.says("pin") == unsaid
    for command, shown in (
        (SELECT, unsaid),
        (ASK, "PIN: 2 attempts left"),
        (WRONG, "PIN: 1 attempt left"),
        ("00200000033579", "PIN: 1 attempt left"),  # refused before the counter
        (RIGHT, unsaid),  # full again, and the card does not say how full
        (ASK, "PIN: 6 attempts left"),
    ):
        desk.exchange(command)
        assert desk.says("pin") == shown, command


def test_a_locked_card_is_shown_locked_and_another_card_is_not(desk: Desk) -> None:
    desk.click("card-locked")
    desk.exchange(SELECT, ASK)
    assert desk.says("pin") == "PIN: locked, no attempts left"
    desk.click("card-normal")
    desk.exchange(SELECT, ASK)
    assert desk.says("pin") == "PIN: 6 attempts left"


def test_a_silent_card_is_shown_silent(desk: Desk) -> None:
    desk.click("card-mute")
    assert desk.exchange(SELECT) == [""]
    assert desk.lines() == ["00 A4 04 0C SELECT → no answer"]


def test_a_card_that_goes_by_another_hand_is_shown_gone(desk: Desk) -> None:
    desk.click("card-normal")
    desk.slot.remove()
    settle()
    assert desk.says("reader") == "○ reader empty"


def test_a_card_that_cannot_be_made_says_why_and_leaves_the_reader_alone(desk: Desk) -> None:
    desk.click("card-normal")
    before = desk.slot.look()
    desk.click("card-sealed")
    assert desk.slot.look() == before
    assert desk.says("notice") == "card sealed: its file is not right"


def test_a_recorded_card_whose_power_fails_no_longer_says_its_attempts() -> None:
    card = Recorder(Failing(card_of(find_card("normal"))), lambda: None)
    for command in (SELECT, ASK):
        card.transmit(bytes.fromhex(command))
    before = card.tries_left
    assert before == 6
    with pytest.raises(KeyboardInterrupt):
        card.transmit(bytes.fromhex(WRONG))
    said = card.tries_left
    assert said is None
    assert str(card.exchanges[-1]) == "00 20 00 00 VERIFY → no answer"


class Failing(Wrapped):
    """A card whose power fails at a PIN."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response."""
        if apdu == bytes.fromhex(WRONG):
            raise KeyboardInterrupt
        return super().transmit(apdu)
