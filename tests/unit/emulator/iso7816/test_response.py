"""Response APDUs: data, then two bytes of status."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.iso7816.response import Response


@given(st.binary(max_size=300), st.integers(0, 0xFFFF))
def test_a_response_is_read_back_as_it_was_written(data: bytes, sw: int) -> None:
    response = Response(data, sw)

    assert Response.parse(response.encode()) == response


def test_the_status_word_comes_last() -> None:
    assert Response(b"\xca\xfe", 0x9000).encode() == bytes.fromhex("CAFE9000")


@pytest.mark.parametrize("raw", [b"", b"\x90"])
def test_fewer_than_two_bytes_are_no_response(raw: bytes) -> None:
    """vpcd ends a torn exchange with success and an empty answer; that must not pass for a status word."""
    with pytest.raises(ValueError, match="two bytes"):
        Response.parse(raw)
