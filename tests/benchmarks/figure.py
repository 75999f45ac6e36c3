"""What a benchmark finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured `value` in `unit`; more is better. `target` is the least that will do; None: only told."""

    name: str
    value: float
    unit: str
    target: float | None = None

    @property
    def met(self) -> bool:
        """True where the target is reached, or there is none."""
        return self.target is None or self.value >= self.target


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Something to measure: `run(share)` gives its figures, in `share` (0–1) of the time a careful run takes."""

    title: str
    run: Callable[[float], Sequence[Figure]]
