"""The card's fields, as bytes, become text and days; what is neither is not guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.iso7816 import gb18030
from kiosk.card.facts import day, text
from tests.support.samples import FACTS


@pytest.mark.parametrize(
    ("packed", "found"),
    [
        ("20340317", date(2034, 3, 17)),
        ("20240229", date(2024, 2, 29)),
        ("20230229", None),
        ("20241301", None),
        ("20240100", None),
        ("00000000", None),
        ("FFFFFFFF", None),
        ("2024031F", None),
        ("202403FF", None),
        ("202411FF", None),
        ("2024", None),
        ("2034031700", None),
        ("2024A317", None),
        ("", None),
    ],
)
def test_a_day(packed: str, found: date | None) -> None:
    assert day(bytes.fromhex(packed)) == found


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_day_that_a_card_can_carry_is_read(written: date) -> None:
    assert day(bytes.fromhex(f"{written:%Y%m%d}")) == written


@given(st.binary(max_size=9))
def test_any_bytes_are_a_day_or_none(packed: bytes) -> None:
    found = day(packed)

    assert found is None or found.strftime("%Y%m%d").zfill(8) == packed.hex()


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"3.00", "3.00"),
        (b"1.0\0", "1.0"),
        (b"D2143569X", "D2143569X"),
        ("李明轩".encode("gb18030").ljust(30, b"\0"), "李明轩"),
        ("李明轩".encode("gbk") + b"   ", "李明轩"),
        ("㐀".encode("gb18030"), "㐀"),
        (b"\xfe\x59\xa8\xbc", "\u9fb4\u1e3f"),
        (b"\xfe\x51", "𠂇"),
        (b"\xaa\xa1", "\ue000"),
        (b"\xa1\xa1", "\u3000"),
        (b"\x1b\x81\x36\xa5\x31", "\ufffd\ufffd"),
        (b"\xff\xff", "\ufffd\ufffd"),
        (b"", ""),
    ],
)
def test_a_text(raw: bytes, found: str) -> None:
    assert text(raw) == found


@given(st.binary(max_size=50))
def test_any_bytes_are_a_text(raw: bytes) -> None:
    assert isinstance(text(raw), str)


def test_the_region_is_the_first_six_digits_of_the_identification() -> None:
    assert (FACTS.region, replace(FACTS, identification=b"\xff" * 16).region) == ("610100", "")


@given(st.binary(max_size=40))
def test_no_text_of_a_card_can_steer_a_terminal(field: bytes) -> None:
    assert gb18030.is_printable(text(field))
