"""`kiosk change-pin` for somebody at a keyboard: what is asked, what is said, and that no digit is ever shown."""

from __future__ import annotations

import pytest

from tests.journeys.console import NEW, PRESENT, WRONG, Console
from tests.journeys.keyboard import CTRL_C, CTRL_D, Keyboard


def test_it_asks_for_each_pin_and_changes_it(console: Console) -> None:
    """OpenSC#877: PIN in a debug log. A digit on the screen would fail this, as in every test here."""
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        for prompt, digits in (("Present PIN: ", PRESENT), ("New PIN: ", NEW), ("New PIN again: ", NEW)):
            keyboard.waits_for(prompt)
            keyboard.keys(digits)
        status = keyboard.ended()

    assert (status, keyboard.lines()) == (
        0,
        ["6 attempts left.", "Present PIN:", "New PIN:", "New PIN again:", "The PIN is changed."],
    )


def test_what_is_no_pin_is_asked_for_again(console: Console) -> None:
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Present PIN: ")
        keyboard.keys("13579")
        keyboard.waits_for("A PIN has six digits.")
        keyboard.waits_for("Present PIN: ")
        keyboard.keys("", end=CTRL_D)
        status = keyboard.ended()

    assert status == 1


def test_a_wrong_pin_may_be_keyed_again_until_the_card_is_locked(console: Console) -> None:
    """DigiDoc4-Client#1058: … how many attempts are left until it is too late."""
    with Keyboard(console, "change-pin", "--emulated", "two-left") as keyboard:
        for _ in range(2):
            keyboard.waits_for("Present PIN: ")
            keyboard.keys(WRONG)
        status = keyboard.ended()

    assert (status, keyboard.lines()[2:4]) == (
        4,
        ["Wrong PIN. One attempt left: a wrong PIN locks the card. Ctrl-C stops.", "1 attempt left."],
    )


@pytest.mark.parametrize("end", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_it_can_be_stopped_at_a_question_and_nothing_is_changed(console: Console, end: str) -> None:
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Present PIN: ")
        keyboard.keys(PRESENT)
        keyboard.waits_for("New PIN: ")
        keyboard.keys("", end=end)
        status = keyboard.ended()

    assert (status, keyboard.lines()[-2:]) == (1, ["New PIN:", "Please take your card."])
    assert "pin-changed" not in console.journal.read_text("utf-8")
