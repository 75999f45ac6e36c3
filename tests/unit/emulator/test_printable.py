"""What came from outside moves nobody's cursor, and is read as far as it can be."""

from __future__ import annotations

import pytest

from emulator.printable import printable, printable_lines

HIDDEN = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    "mark", ["\x1b", "\x07", "\x9b", "\x7f", "\r", "\n", "\t", "\u202e", "\u2066", "\u200b", "\udc80"]
)
def test_what_steers_a_terminal_or_turns_the_writing_is_hidden(mark: str) -> None:
    assert printable(f"a{mark}b") == f"a{HIDDEN}b"


def test_names_stay_as_they_are() -> None:
    assert printable("李\u3000明轩 D2143569X – é") == "李\u3000明轩 D2143569X – é"


def test_ends_of_lines_of_our_own_stay() -> None:
    assert printable_lines("one\ntwo\x1b[31m") == f"one\ntwo{HIDDEN}[31m"
