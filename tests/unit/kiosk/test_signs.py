"""What becomes of a sign that no font has: its code, and nothing else of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.signs import HANZI_COUNT, Part, in_line, is_drawn, parts

LACKING = "𪸩\ue000"  # of fonts that have all others


def has(sign: str) -> bool:
    return sign not in LACKING


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("买**", (Part("买**"),)),
        ("𪸩**", (Part("𪸩", "2AE29"), Part("**"))),
        ("周\ue000𪸩", (Part("周"), Part("\ue000", "E000"), Part("𪸩", "2AE29"))),
        ("𪸩𪸩", (Part("𪸩", "2AE29"), Part("𪸩", "2AE29"))),
        ("", ()),
    ],
)
def test_a_sign_without_a_glyph_is_a_piece_of_its_own(text: str, pieces: tuple[Part, ...]) -> None:
    assert parts(text, has) == pieces


def test_in_a_line_of_letters_it_is_its_code_in_brackets() -> None:
    assert in_line("西安𪸩路", has) == "西安[2AE29]路"


@given(st.text(st.sampled_from("李*a" + LACKING)))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(part.text for part in parts(text, has)) == text


@pytest.mark.parametrize("private", "\ue000\ue816\U000f0000")
def test_what_a_font_has_for_private_use_is_not_the_sign(private: str) -> None:
    assert not is_drawn(private, lambda _: True)


@pytest.mark.parametrize("sign", " \u3000\n\u200d\ufe00\U000e0100")
def test_what_has_no_ink_needs_no_glyph(sign: str) -> None:
    assert is_drawn(sign, lambda _: False)


@pytest.mark.parametrize("has", [True, False])
def test_any_other_sign_needs_a_glyph(has: bool) -> None:
    assert is_drawn("𪸩", {0x2AE29: has}.__getitem__) is has


def test_all_chinese_characters_of_the_standard_are_counted() -> None:
    assert HANZI_COUNT == 87_887
