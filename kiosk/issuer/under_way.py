"""Which reports are of a change that is under way: a byte locked for each, until it is settled or its program gone."""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_LOCK = struct.Struct("hhqqi4x")  # struct flock: type, whence, start, length, process
_OF_A_KEY = 7  # bytes of its hash: a place in a file, which has room for eight but a bit
_OURS_ALONE = os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK


class UnderWay:
    """What this program has under way, for others to see beside the outbox; for one thread. No failure is told."""

    def __init__(self, outbox: Path) -> None:
        """No file is made before there is something to hold."""
        self._path = _beside(outbox)
        self._file: int | None = None
        self._held: frozenset[str] = frozenset()

    def hold(self, keys: frozenset[str]) -> None:
        """These from now on, and no others."""
        if keys == self._held:
            return
        with suppress(OSError):
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | _OURS_ALONE, 0o600)
            for key in self._held - keys:
                fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, _place(fcntl.F_UNLCK, key))
            for key in keys - self._held:  # a lock that several may have: a change may be begun again elsewhere
                fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, _place(fcntl.F_RDLCK, key))
            self._held = keys

    def close(self) -> None:
        """Nothing any more."""
        file, self._file, self._held = self._file, None, frozenset()
        if file is not None:
            os.close(file)


def under_way(outbox: Path, keys: Iterable[str]) -> frozenset[str]:
    """Those of `keys` that a program has under way that is there now."""
    try:
        file = os.open(_beside(outbox), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return frozenset()
    try:
        return frozenset(key for key in keys if _is_held(file, key))
    finally:
        os.close(file)


def _is_held(file: int, key: str) -> bool:
    try:
        found = fcntl.fcntl(file, fcntl.F_OFD_GETLK, _place(fcntl.F_WRLCK, key))
    except OSError:
        return False
    kind, *_ = _LOCK.unpack(found)
    return bool(kind != fcntl.F_UNLCK)


def _beside(outbox: Path) -> Path:
    return outbox.with_name(f"{outbox.name}.under-way")


def _place(kind: int, key: str) -> bytes:
    start = int.from_bytes(sha256(key.encode("utf-8", "replace")).digest()[:_OF_A_KEY], "big")
    return _LOCK.pack(kind, os.SEEK_SET, start, 1, 0)
