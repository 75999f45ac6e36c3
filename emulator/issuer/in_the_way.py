"""What in an issuer's folder would keep a terminal from its work, or lets others read what is the issuer's alone."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from emulator.issuer.audit_head import AuditRefused, can_be_served
from emulator.issuer.folder import AUDIT_KEY, HEAD, KEYS, REGISTRY

SECRETS = "*.secret"
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
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:  # a link to nothing, or gone meanwhile
            continue
        if not stat.S_ISREG(mode):
            yield f"{path} is no file. Move it away."
        elif stat.S_IMODE(mode) & 0o077:
            yield f"{path}: others than its owner may use it. Say: chmod 600 {path}"
