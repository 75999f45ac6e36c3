"""Every state of a service point has words on its screen, in both languages, and tells nobody what is another's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.roles.service_point.projection import project
from kiosk.roles.service_point.staff import StaffState
from kiosk.roles.service_point.state import CaseState, State
from kiosk.ui.look import LANGUAGES
from kiosk.ui.role import View
from tests.support.chinese import is_chinese
from tests.support.stage import Stage
from tests.ui.counter import NAME, NEW_DIGITS, STAFF_DIGITS, at_the_counter, one_of_every_counter
from tests.ui.language import speaking
from tests.ui.test_every_state import IN_ITS_OWN_LANGUAGE, PERSONAL

TODAY = date(2026, 11, 22)
SECRET = (*PERSONAL, STAFF_DIGITS.decode(), NEW_DIGITS.decode(), "a session of this counter")
MASKED = "李**"

EACH_STATE = pytest.mark.parametrize(
    "state", one_of_every_counter(), ids=lambda state: f"{type(state.staff).__name__}-{type(state.holder).__name__}"
)


@pytest.fixture
def counter(window: Stage) -> Iterator[Stage]:
    """The window in a service point's role."""
    with at_the_counter(window):
        yield window


def page(counter: Stage, state: State) -> list[str]:
    """All texts on the page, below the header and above the footer."""
    counter.screen.model.show(View("attract"))
    counter.screen.model.show(project(state, TODAY))
    below = counter.screen.window.findChild(QQuickItem, "stage")
    assert below is not None
    return [str(item.property("text")) for item in counter.items(below) if item.inherits("QQuickText")]


def test_every_state_of_either_side_is_among_them() -> None:
    staff = {type(state.staff) for state in one_of_every_counter()}
    cases = {type(state.holder) for state in one_of_every_counter()}
    assert (staff, cases) >= (set(get_args(StaffState)), set(get_args(CaseState)))


@pytest.mark.parametrize("language", LANGUAGES)
@EACH_STATE
def test_it_speaks_and_only_the_language_that_was_chosen(counter: Stage, state: State, language: str) -> None:
    with speaking(counter, language):
        words = "".join(text for text in page(counter, state) if text not in (*IN_ITS_OWN_LANGUAGE, MASKED))

    assert (words.strip() != "", any(map(is_chinese, words))) == (True, language == "zh_CN")


@EACH_STATE
def test_it_tells_neither_a_pin_nor_a_name_nor_a_whole_number(counter: Stage, state: State) -> None:
    shown = " ".join(page(counter, state))

    assert [each for each in (*SECRET, NAME) if each in shown] == []
