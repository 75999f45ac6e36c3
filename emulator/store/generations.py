"""How far each store had come when it was last used on this machine, by this user: one that is put back is noticed.

A virtual card's memory is a file, and nothing in a file can tell that it is an earlier copy of itself. So the number of
its last write is kept elsewhere as well, when a store is opened and when it is closed, and never in between. What other
programs did meanwhile, or other machines, only makes a store newer; a copy made and put back within one opening that
was killed looks like a loss of power.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_KEPT = 1000  # stores; of more, those that were used last


@dataclass(frozen=True, slots=True)
class Generation:
    """A store's last write: its running number, and the 8 bytes drawn when the store was opened for it."""

    opening: bytes
    number: int


class Generations:
    """The last known generation of each store, a file each in `folder`. What can't be kept or read is not known."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def was_put_back(self, store: bytes, found: Generation) -> bool:
        """Whether the store of this id, found so before it was opened, had come further when it was last used here."""
        known = self._known(store)
        if known is None:
            return False
        return found.number < known.number or (found.number == known.number and found.opening != known.opening)

    def note(self, store: bytes, now: Generation) -> None:
        """From here on `now` is how far it has come."""
        file = self._file(store)
        unfinished = file.with_name(f"{file.name}-{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not file.exists():
                self._make_room()
            unfinished.unlink(missing_ok=True)
            with unfinished.open("x", encoding="ascii") as opened:
                opened.write(f"{now.opening.hex()} {now.number}\n")
            unfinished.replace(file)

    def _known(self, store: bytes) -> Generation | None:
        try:
            opening, number = self._file(store).read_text("ascii").split()
            return Generation(bytes.fromhex(opening), int(number))
        except (OSError, ValueError):
            return None

    def _make_room(self) -> None:
        files = sorted(self._folder.iterdir(), key=lambda file: file.stat().st_mtime)
        for file in files[: max(0, len(files) - _KEPT + 1)]:
            file.unlink(missing_ok=True)

    def _file(self, store: bytes) -> Path:
        return self._folder / store.hex()


def generations_of(environment: Mapping[str, str]) -> Generations | None:
    """Where this user's are kept, in the state folder of the XDG rules; None for a user without a home."""
    named = environment.get("XDG_STATE_HOME", "")
    if os.path.isabs(named):
        return Generations(Path(named, "emulator", "stores"))
    try:
        return Generations(Path.home() / ".local" / "state" / "emulator" / "stores")
    except RuntimeError:
        return None
