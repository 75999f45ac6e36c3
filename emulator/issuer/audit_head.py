"""The file that says where the audit ends, and that one process at a time goes on from there."""

from __future__ import annotations

import fcntl
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from emulator.issuer.durable_file import replace_file


class AuditRefused(Exception):
    """The head of the audit can't be kept there; the message names file, reason and mend."""


@dataclass(frozen=True, slots=True)
class Head:
    """The number of the last row, 0 where there is none, and its digest: 64 hex digits."""

    seq: int
    digest: str


NO_HEAD = Head(0, "")  # what no chain has


class HeadFile:
    """The head on disk, held by one process; open with `HeadFile.open`."""

    def __init__(self, path: Path, lock: int) -> None:
        self._path = path
        self._lock = lock

    @classmethod
    def open(cls, path: Path) -> Self:
        """The file `path`, which need not be there yet. Raises AuditRefused: in use, or not reachable."""
        try:
            # A lock on a file of its own, since the head's is another one after each write.
            lock = os.open(path.with_name(path.name + "-lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise AuditRefused(
                f"{path} can't be opened: {error.strerror}. Choose a folder that you may write to, on a disk with room."
            ) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(lock)
            raise AuditRefused(
                f"{path} is in use by another issuer. End that one, or choose another folder."
            ) from error
        return cls(path, lock)

    def read(self) -> Head | None:
        """As read_head."""
        return read_head(self._path)

    def write(self, head: Head) -> None:
        """Replace the head, durably. Raises OSError."""
        replace_file(self._path, f"{head.seq} {head.digest}\n".encode())

    def close(self) -> None:
        """Let another process have it."""
        os.close(self._lock)


def read_head(path: Path) -> Head | None:
    """The head in the file `path`, NO_HEAD for anything else, None where there is no file. Raises AuditRefused."""
    try:
        found = re.fullmatch(rb"([0-9]{1,18}) ([0-9a-f]{64})\n", path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AuditRefused(f"{path} can't be read: {error.strerror}. Make it readable for its owner.") from error
    return Head(int(found[1]), found[2].decode()) if found else NO_HEAD
