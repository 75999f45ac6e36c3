"""Every state of a session has words on its screen, in both languages, and none of them are personal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from PySide6.QtQuick import QQuickItem

from kiosk.roles.self_service.projection import project
from kiosk.roles.view import View
from kiosk.session.place import Outside
from kiosk.session.reason import NotChanged
from kiosk.session.state import ChangeFailed, State, Visited
from kiosk.ui.look import LANGUAGES
from tests.support.chinese import is_chinese
from tests.support.samples import DIGITS, FACTS, HOLDER, VISIT, one_of_every_state
from tests.support.stage import Stage, said
from tests.support.verdict import assert_none
from tests.ui.language import speaking

TODAY = date(2026, 11, 22)
KNOWN = replace(VISIT, card=replace(FACTS, holder=HOLDER))
PERSONAL = (
    *(digits.decode() for digits in DIGITS),
    FACTS.number,
    FACTS.identification.hex().upper(),
    HOLDER.name,
    HOLDER.number,
)
IN_ITS_OWN_LANGUAGE = ("中文", "English")


def with_holder(state: State) -> State:
    """The state, at a card that tells whose it is without a PIN."""
    return replace(state, visit=KNOWN) if isinstance(state, Visited) else state


def page(stage: Stage, state: State) -> list[str]:
    """All texts on the page of `state`, below the header and above the footer."""
    stage.screen.model.show(View("attract"))
    stage.screen.model.show(project(state, TODAY))
    below = stage.screen.window.findChild(QQuickItem, "stage")
    assert below is not None
    return [said(item) for item in stage.items(below) if item.inherits("QQuickText")]


def test_they_speak_and_only_the_language_that_was_chosen(stage: Stage) -> None:
    def wrong() -> Iterator[str]:
        for language in LANGUAGES:
            with speaking(stage, language):
                for state in one_of_every_state():
                    words = "".join(text for text in page(stage, state) if text not in IN_ITS_OWN_LANGUAGE).strip()
                    if not words or any(map(is_chinese, words)) != (language == "zh_CN"):
                        yield f"{state} in {language}: {words!r}"

    assert_none(wrong())


def test_they_tell_neither_a_pin_nor_a_name_nor_a_whole_number(stage: Stage) -> None:
    def told() -> Iterator[str]:
        for state in one_of_every_state():
            shown = " ".join(page(stage, with_holder(state)))
            yield from (f"{state}: {each}" for each in PERSONAL if each in shown)

    assert_none(told())


def test_who_pulled_the_card_out_after_the_last_but_one_wrong_pin_is_told_that_the_next_locks_it(stage: Stage) -> None:
    visit = replace(VISIT, card=replace(VISIT.card, tries_left=1))
    stage.settle()  # the window has its size
    shown = " ".join(page(stage, ChangeFailed(visit, NotChanged.WRONG_PIN, Outside())))

    assert "密码就会锁定" in shown
