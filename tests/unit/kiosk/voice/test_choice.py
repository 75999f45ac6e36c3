"""Volume and speed have an end on both sides."""

from __future__ import annotations

from kiosk.voice.choice import RATES, VOLUMES, Choice


def test_it_is_silent_until_it_is_asked_for() -> None:
    assert not Choice().on


def test_after_the_loudest_comes_the_softest() -> None:
    assert [Choice(volume=place).louder().volume for place in range(len(VOLUMES))] == [1, 2, 3, 4, 0]


def test_after_the_fastest_comes_the_slowest() -> None:
    assert [Choice(rate=place).faster().rate for place in range(len(RATES))] == [1, 2, 3, 4, 0]
