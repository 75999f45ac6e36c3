"""Every state of a service point has words on its screen, in both languages, and tells nobody what is another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.roles.service_point.matter import Matter, Who
from kiosk.roles.service_point.projection import project
from kiosk.roles.service_point.staff import NoStaff, StaffState, Why
from kiosk.roles.service_point.state import Case, CaseState, State, UnlockDone, Verdict
from kiosk.roles.view import View
from kiosk.session.place import Outside
from kiosk.session.state import Attract
from kiosk.ui.look import LANGUAGES
from tests.support.chinese import is_chinese
from tests.support.samples import INSIDE
from tests.support.stage import Stage, said
from tests.support.verdict import assert_none
from tests.ui.counter import NAME, NEW_DIGITS, STAFF, STAFF_DIGITS, WHOSE, at_the_counter, one_of_every_counter
from tests.ui.language import speaking
from tests.ui.test_every_state import IN_ITS_OWN_LANGUAGE, PERSONAL

TODAY = date(2026, 11, 22)
SECRET = (*PERSONAL, STAFF_DIGITS.decode(), NEW_DIGITS.decode(), "a session of this counter")
MASKED = "李**"


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
    return [said(item) for item in counter.items(below) if item.inherits("QQuickText")]


def test_every_state_of_either_side_is_among_them() -> None:
    staff = {type(state.staff) for state in one_of_every_counter()}
    cases = {type(state.holder) for state in one_of_every_counter()}
    assert (staff, cases) >= (set(get_args(StaffState)), set(get_args(CaseState)))


def test_they_speak_and_only_the_language_that_was_chosen(counter: Stage) -> None:
    def wrong() -> Iterator[str]:
        for language in LANGUAGES:
            with speaking(counter, language):
                for state in one_of_every_counter():
                    own = (*IN_ITS_OWN_LANGUAGE, MASKED)
                    words = "".join(text for text in page(counter, state) if text not in own).strip()
                    if not words or any(map(is_chinese, words)) != (language == "zh_CN"):
                        yield f"{state} in {language}: {words!r}"

    assert_none(wrong())


def test_they_tell_neither_a_pin_nor_a_name_nor_a_whole_number(counter: Stage) -> None:
    def told() -> Iterator[str]:
        for state in one_of_every_counter():
            shown = " ".join(page(counter, state))
            yield from (f"{state}: {each}" for each in (*SECRET, NAME) if each in shown)

    assert_none(told())


def test_where_the_card_is_out_already_nobody_is_asked_to_take_it(counter: Stage) -> None:
    done = UnlockDone(WHOSE, Case("C-1", Matter.UNLOCK, Who.HOLDER), INSIDE, Verdict.DONE)
    shown = [page(counter, State(STAFF, each, None)) for each in (done, replace(done, place=Outside()))]

    assert ["退卡" in texts for texts in shown] == [True, False]


def test_readers_that_can_not_be_told_apart_have_their_code_on_the_staff_s_screen(counter: Stage) -> None:
    shown = page(counter, State(NoStaff(Why.READERS_ALIKE), Attract(), None))

    assert {"无法分辨该用哪台读卡器", "readers-alike"} <= set(shown)
