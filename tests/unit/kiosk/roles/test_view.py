"""What a view says of itself."""

from __future__ import annotations

import pytest

from kiosk.roles.view import View

RESULTS = {
    *("pin-wrong", "last-attempt", "locked", "pin-changed", "enabled", "pin-not-changed", "outcome-unknown"),
    "unlock-done",
}


@pytest.mark.parametrize("screen", sorted(RESULTS))
def test_what_became_of_something_is_a_result(screen: str) -> None:
    assert View(screen).is_result


@pytest.mark.parametrize("screen", ["menu", "standing", "pin-present", "pin-refused", "reading", "take-card"])
def test_a_screen_on_the_way_is_none(screen: str) -> None:
    assert not View(screen).is_result


@pytest.mark.parametrize("wrong", [True, False])
def test_a_wrong_pin_of_staff_is_one_on_the_screen_that_asks_for_it(wrong: bool) -> None:
    assert View("staff-sign-in", {"stage": "pin", "wrong": wrong}).is_result is wrong


@pytest.mark.parametrize(("screen", "staffs"), [("staff-sign-in", True), ("case", True), ("reset-pin", False)])
def test_a_screen_for_the_staff_is_told_from_one_for_the_holder(screen: str, staffs: bool) -> None:
    assert View(screen).is_staffs is staffs
