"""What is keyed in is nowhere in text: not in the scene, its properties, the title, the journal, output or a log."""

from __future__ import annotations

import logging
from itertools import pairwise

import pytest

from tests.support.stage import Stage
from tests.ui.routes import NEW, PRESENT, WRONG, enter, to_the_pad
from tests.ui.scene import everything

PARTS = {first + second for pin in (PRESENT, NEW, WRONG) for first, second in pairwise(pin)}
PUBLIC = ("12333",)  # the telephone number to ask


def shown_parts(texts: list[str]) -> list[str]:
    """Texts that hold two of a PIN's digits in its order."""
    return [text for text in texts if any(part in without_public(text) for part in PARTS)]


def without_public(text: str) -> str:
    for number in PUBLIC:
        text = text.replace(number, "")
    return text


@pytest.mark.parametrize("count", [2, 4, 6])
def test_digits_that_are_in_are_nowhere_in_text(stage: Stage, count: int) -> None:
    to_the_pad(stage)
    before = everything(stage)
    stage.key(PRESENT[:count])
    stage.settle()
    assert shown_parts([text for text in everything(stage) if text not in before]) == []


def test_a_whole_journey_leaves_no_pin_anywhere(
    stage: Stage, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    to_the_pad(stage)
    before = set(everything(stage))
    for digits, sees, button in (
        (WRONG, "pin-wrong", "下一步"),
        (PRESENT, "pin-new", "下一步"),
        ("777777", "pin-refused", "下一步"),
        (NEW, "pin-again", "下一步"),
        (NEW, "pin-changed", "确认修改"),
    ):
        stage.key(digits)
        said += everything(stage)
        enter(stage, "", sees, button)
        said += everything(stage)
    out, err = capfd.readouterr()
    journal = stage.journal.read_text("utf-8")
    assert shown_parts([text for text in said if text not in before]) == []
    assert [pin for pin in (PRESENT, NEW, WRONG) if pin in out + err + journal + caplog.text] == []
    assert PRESENT not in repr(vars(stage.screen.model))


def test_the_journal_says_what_happened_and_no_name(stage: Stage) -> None:
    to_the_pad(stage)
    enter(stage, PRESENT, "pin-new")
    stage.until(lambda: "pin-verified" in stage.journal.read_text("utf-8"), "an entry")
    journal = stage.journal.read_text("utf-8")
    assert [part for part in ("李", "明轩", "D2143569X", "610323188503120111") if part in journal] == []


def test_the_title_is_that_of_the_screen_and_the_services_name(stage: Stage) -> None:
    to_the_pad(stage)
    stage.key(PRESENT)
    assert stage.screen.window.title() == "请输入当前社保密码 · 社会保障卡自助服务"
