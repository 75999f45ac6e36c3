"""A look into a process's memory, as root can take one: is a PIN in it, and in what form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

LARGEST = 1 << 28


def forms(pin: str) -> dict[str, bytes]:
    """What six digits look like in memory: as text of Python, C and Qt, and in the commands that carry them.

    Three bytes of BCD alone stand by chance somewhere in a hundred megabytes.
    """
    packed = bytes.fromhex(pin)
    return {
        "text": pin.encode("ascii"),
        "text of Qt": pin.encode("utf-16-le"),
        "wide text": pin.encode("utf-32-le"),
        "VERIFY": bytes.fromhex("0020000003") + packed,
        "CHANGE PIN, present": bytes.fromhex("805E010007") + packed + b"\xff",
        "CHANGE PIN, new": b"\xff" + packed + b"\x00",  # or the packed digits as an object of Python's
    }


def found(pid: int, pin: str) -> list[str]:
    """Where in the writable memory of process `pid` which form of `pin` stands; needs root."""
    wanted = forms(pin)
    told = []
    for name, block in writable(pid):
        told += [f"{form} in {name}" for form, what in wanted.items() for _ in re.finditer(re.escape(what), block)]
    return told


def writable(pid: int) -> Iterator[tuple[str, bytes]]:
    """Each part of its memory that could be written to, with its name."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("ascii", "replace").splitlines():
            span, rights, *rest = line.split(maxsplit=5)
            start, end = (int(each, 16) for each in span.split("-"))
            if "w" not in rights or end - start > LARGEST:
                continue
            try:
                memory.seek(start)
                yield (rest[3] if len(rest) > 3 else "nameless memory"), memory.read(end - start)
            except OSError:  # guard pages, and what a device lends
                continue
