"""What a terminal shows and lets people ask for, which its role decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Value = str | int | bool | list[str] | list[dict[str, str]]
Intents = Mapping[str, Callable[[], object]]  # what a control is called, to the event of whoever touches it
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


@dataclass(frozen=True, slots=True)
class Role:
    """`project` makes a view of a state of the role's session; `intents` are all that anybody can touch on it.

    `pads` are where a PIN is keyed in.
    """

    project: Callable[[Any, date, datetime], View]
    intents: Intents
    pads: frozenset[Pad]
