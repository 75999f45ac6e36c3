"""What is shown of names and numbers before the PIN was verified."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules import mask


@pytest.mark.parametrize(
    ("number", "shown"),
    [("D2143569X", "*****569X"), ("12345", "*2345"), ("1234", "****"), ("123", "***"), ("", "")],
)
def test_a_number_keeps_its_last_four(number: str, shown: str) -> None:
    assert mask.number(number) == shown


@given(st.text())
def test_no_number_shows_more_than_its_last_four(number: str) -> None:
    shown = mask.number(number)

    assert (len(shown), set(shown[:-4]) <= {"*"}) == (len(number), True)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("李明轩", "李**"), ("李明", "李*"), ("李", "*"), ("", ""), ("阿卜杜拉", "阿**"), ("\ufffd明轩", "**")],
)
def test_a_name_keeps_its_first_character(name: str, shown: str) -> None:
    assert mask.name(name) == shown


@given(st.text())
def test_no_masked_name_tells_how_long_it_is_beyond_three_characters(name: str) -> None:
    assert len(mask.name(name)) == min(len(name), 2 if name.startswith("\ufffd") else 3)


def test_of_an_ending_alone_the_same_is_shown_as_of_the_whole() -> None:
    assert mask.ending("569X") == mask.number("12345569X")
