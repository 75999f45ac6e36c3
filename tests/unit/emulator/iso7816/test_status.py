"""Status words and what they mean."""

from __future__ import annotations

import pytest

from emulator.iso7816.status import StatusWord, attempts, changed_nothing, exact_length, meaning, more_data, tries_left


@pytest.mark.parametrize("sw", StatusWord, ids=lambda sw: sw.name)
def test_every_status_word_has_a_meaning(sw: StatusWord) -> None:
    assert "does not define" not in meaning(sw)


def test_only_these_status_words_say_that_nothing_was_changed() -> None:
    """By SW1, with 63Cx and 9303 beside: whatever else a card says says nothing, 6Cxx of a length never given too."""
    whole = {sw >> 8 for sw in range(0x10000) if sw & 0xFF == 0x42 and changed_nothing(sw)}
    apart = [sw for sw in range(0x10000) if changed_nothing(sw) and sw >> 8 not in whole]

    assert whole == {0x64, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6D, 0x6E}
    assert apart == [*range(0x63C0, 0x63D0), 0x9303]


def test_no_two_status_words_mean_the_same() -> None:
    assert len({meaning(sw)[5:] for sw in StatusWord}) == len(StatusWord)


@pytest.mark.parametrize(
    ("sw", "words"),
    [
        (0x6A82, "6A82 no such file or application"),
        (0x63C2, "63C2 wrong, 2 attempts left"),
        (0x6110, "6110 16 bytes wait for GET RESPONSE"),
        (0x6100, "6100 256 bytes wait for GET RESPONSE"),
        (0x6C1E, "6C1E the exact length is 30"),
        (0x6C00, "6C00 the exact length is 256"),
        (0x1234, "1234 a status word this card does not define"),
    ],
)
def test_a_meaning_has_the_number_and_the_words(sw: int, words: str) -> None:
    assert meaning(sw) == words


@pytest.mark.parametrize(("waiting", "sw"), [(1, 0x6101), (255, 0x61FF), (256, 0x6100), (300, 0x6100)])
def test_61xx_counts_up_to_255_and_says_00_for_more(waiting: int, sw: int) -> None:
    assert more_data(waiting) == sw


@pytest.mark.parametrize(("due", "sw"), [(1, 0x6C01), (255, 0x6CFF), (256, 0x6C00)])
def test_6cxx_says_00_for_256(due: int, sw: int) -> None:
    assert exact_length(due) == sw


@pytest.mark.parametrize("left", range(16))
def test_the_attempts_in_63cx_are_read_back(left: int) -> None:
    assert tries_left(attempts(left)) == left


@pytest.mark.parametrize("sw", [0x9000, 0x6983, 0x6300, 0x63B5, 0x63D1])
def test_other_status_words_tell_no_attempts(sw: int) -> None:
    assert tries_left(sw) is None
