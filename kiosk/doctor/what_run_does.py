"""What `kiosk run` does about what `kiosk doctor` finds wrong, by the finding's id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WHAT_RUN_DOES: Mapping[str, str] = MappingProxyType(
    {
        "parts": "does not start, and says what to install",
        "python": "starts: nothing can be wrong here",
        "clock": "starts, and judges cards by that day",
        "settings": "does not start, and says the same",
        "pcscd": "starts, out of service until it can be reached",
        "reader": "starts, out of service until there is the reader that it means",
        "window": "does not start, and says the same",
        "screen": "starts; type and controls have another size than they should",
        "room": "starts; type and controls are smaller than they should be",
        "font": "starts and says so; Chinese is drawn in another type face, or as boxes; without any it does not start",
        "names": "starts; what no font has is shown as its code in a frame",
        "voice": "starts; who asks for the voice is told that there is none",
        "journal": "starts and says so; entries are kept in memory until it can be written",
        "memory": "starts; a crash or the disk of swap may keep what was in memory",
        "printer": "starts; who asks for a slip is told that it can't be printed",
        "issuer": "starts; no card is checked until it can be opened, which is tried again",
        "witness": "starts; where the issuer is not believed, only standings are asked for and reports wait",
        "outbox": "starts and says so; reports are kept in memory until it can be written",
    }
)
