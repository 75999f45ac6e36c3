"""SIMPLE-TLV and BER-TLV (ISO/IEC 7816-4, 5.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.iso7816.tlv import MalformedTlv, decode_ber, decode_simple, encode_ber, encode_simple

SIMPLE = st.tuples(st.integers(0x01, 0xFE), st.binary(max_size=300))
# One byte, unless its low five bits are set: then another, or two of which the first has the top bit.
BER_TAGS = st.one_of(
    st.integers(1, 0xFF).filter(lambda tag: tag & 0x1F != 0x1F),
    st.builds(lambda low: 0x9F00 | low, st.integers(0, 0x7F)),
    st.builds(lambda middle, low: 0x5F8000 | middle << 8 | low, st.integers(0, 0x7F), st.integers(0, 0x7F)),
)
BER = st.tuples(BER_TAGS, st.binary(max_size=300))


@given(st.lists(SIMPLE, max_size=4))
def test_simple_objects_are_read_back_in_order(objects: list[tuple[int, bytes]]) -> None:
    raw = b"".join(encode_simple(tag, value) for tag, value in objects)

    assert list(decode_simple(raw)) == objects


@given(st.lists(BER, max_size=4))
def test_ber_objects_are_read_back_in_order(objects: list[tuple[int, bytes]]) -> None:
    raw = b"".join(encode_ber(tag, value) for tag, value in objects)

    assert list(decode_ber(raw)) == objects


@pytest.mark.parametrize(
    ("size", "head"),
    [(0, "0700"), (0xFE, "07FE"), (0xFF, "07FF00FF"), (0x100, "07FF0100"), (0xFFFF, "07FFFFFF")],
)
def test_a_simple_length_is_one_byte_or_ff_and_two(size: int, head: str) -> None:
    assert encode_simple(0x07, bytes(size)) == bytes.fromhex(head) + bytes(size)


@pytest.mark.parametrize(
    ("size", "head"),
    [(0, "8400"), (0x7F, "847F"), (0x80, "848180"), (0xFF, "8481FF"), (0x100, "84820100"), (0x10000, "8483010000")],
)
def test_a_ber_length_takes_the_shortest_form(size: int, head: str) -> None:
    assert encode_ber(0x84, bytes(size)) == bytes.fromhex(head) + bytes(size)


@pytest.mark.parametrize(("tag", "size"), [(0x00, 1), (0xFF, 1), (0x100, 1), (0x07, 0x10000)])
def test_what_simple_tlv_cannot_hold_is_refused(tag: int, size: int) -> None:
    with pytest.raises(MalformedTlv):
        encode_simple(tag, bytes(size))


@pytest.mark.parametrize(
    ("decode", "raw"),
    [
        pytest.param(decode_simple, "07", id="simple: a tag alone"),
        pytest.param(decode_simple, "0703AABB", id="simple: value cut short"),
        pytest.param(decode_simple, "07FF", id="simple: no long length"),
        pytest.param(decode_simple, "07FF01", id="simple: half a long length"),
        pytest.param(decode_simple, "0701AA08", id="simple: the second is cut short"),
        pytest.param(decode_ber, "84", id="BER: a tag alone"),
        pytest.param(decode_ber, "9F", id="BER: half a tag"),
        pytest.param(decode_ber, "5F80", id="BER: two thirds of a tag"),
        pytest.param(decode_ber, "9F0C", id="BER: a long tag alone"),
        pytest.param(decode_ber, "8403AABB", id="BER: value cut short"),
        pytest.param(decode_ber, "848201", id="BER: half a long length"),
        pytest.param(decode_ber, "848204AA", id="BER: long length, value cut short"),
        pytest.param(decode_ber, "84800000", id="BER: indefinite length"),
        pytest.param(decode_ber, "8485" + "00" * 5, id="BER: a length of five bytes"),
    ],
)
def test_what_is_cut_short_or_strange_is_malformed(
    decode: Callable[[bytes], Iterator[tuple[int, bytes]]], raw: str
) -> None:
    with pytest.raises(MalformedTlv):
        list(decode(bytes.fromhex(raw)))
