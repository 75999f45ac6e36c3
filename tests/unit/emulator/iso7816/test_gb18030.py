"""Texts in GB 18030-2022: its own table, one code a character, and what may be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.iso7816 import gb18030

# The codes of two bytes that Python reads by an older table, as the standard of 2022 reads them.
SINCE_2022 = {
    **dict(zip(range(0xA6D9, 0xA6E0), "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16", strict=True)),
    0xA6EC: "\ufe17",
    0xA6ED: "\ufe18",
    0xA6F3: "\ufe19",
    0xA8BC: "\u1e3f",
    **dict(zip((0xFE59, 0xFE61, 0xFE66, 0xFE67), "\u9fb4\u9fb5\u9fb6\u9fb7", strict=True)),
    **dict(zip((0xFE6D, 0xFE7E, 0xFE90, 0xFEA0), "\u9fb8\u9fb9\u9fba\u9fbb", strict=True)),
}
STAYED = dict(zip((0xFE51, 0xFE52, 0xFE53, 0xFE6C, 0xFE76, 0xFE91), "𠂇𠂉𠃌𡗗𢦏𤇾", strict=True))
CHANGED = (*SINCE_2022.values(), *"\ue78d\ue78e\ue793\ue796\ue7c7\ue81e\ue864")

characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from(CHANGED)


@pytest.mark.parametrize(("code", "sign"), SINCE_2022.items(), ids=[f"{code:X}" for code in SINCE_2022])
def test_a_code_means_what_it_means_since_2022(code: int, sign: str) -> None:
    raw = code.to_bytes(2, "big")

    assert (gb18030.decode(raw), gb18030.encode(sign)) == (sign, raw)


@pytest.mark.parametrize(
    ("code", "private"),
    [("8135F437", "\ue7c7"), ("84318236", "\ue78d"), ("84318238", "\ue78e"), ("82359134", "\ue864")],
)
def test_the_code_that_such_a_sign_had_before_is_for_private_use(code: str, private: str) -> None:
    assert gb18030.decode(bytes.fromhex(code)) == private


@given(st.text(characters))
def test_what_is_written_is_read_again(text: str) -> None:
    assert gb18030.decode(gb18030.encode(text)) == text


@given(st.binary(max_size=12))
def test_what_is_read_is_written_again_unless_it_means_nothing(raw: bytes) -> None:
    read = gb18030.decode(raw)

    assert "\ufffd" in read or gb18030.encode(read) == raw


@pytest.mark.parametrize(
    ("raw", "read"),
    [("80", "\ufffd"), ("FF41", "\ufffdA"), ("C0", "\ufffd"), ("8431A530C0EE", "\ufffd李"), ("", "")],
)
def test_a_code_that_means_nothing_is_one_sign(raw: str, read: str) -> None:
    assert gb18030.decode(bytes.fromhex(raw)) == read


def test_half_a_character_can_not_be_written() -> None:
    with pytest.raises(UnicodeEncodeError):
        gb18030.encode("\ud800")


@pytest.mark.parametrize(("code", "sign"), STAYED.items(), ids=[f"{code:X}" for code in STAYED])
def test_what_stayed_for_private_use_is_shown_as_the_sign_that_it_stands_for(code: int, sign: str) -> None:
    raw = code.to_bytes(2, "big")
    read = gb18030.decode(raw)

    assert (gb18030.standard(read), gb18030.encode(read)) == (sign, raw)


@pytest.mark.parametrize("sign", ["\u9fb4", "\u1e3f", "\ufe10"])
def test_a_sign_that_an_issuer_wrote_by_the_older_table_is_shown_as_well(sign: str) -> None:
    assert gb18030.standard(gb18030.decode(sign.encode("gb18030"))) == sign


@pytest.mark.parametrize(
    ("text", "printable"),
    [
        *(("李 明·Ann\u3000", True), ("𪸩", True), ("\ue000", True), ("\U00031350\U0003fffd", True), ("", True)),
        *((f"a{each}b", False) for each in "\n\x1b\x9b\u200f\u202e\u2028\u2029\ufdd0\ufffe\U0002ffff\ud800"),
    ],
    ids=ascii,
)
def test_printable_is_what_steers_nothing(text: str, printable: bool) -> None:
    assert gb18030.is_printable(text) is printable
