"""What a screen is given to show: plain values, that become words in QML."""

from __future__ import annotations

from dataclasses import dataclass, field

Value = str | int | bool | list[str] | list[dict[str, str]]
Pad = tuple[str, str]  # a screen, and the stage of one that has several


@dataclass(frozen=True, slots=True)
class View:
    """One screen: its name, and the values it shows. Ids (standing, advice, refusals …) become words in QML."""

    screen: str
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def pad(self) -> Pad:
        """What is keyed in here belongs here and nowhere else."""
        return self.screen, str(self.values.get("stage", ""))
