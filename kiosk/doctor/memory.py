"""What this machine does with memory that had a PIN in it: core files, and swap."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.doctor.finding import Finding

_PATTERN = Path("/proc/sys/kernel/core_pattern")
_FILTER = Path("/proc/self/coredump_filter")
_SWAPS = Path("/proc/swaps")


@dataclass(frozen=True, slots=True)
class Memory:
    """As every command of ours finds it after it hardened itself: bytes a core file may have, what it may hold, where
    it goes, and the devices of swap; a filter of None: the kernel has none."""

    core_limit: int
    core_filter: int | None
    core_pattern: str
    swaps: tuple[str, ...]


SAFE = Memory(0, 0, "core", ())


def look() -> Memory:
    """At this process, which is one of them."""
    core_filter = _read(_FILTER).strip()
    return Memory(
        resource.getrlimit(resource.RLIMIT_CORE)[1],
        int(core_filter, 16) if core_filter else None,
        _read(_PATTERN).strip(),
        tuple(line.split()[0] for line in _read(_SWAPS).splitlines()[1:]),
    )


def memory(found: Memory) -> Iterator[Finding]:
    """Whether a core file can be left here, and whether memory is written to a disk."""
    piped = found.core_pattern.startswith("|")
    if found.core_limit != 0:
        yield Finding("memory", True, "A core file could be left.", "Start it without a limit of its own: ulimit -c 0.")
    elif piped and found.core_filter != 0:
        says = f"What crashes is given to {found.core_pattern[1:].split()[0]}, memory and all."
        yield Finding("memory", True, says, "Turn that off: sysctl kernel.core_pattern=core.")
    else:
        yield Finding("memory", False, "No core file is left here; what a crash gives away has no memory in it.")
    if found.swaps:
        says = f"Memory may be written to a disk: {', '.join(found.swaps)}."
        yield Finding("memory", False, says, "Turn swap off (swapoff -a, and /etc/fstab), or encrypt it.")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:  # a kernel without it
        return ""
