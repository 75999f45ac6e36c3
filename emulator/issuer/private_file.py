"""A small file that is its owner's alone: what is checked before a key in it is believed."""

from __future__ import annotations

import os
import stat
from pathlib import Path


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
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise PrivateFileRefused("it is no file", "Choose another folder.")
            if about.st_uid != os.geteuid():
                raise PrivateFileRefused("it belongs to another user", "Run the issuer as its owner, or chown it.")
            if about.st_mode & 0o077:
                raise PrivateFileRefused("others than its owner may use it", f"Say: chmod 600 {path}")
            return file.read()
    except FileNotFoundError:
        raise PrivateFileRefused(
            "there is none", "Put it back from the backup: what is in it can't be made anew."
        ) from None
    except OSError as error:
        raise PrivateFileRefused(said(error), "Make it readable for its owner.") from error


def said(error: OSError) -> str:
    """What the system says of it."""
    return error.strerror or type(error).__name__
