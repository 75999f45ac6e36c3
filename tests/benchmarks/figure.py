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

    def ratio(self, value: float) -> float:
        """How many times as good as asked for."""
        return value / self.bound


@dataclass(frozen=True, slots=True)
class AtMost:
    """A target for what is better the less there is of it."""

    bound: float
    sign: ClassVar[str] = "≤"

    def met(self, value: float) -> bool:
        """True where `value` is not too much."""
        return value <= self.bound

    def ratio(self, value: float) -> float:
        """How many times as good as asked for."""
        return self.bound / value


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

    @property
    def ratio(self) -> float | None:
        """How many times as good as asked for, 1 being just enough; None where nothing is."""
        return None if self.target is None else self.target.ratio(self.value)

    @property
    def measured(self) -> str:
        """The value with its unit."""
        return amount(self.value, self.unit)

    @property
    def wanted(self) -> str:
        """The target with its unit, empty where there is none."""
        return "" if self.target is None else f"{self.target.sign} {amount(self.target.bound, self.unit)}"

    @property
    def verdict(self) -> str:
        """Met or not, empty where nothing is asked for."""
        return "" if self.target is None else "ok" if self.met else "short"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Something to measure: `run(share)` gives its figures, in `share` (0–1) of the time a careful run takes."""

    title: str
    run: Callable[[float], Sequence[Figure]]


def amount(value: float, unit: str) -> str:
    """A number that people can read, to three figures or the whole."""
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"
