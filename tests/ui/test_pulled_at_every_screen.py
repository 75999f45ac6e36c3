"""A card pulled out, whatever is shown: the screen is free for the next person at once.

vxsuite#1823: the next person inherited the session.
"""

from __future__ import annotations

import pytest

from kiosk.session.timeouts import RESULT_WITHOUT_CARD_S
from tests.support.cards import CHANGE_PIN, holds
from tests.support.sample import some
from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, ROUTES, enter, hung, outcome_unknown, to_the_menu
from tests.ui.scene import everything

OF_THE_PERSON = ("569X", "2034", "李", "135790", "624815")
KEPT = "outcome-unknown"  # what became of the PIN is not hidden from whom it concerns
RESULTS = {  # nor is this, which may have come with the pull: screen, and the one that tells it without the card
    "pin-changed": "pin-changed",
    "pin-not-changed": "pin-not-changed",
    "pin-wrong": "pin-not-changed",
    "locked": "pin-not-changed",
}


@pytest.mark.parametrize("screen", [screen for screen in ROUTES if screen != KEPT])
def test_pulled_out_nothing_of_the_person_stays(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    pull(stage)
    assert stage.digits() == 0
    assert [text for text in everything(stage) if any(part in text for part in OF_THE_PERSON)] == []


@pytest.mark.parametrize("screen", RESULTS)
def test_a_result_stays_a_quarter_of_a_minute_without_its_card_and_makes_room_for_the_next(
    stage: Stage, screen: str
) -> None:
    """It may have come as the card went: nobody had read it."""
    ROUTES[screen](stage)
    pull(stage)
    assert stage.shown() == RESULTS[screen]
    stage.passes(RESULT_WITHOUT_CARD_S)
    stage.sees("attract")


def pull(stage: Stage) -> None:
    """And see that the terminal has heard of it."""
    stage.slot.remove()
    stage.until(lambda: stage.shown() == "attract" or stage.value("cardInside") is False, "the card is out")
    stage.settle()


@pytest.mark.parametrize(
    "screen", some(["pin-present", "pin-wrong", "pin-new", "pin-refused", "pin-again"], ["pin-present", "pin-again"])
)
def test_digits_go_with_the_card(stage: Stage, screen: str) -> None:
    ROUTES[screen](stage)
    stage.key("1357")
    pull(stage)
    assert stage.digits() == 0
    to_the_menu(stage, "two-left")
    stage.touch("修改密码")
    stage.sees("pin-present")
    assert stage.digits() == 0


def test_pulled_out_while_it_is_written_the_same_card_tells(stage: Stage) -> None:
    card = outcome_unknown(stage)
    stage.reads("请把刚才那张卡重新插入，马上为您核对。")
    stage.insert(card)
    stage.sees("pin-changed")
    assert holds(card, NEW.encode())


def test_pulled_out_before_it_was_written_the_old_pin_holds(stage: Stage) -> None:
    card = outcome_unknown(stage, before=True)
    stage.insert(card)
    stage.sees("pin-not-changed")
    stage.reads("原来的密码仍然有效，可以再改一次。")
    assert holds(card, PRESENT.encode())


def test_another_card_meanwhile_is_not_asked_and_tells_nothing_of_the_first(stage: Stage) -> None:
    ROUTES[KEPT](stage)
    stage.slot.remove()
    stage.reads("请把刚才那张卡重新插入，马上为您核对。")
    assert stage.shown() == KEPT
    assert "569X" not in "".join(stage.texts())


def test_nobody_comes_back_to_an_unknown_outcome(stage: Stage) -> None:
    outcome_unknown(stage)
    stage.passes(60)
    stage.sees("still-there")
    stage.passes(20)
    stage.sees("attract")
    assert [text for text in everything(stage) if any(part in text for part in OF_THE_PERSON)] == []


def test_a_card_that_hangs_while_it_is_written_is_not_waited_for_without_end(stage: Stage) -> None:
    hung(stage, CHANGE_PIN)
    stage.sees("menu")
    stage.touch("修改密码")
    stage.sees("pin-present")
    enter(stage, PRESENT, "pin-new")
    enter(stage, NEW, "pin-again")
    enter(stage, NEW, "reading", "确认修改")
    assert stage.controls() == []
    stage.passes(6)
    stage.sees("outcome-unknown")


def test_a_card_that_hangs_while_it_is_read_puts_the_terminal_out_of_service(stage: Stage) -> None:
    hung(stage, b"")
    stage.sees("reading")
    stage.passes(5)
    stage.sees("out-of-service")
    stage.reads("卡长时间没有应答")
