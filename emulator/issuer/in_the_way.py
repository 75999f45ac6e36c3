"""What in an issuer's folder would keep a terminal from its work, or lets others read what is the issuer's alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from emulator.issuer.audit_head import AuditRefused, can_be_served
from emulator.issuer.folder import AUDIT_KEY, HEAD, KEYS, REGISTRY
from emulator.issuer.private_file import is_no_file

SECRETS = "*.secret"
_OF_BEFORE = (REGISTRY, f"{REGISTRY}-wal", f"{REGISTRY}-shm", HEAD, SECRETS)  # not the keys: who read them has them
_PRIVATE = (REGISTRY, f"{REGISTRY}-wal", f"{REGISTRY}-shm", KEYS, AUDIT_KEY, HEAD, SECRETS)


def in_the_way(folder: Path) -> Iterator[str]:
    """All of it, in words, with the mend; settings, keys and registry are for who opens them. Raises OSError.

    Whether a terminal serves the folder meanwhile is no matter.
    """
    try:
        can_be_served(folder / HEAD)
    except AuditRefused as refused:
        yield str(refused)
    yield from open_to_others(folder)


def open_to_others(folder: Path) -> Iterator[str]:
    """The files that others than their owner may use, and what stands in a file's place. Raises OSError."""
    for path in sorted({path for name in _PRIVATE for path in folder.glob(name)}):
        if is_no_file(path):
            if not path.match(SECRETS):  # `terminal_secrets` says how that is mended
                yield f"{path} is no file. Move it away."
            continue
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:  # a link to nothing, or gone meanwhile
            continue
        if stat.S_IMODE(mode) & 0o077:
            yield f"{path}: others than its owner may use it. Say: chmod 600 {path}"


def made_private(folder: Path) -> Iterator[Path]:
    """Take from others what an earlier version let them read of the folder's files, and name each; never of the keys.

    A file that is a link, has another name, or is another user's stays as it is, for `open_to_others` to say.
    """
    for path in sorted({path for name in _OF_BEFORE for path in folder.glob(name)}):
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
            try:
                about = os.fstat(descriptor)
                is_ours = stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid() and about.st_nlink == 1
                if is_ours and about.st_mode & 0o077:
                    os.fchmod(descriptor, stat.S_IMODE(about.st_mode) & 0o700)
                    yield path
            finally:
                os.close(descriptor)
