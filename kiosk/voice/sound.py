"""A WAV as an engine writes it to a pipe: its header says nothing of how long it is. Pure."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_PCM = 1
_BITS = 16


class NoSound(ValueError):
    """This is no WAV that can be played."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Signed samples of 16 bits, `channels` of them `rate` times a second."""

    channels: int
    rate: int
    samples: bytes

    @property
    def seconds(self) -> float:
        """How long it is heard."""
        return len(self.samples) / (self.channels * self.rate * _BITS // 8)


def sound(wav: bytes) -> Sound:
    """What is in it. Raises NoSound."""
    if wav[:4] != b"RIFF" or wav[8:12] != b"WAVE":
        raise NoSound("no WAV")
    at, form = 12, None
    while at + 8 <= len(wav):
        name, size = wav[at : at + 4], int.from_bytes(wav[at + 4 : at + 8], "little")
        body = wav[at + 8 : at + 8 + size]
        if name == b"fmt " and len(body) >= 16:
            form = struct.unpack("<HHIIHH", body[:16])
        elif name == b"data" and form is not None:
            kind, channels, rate, _, whole, bits = form
            if kind != _PCM or bits != _BITS or channels not in (1, 2) or rate == 0:
                raise NoSound("not of 16 bits")
            return Sound(channels, rate, body[: len(body) // whole * whole])
        at += 8 + size + size % 2
    raise NoSound("no samples")
