"""What a benchmark finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A target for what is better the more there is of it."""

    bound: float
    sign: ClassVar[str] = "≥"

    def met(self, value: float) -> bool:
        """True where `value` is enough."""
        return value >= self.bound


@dataclass(frozen=True, slots=True)
class AtMost:
    """A target for what is better the less there is of it."""

    bound: float
    sign: ClassVar[str] = "≤"

    def met(self, value: float) -> bool:
        """True where `value` is not too much."""
        return value <= self.bound


Target = AtLeast | AtMost


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured `value` in `unit`. Without a target it is only told."""

    name: str
    value: float
    unit: str
    target: Target | None = None

    @property
    def met(self) -> bool:
        """True where the target is reached, or there is none."""
        return self.target is None or self.target.met(self.value)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Something to measure: `run(share)` gives its figures, in `share` (0–1) of the time a careful run takes."""

    title: str
    run: Callable[[float], Sequence[Figure]]
