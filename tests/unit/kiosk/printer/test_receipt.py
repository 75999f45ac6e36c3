"""What the receipt of an unlock or a reset says, and what it does not."""

from __future__ import annotations

import pytest

from kiosk.printer.receipt import Done
from kiosk.roles.service_point.matter import Matter
from tests.support.samples import FACTS, HOLDER
from tests.unit.kiosk.printer.paper import LANGUAGES, receipt, slip, written

EVERY = pytest.mark.parametrize("done", Done)
IN_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def test_there_is_one_for_every_matter_of_a_case() -> None:
    assert list(Done) == [matter.value for matter in Matter]


@pytest.mark.parametrize(
    ("done", "language", "title", "said"),
    [
        (Done.UNLOCK, "zh_CN", "密码解锁已登记", ["没有变", "还是您原来的那个", "剩余次数已恢复", "解锁即告确认"]),
        (
            Done.UNLOCK,
            "en",
            "PIN unlock reported",
            ["the one that you had before", "all attempts are back", "the unlock is confirmed"],
        ),
        (Done.RESET, "zh_CN", "密码已重置", ["刚才输入的新社保密码", "请告知持卡人"]),
        (Done.RESET, "en", "PIN reset", ["that was entered is in effect", "tell nobody else"]),
    ],
)
def test_it_says_what_was_done_and_which_pin_holds(done: Done, language: str, title: str, said: list[str]) -> None:
    paper = receipt(done, language)

    assert (paper.title, [each for each in said if each not in paper.lead]) == (title, [])


@EVERY
@IN_LANGUAGE
def test_it_says_which_card_where_and_when_as_the_slip_does(done: Done, language: str) -> None:
    assert receipt(done, language).facts == slip(language).facts


@EVERY
@IN_LANGUAGE
def test_it_says_what_to_do_if_nobody_asked_for_it(done: Done, language: str) -> None:
    go = receipt(done, language).go

    assert ("12333" in go.lead, go.lines) == (True, slip(language).go.lines)


@EVERY
@IN_LANGUAGE
def test_there_is_nothing_to_tick_and_nothing_to_scan(done: Done, language: str) -> None:
    paper = receipt(done, language)

    assert (paper.ticked, paper.code) == ((), None)


@EVERY
def test_english_is_without_chinese(done: Done) -> None:
    assert [character for character in written(receipt(done, "en")) if character > "\u2e7f"] == []


@EVERY
def test_a_language_that_it_does_not_speak_is_chinese(done: Done) -> None:
    assert receipt(done, "fr").title == receipt(done).title


@EVERY
@IN_LANGUAGE
def test_nobodys_name_and_number_are_on_it(done: Done, language: str) -> None:
    personal = (FACTS.number, FACTS.identification.hex().upper(), HOLDER.name, HOLDER.number)

    assert [value for value in personal if value in written(receipt(done, language))] == []
