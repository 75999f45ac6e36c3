"""A pad whose digits have other places on each page: each key is what it says, and no key moves under a finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, enter, to_the_pad

USUAL = list("1234567890")


@pytest.fixture
def shuffled(stage: Stage) -> Iterator[Stage]:
    """By the same hand each time: one place further on each page."""
    pages = iter(range(1, 10))

    def shift(digits: list[int]) -> None:
        by = next(pages)
        digits[:] = digits[by:] + digits[:by]

    stage.screen.model.shuffle_pads(shift)
    yield stage
    stage.screen.model.shuffle_pads(None)


def places(stage: Stage) -> list[str]:
    """The digits as they lie, row by row."""
    at: dict[str, QPoint] = {digit: stage.middle(stage.find(f"key-{digit}")) for digit in USUAL}
    return sorted(at, key=lambda digit: (at[digit].y(), at[digit].x()))


def test_each_page_has_its_own_places_and_a_pin_is_changed_on_them(shuffled: Stage) -> None:
    to_the_pad(shuffled)
    first = places(shuffled)
    enter(shuffled, PRESENT, "pin-new")
    second = places(shuffled)
    enter(shuffled, NEW, "pin-again")
    enter(shuffled, NEW, "pin-changed", "确认修改")
    assert first == list("2345678901")
    assert second == list("3456789012")


def test_on_one_page_no_key_moves(shuffled: Stage) -> None:
    to_the_pad(shuffled)
    first = places(shuffled)
    shuffled.key("135")
    shuffled.touch("大字")
    assert places(shuffled) == first


def test_a_hardware_key_puts_each_digit_in_its_usual_place(shuffled: Stage) -> None:
    to_the_pad(shuffled)
    shuffled.press(Qt.Key.Key_1)
    assert (places(shuffled), shuffled.digits()) == (USUAL, 1)
    shuffled.key(PRESENT[1:])
    enter(shuffled, "", "pin-new")
    assert places(shuffled) == USUAL


def test_while_the_voice_is_on_each_has_its_usual_place(shuffled: Stage) -> None:
    to_the_pad(shuffled)
    assert places(shuffled) != USUAL
    shuffled.touch("voice")
    shuffled.until(lambda: places(shuffled) == USUAL, "the usual places")
    shuffled.touch("voice")


def test_a_terminal_that_is_not_told_to_has_the_usual_places(stage: Stage) -> None:
    to_the_pad(stage)
    assert places(stage) == USUAL
