"""What the system knows of a process: its memory, and how long it was kept waiting for a processor."""

from __future__ import annotations

import os
from pathlib import Path


def resident_mb() -> float:
    """This process's resident memory in MB (RSS: shared pages count in full, so it is never flattered)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def queued_s() -> float:
    """Seconds that this thread was ready to run so far, while every processor was busy with something else."""
    return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9
