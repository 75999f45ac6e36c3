"""A PIN never becomes text, equals nothing but a PIN, and is gone once wiped."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.card.pin import Pin

DIGITS = b"135790"

AS_TEXT: dict[str, Callable[[Pin], str]] = {
    "repr": repr,
    "str": str,
    "f-string": lambda pin: f"{pin}",
    "f-string with repr": lambda pin: f"{pin!r}",
    "format": "{}".format,
    "percent": lambda pin: "%s" % (pin,),  # noqa: UP031
    "in a list": lambda pin: str([pin]),
    "ascii": ascii,
}
REFUSED: dict[str, Callable[[Pin], object]] = {
    "pickle": pickle.dumps,
    "pickle, the oldest protocol": lambda pin: pickle.dumps(pin, protocol=0),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "json": json.dumps,
    "hash": hash,
    "a set": lambda pin: {pin},
    "vars": vars,
    "bytes": bytes,  # type: ignore[dict-item]
    "iteration": list,  # type: ignore[dict-item]
    "a width": lambda pin: f"{pin:>20}",
}
USES: dict[str, Callable[[Pin], object]] = {
    "revealed": lambda pin: pin.revealed().__enter__(),
    "bcd": Pin.bcd,
    "copy": Pin.copy,
    "equality": lambda pin: pin == Pin(DIGITS),
    "equality from the other side": lambda pin: Pin(DIGITS) == pin,
}


@pytest.mark.parametrize("make", AS_TEXT.values(), ids=AS_TEXT)
def test_a_pin_as_text_has_no_digits(make: Callable[[Pin], str]) -> None:
    """OpenSC#877: PIN in a debug log."""
    assert not set("0123456789") & set(make(Pin(DIGITS)))


@pytest.mark.parametrize("use", REFUSED.values(), ids=REFUSED)
def test_a_pin_is_refused_where_it_would_be_stored(use: Callable[[Pin], object]) -> None:
    with pytest.raises(TypeError) as refused:
        use(Pin(DIGITS))

    assert DIGITS.decode() not in str(refused.value)


def test_pins_are_equal_by_their_digits() -> None:
    assert (Pin(DIGITS) == Pin(DIGITS), Pin(DIGITS) == Pin(b"135791")) == (True, False)


@pytest.mark.parametrize("other", ["135790", DIGITS, bytearray(DIGITS), 135790, None, (DIGITS,)], ids=repr)
def test_a_pin_equals_nothing_but_a_pin(other: object) -> None:
    assert (Pin(DIGITS) == other, other == Pin(DIGITS)) == (False, False)


@pytest.mark.parametrize(
    "digits",
    [b"", b"13579", b"1357901", b"13579A", b"13579 ", b" 13579", b"135-90", b"\xb9\xb2\xb3\xb4\xb5\xb6", b"-13579"],
    ids=repr,
)
def test_what_is_not_six_digits_is_refused_and_not_repeated(digits: bytes) -> None:
    with pytest.raises(ValueError, match=r"^a PIN has exactly six digits$"):
        Pin(digits)


@given(st.binary(min_size=6, max_size=6).filter(lambda digits: not digits.isdigit()))
def test_any_other_six_bytes_are_refused(digits: bytes) -> None:
    with pytest.raises(ValueError, match="exactly six digits"):
        Pin(digits)


@given(st.from_regex(rb"[0-9]{6}", fullmatch=True))
def test_a_card_gets_the_digits_as_bcd(digits: bytes) -> None:
    assert Pin(digits).bcd().hex() == digits.decode()


def test_a_pin_does_not_follow_the_buffer_it_was_made_from() -> None:
    buffer = bytearray(DIGITS)
    pin = Pin(buffer)
    buffer[:] = bytes(6)

    assert pin == Pin(DIGITS)


def test_revealed_digits_are_wiped_after_the_block() -> None:
    with Pin(DIGITS).revealed() as digits:
        assert digits == DIGITS

    assert digits == bytes(6)


def test_revealed_digits_are_wiped_when_the_block_fails() -> None:
    kept: list[bytearray] = []

    def fail() -> None:
        with Pin(DIGITS).revealed() as digits:
            kept.append(digits)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert kept == [bytes(6)]


def test_what_is_done_to_revealed_digits_does_not_change_the_pin() -> None:
    pin = Pin(DIGITS)
    with pin.revealed() as digits:
        digits[:] = b"000000"

    assert pin == Pin(DIGITS)


def test_wiping_is_told() -> None:
    pin = Pin(DIGITS)
    before = pin.wiped
    pin.wipe()

    assert (before, pin.wiped) == (False, True)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_use_after_wiping_is_a_bug(use: Callable[[Pin], object]) -> None:
    pin = Pin(DIGITS)
    pin.wipe()

    with pytest.raises(RuntimeError, match="this PIN was wiped"):
        use(pin)


def test_a_wiped_pin_can_be_wiped_again_and_shown() -> None:
    pin = Pin(DIGITS)
    pin.wipe()
    pin.wipe()

    assert repr(pin) == "<Pin>"


def test_a_copy_outlives_its_original() -> None:
    original = Pin(DIGITS)
    copied = original.copy()
    original.wipe()

    assert copied == Pin(DIGITS)
