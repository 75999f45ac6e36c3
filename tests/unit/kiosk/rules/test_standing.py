"""The registry's standings, as the service page lists them."""

from __future__ import annotations

import pytest

from kiosk.rules.genuineness import Genuineness
from kiosk.rules.standing import ELECTRONIC_CARD, ElectronicCard, NoStanding, Standing, StandingAnswer, may_change_pin

GENUINE = Genuineness.GENUINE

# code, name, may the holder change the PIN at a terminal, what the electronic card can do
TABLE = [
    (0, "sealed", True, ElectronicCard.AS_PHYSICAL),
    (1, "normal", True, ElectronicCard.ALL_SERVICES),
    (2, "lost", False, ElectronicCard.AFTER_AUTHORISATION),
    (3, "application-locked", False, ElectronicCard.ALL_SERVICES),
    (4, "temporarily-lost", False, ElectronicCard.AFTER_AUTHORISATION),
    (9, "cancelled", False, ElectronicCard.UNAVAILABLE),
]


def test_these_are_the_standings() -> None:
    assert [(standing.value, standing.id) for standing in Standing] == [(code, name) for code, name, _, _ in TABLE]


@pytest.mark.parametrize(("code", "name", "may_change", "electronic"), TABLE)
def test_what_each_standing_lets_the_holder_do(
    code: int, name: str, may_change: bool, electronic: ElectronicCard
) -> None:
    assert (may_change_pin(Standing(code), GENUINE), ELECTRONIC_CARD[Standing(code)]) == (may_change, electronic)


@pytest.mark.parametrize("answer", list(NoStanding))
def test_a_standing_that_is_not_known_is_no_bar_to_a_pin_change(answer: StandingAnswer) -> None:
    assert may_change_pin(answer, GENUINE)


@pytest.mark.parametrize("genuine", list(Genuineness))
def test_only_a_card_that_could_not_prove_itself_is_served_no_pin_change(genuine: Genuineness) -> None:
    assert may_change_pin(Standing.NORMAL, genuine) == (not genuine.bars_pin)


@pytest.mark.parametrize("code", [5, 6, 7, 8, 10, -1])
def test_there_is_no_other_standing(code: int) -> None:
    with pytest.raises(ValueError, match=str(code)):
        Standing(code)
