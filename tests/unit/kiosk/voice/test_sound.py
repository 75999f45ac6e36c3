"""A WAV from a pipe has a header that does not know its length; whatever else comes is no sound."""

from __future__ import annotations

import struct

import pytest

from kiosk.voice.sound import NoSound, sound

FORM = struct.pack("<HHIIHH", 1, 1, 22050, 44100, 2, 16)
ENDLESS = 0x7FFFF000


def wav(form: bytes, samples: bytes, told: int) -> bytes:
    """With a header that tells of `told` bytes."""
    parts = b"WAVE", b"fmt ", struct.pack("<I", len(form)), form, b"data", struct.pack("<I", told), samples
    return b"RIFF" + struct.pack("<I", told) + b"".join(parts)


def test_a_length_that_was_not_known_is_that_of_what_came() -> None:
    made = sound(wav(FORM, bytes(44100), ENDLESS))
    assert (made.channels, made.rate, made.seconds) == (1, 22050, 1.0)


def test_half_a_sample_at_the_end_is_left_out() -> None:
    assert sound(wav(FORM, bytes(5), ENDLESS)).samples == bytes(4)


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"no such voice",
        b"RIFF",
        wav(FORM, b"", 0)[:30],
        wav(struct.pack("<HHIIHH", 3, 1, 22050, 88200, 4, 32), bytes(8), 8),
        wav(struct.pack("<HHIIHH", 1, 1, 0, 0, 2, 16), bytes(8), 8),
    ],
)
def test_what_is_no_sound_is_refused(junk: bytes) -> None:
    with pytest.raises(NoSound):
        sound(junk)
