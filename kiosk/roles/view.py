"""What a screen is given to show: plain values, that become words in QML."""

from __future__ import annotations

from dataclasses import dataclass, field

Value = str | int | bool | list[str] | list[dict[str, str]]
Pad = tuple[str, str]  # a screen, and the stage of one that has several

_RESULTS = frozenset(
    (
        *("pin-changed", "enabled", "pin-not-changed", "outcome-unknown", "pin-wrong", "last-attempt", "locked"),
        "unlock-done",
    )
)
_STAFFS = frozenset(("staff-sign-in", "case", "maintenance"))


@dataclass(frozen=True, slots=True)
class View:
    """One screen: its name, and the values it shows. Ids (standing, advice, refusals …) become words in QML."""

    screen: str
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def pad(self) -> Pad:
        """What is keyed in here belongs here and nowhere else."""
        return self.screen, str(self.values.get("stage", ""))

    @property
    def is_result(self) -> bool:
        """Whether it tells what became of something, so that nobody may miss it."""
        return self.screen in _RESULTS or self.values.get("wrong") is True

    @property
    def is_staffs(self) -> bool:
        """Whether it is there for the staff, so that no voice reads it."""
        return self.screen in _STAFFS
