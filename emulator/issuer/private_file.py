"""Small files of an issuer's: read without waiting, whatever stands in their place; and what is its owner's alone."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

NO_FILE = "it is no file"
_DISK = frozenset((errno.ENOSPC, errno.EROFS, errno.EDQUOT))
_LONGEST = 64 * 2**20


class PrivateFileRefused(Exception):
    """The file can't be taken; `reason` and `mend` say why, and hold nothing of what is in it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(f"{reason}. {mend}")
        self.reason = reason
        self.mend = mend


def private_bytes(path: Path) -> bytes:
    """What is in the file, where it is this user's alone. Raises PrivateFileRefused.

    What is checked is the file that is read, whatever its name leads to.
    """
    try:
        with opened_file(path) as file:
            about = os.fstat(file.fileno())
            if about.st_uid != os.geteuid():
                raise PrivateFileRefused("it belongs to another user", "Run the issuer as its owner, or chown it.")
            if about.st_mode & 0o077:
                raise PrivateFileRefused("others than its owner may use it", f"Say: chmod 600 {path}")
            return file.read(_LONGEST)
    except FileNotFoundError:
        raise PrivateFileRefused(
            "there is none", "Put it back from the backup: what is in it can't be made anew."
        ) from None
    except OSError as error:
        raise PrivateFileRefused(said(error), mend(error, "Put it back from the backup.")) from error


@contextmanager
def opened_file(path: Path) -> Iterator[BinaryIO]:
    """The file, to be read. Raises OSError, also for what is none: a pipe would hold its reader up for ever."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, NO_FILE)
        with open(descriptor, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(descriptor)


def is_no_file(path: Path) -> bool:
    """Whether something else stands there: a folder, a pipe, a device, a link that leads nowhere but to itself."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return error.errno == errno.ELOOP


def file_bytes(path: Path, longest: int = _LONGEST) -> bytes:
    """What is in the file, no more than its first `longest` bytes. Raises OSError as `opened_file`."""
    with opened_file(path) as file:
        return file.read(longest)


def mend(error: OSError, instead: str = "") -> str:
    """What makes it readable; `instead`: what belongs in the place of something that is no file."""
    if error.strerror == NO_FILE or error.errno == errno.ELOOP:
        return f"Move it away. {instead}".strip()
    return instead if error.errno in _DISK else "Make it readable for its owner."


def said(error: OSError) -> str:
    """What the system says of it."""
    return NO_FILE if error.errno == errno.ELOOP else error.strerror or type(error).__name__
