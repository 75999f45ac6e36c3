"""What a card's owner may ask of the chip itself, without a command."""

from __future__ import annotations

from tests.support.workbench import RIGHT_PIN, SELECT_SSSE, WRONG_PIN, Bench


def test_the_attempts_left_are_told_and_asking_costs_none() -> None:
    bench = Bench()
    told = [bench.card.tries_left]
    for command in (WRONG_PIN, RIGHT_PIN):
        bench.say(SELECT_SSSE, command)
        told += [bench.card.tries_left, bench.card.tries_left]

    assert told == [6, 5, 5, 6, 6]


def test_a_locked_card_has_none_left() -> None:
    assert Bench(pin_remaining="0").card.tries_left == 0
