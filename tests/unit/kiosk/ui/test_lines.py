"""Where a sentence's lines break."""

from __future__ import annotations

import pytest

from kiosk.ui.lines import Piece, even

SIGN = 10.0  # wide


def chinese(text: str, *words: str) -> list[Piece]:
    """A sign a piece, those of `words` kept together if need be."""
    within = {at for word in words if (start := text.find(word)) >= 0 for at in range(start + 1, start + len(word))}
    return [Piece(sign, SIGN, SIGN, in_word=at + 1 in within) for at, sign in enumerate(text)]


def english(text: str) -> list[Piece]:
    words = text.split(" ")
    return [
        Piece(word + " " * (word is not words[-1]), (len(word) + (word is not words[-1])) * SIGN, len(word) * SIGN)
        for word in words
    ]


def test_what_fits_one_line_has_one() -> None:
    assert even(chinese("请取走您的卡"), 6 * SIGN) == ["请取走您的卡"]


def test_no_sign_is_left_alone() -> None:
    assert [len(line) for line in even(chinese("一二三四五六七八九十一"), 10 * SIGN)] in ([5, 6], [6, 5])


def test_there_are_no_more_lines_than_there_have_to_be() -> None:
    assert len(even(chinese("一" * 21), 10 * SIGN)) == 3


def test_a_line_ends_sooner_after_a_stop_than_within_a_clause() -> None:
    assert even(chinese("请取出卡，芯片朝上重新插入"), 9 * SIGN) == ["请取出卡，", "芯片朝上重新插入"]


def test_a_word_stays_whole() -> None:
    assert even(chinese("带证件到网点去办", "网点"), 5 * SIGN) == ["带证件到", "网点去办"]
    assert even(chinese("带证件先到网点办", "网点"), 6 * SIGN) != ["带证件先到网", "点办"]


def test_spaces_are_where_they_were() -> None:
    assert "".join(even(english("One moment, please wait"), 12 * SIGN)) == "One moment, please wait"


def test_a_space_at_a_lines_end_takes_no_room() -> None:
    assert even(english("please wait"), 6 * SIGN) == ["please ", "wait"]


def test_what_is_wider_than_the_page_has_a_line_of_its_own() -> None:
    assert even(english("an incomprehensibility"), 6 * SIGN) == ["an ", "incomprehensibility"]


@pytest.mark.parametrize("width", [0.0, 1.0, 1000.0])
def test_nothing_is_no_line(width: float) -> None:
    assert even([], width) == []
