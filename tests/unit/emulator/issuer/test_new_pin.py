"""A new PIN goes to the card and nowhere else."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.issuer.new_pin import NewPin

DIGITS = bytes.fromhex("975310")


@given(st.from_regex(r"[0-9]{4,16}", fullmatch=True))
def test_four_to_sixteen_digits_are_a_pin(digits: str) -> None:
    packed = bytes.fromhex(digits + "F" * (len(digits) % 2))

    with NewPin(packed).revealed() as shown:
        assert shown == packed


@pytest.mark.parametrize(
    "packed", ["", "13", "135F", "FFFF", "1F57", "13FF", "13A7", "135790FF", "F35790", "001122334455667788"]
)
def test_anything_else_is_refused_and_not_repeated(packed: str) -> None:
    with pytest.raises(ValueError, match=r"^a new PIN has 4 to 16 digits in BCD$"):
        NewPin(bytes.fromhex(packed))


@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda pin: f"{pin!r}"])
def test_it_can_not_be_printed(show: Callable[[NewPin], str]) -> None:
    assert show(NewPin(DIGITS)) == "<NewPin>"


@pytest.mark.parametrize("take", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_can_not_be_taken_along(take: Callable[[NewPin], object]) -> None:
    with pytest.raises(TypeError, match="never stored"):
        take(NewPin(DIGITS))


def test_it_can_not_be_guessed_by_comparing() -> None:
    assert NewPin(DIGITS) != NewPin(DIGITS)


def test_what_was_revealed_is_wiped_after_the_block() -> None:
    with NewPin(DIGITS).revealed() as shown:
        pass

    assert shown == bytes(3)


def test_what_is_done_to_the_revealed_does_not_change_the_pin() -> None:
    pin = NewPin(DIGITS)
    with pin.revealed() as shown:
        shown[:] = bytes(3)

    with pin.revealed() as again:
        assert again == DIGITS


def test_it_does_not_follow_the_buffer_it_was_made_from() -> None:
    buffer = bytearray(DIGITS)
    pin = NewPin(buffer)
    buffer[:] = bytes(3)

    with pin.revealed() as shown:
        assert shown == DIGITS


def test_once_wiped_it_is_gone() -> None:
    pin = NewPin(DIGITS)
    before = pin.wiped
    pin.wipe()
    pin.wipe()

    assert (before, pin.wiped) == (False, True)
    with pytest.raises(RuntimeError, match="this PIN was wiped"), pin.revealed():
        pass
