"""Binary coded decimal, left-justified, padded with F."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.iso7816 import bcd

DIGITS = st.text("0123456789", max_size=20)


@given(DIGITS, st.integers(0, 3))
def test_digits_are_read_back_whatever_the_padding(digits: str, spare: int) -> None:
    size = (len(digits) + 1) // 2 + spare

    assert bcd.decode(bcd.encode(digits, size)) == digits


@pytest.mark.parametrize(
    ("digits", "size", "packed"),
    [("135790", None, "135790"), ("12345", None, "12345F"), ("1234", 4, "1234FFFF"), ("", None, ""), ("", 1, "FF")],
)
def test_digits_stand_left_and_f_fills_up(digits: str, size: int | None, packed: str) -> None:
    assert bcd.encode(digits, size) == bytes.fromhex(packed)


@pytest.mark.parametrize("digits", ["12a4", "12 4", "-1", "１２", "F"])
def test_only_the_ten_digits_are_encoded(digits: str) -> None:
    with pytest.raises(ValueError, match="digits 0 to 9"):
        bcd.encode(digits)


def test_digits_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        bcd.encode("12345", 2)


@pytest.mark.parametrize("packed", ["1A", "F1", "1F23", "FE"])
def test_letters_and_padding_before_a_digit_are_not_bcd(packed: str) -> None:
    with pytest.raises(ValueError, match="not BCD"):
        bcd.decode(bytes.fromhex(packed))
