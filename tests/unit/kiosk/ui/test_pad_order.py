"""Where the digits are on the pad."""

from __future__ import annotations

from kiosk.ui.pad_order import USUAL, PadOrder


def backwards(digits: list[int]) -> None:
    digits.reverse()


def test_without_shuffling_each_has_its_usual_place() -> None:
    order = PadOrder()
    order.turn()
    assert order.digits == USUAL


def test_each_page_has_an_order_of_its_own() -> None:
    order, orders = PadOrder(lambda digits: digits.append(digits.pop(turns.pop()))), []
    turns = [0, 4]
    for _ in range(2):
        order.turn()
        orders.append(order.digits)
    assert orders == [(1, 2, 3, 4, 6, 7, 8, 9, 0, 5), (2, 3, 4, 5, 6, 7, 8, 9, 0, 1)]


def test_whoever_feels_for_keys_has_the_usual_places_to_the_end_of_the_visit() -> None:
    order = PadOrder(backwards)
    order.turn()
    order.feel()
    assert order.digits == USUAL
    order.turn()
    assert order.digits == USUAL
    order.start_over()
    order.turn()
    assert order.digits == USUAL[::-1]
