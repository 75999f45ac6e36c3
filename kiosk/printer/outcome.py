"""What can become of a slip."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Reason(Enum):
    """Why there is no slip."""

    NO_PRINTER = "no-printer"  # none here, or not the one that the settings name
    STOPPED = "stopped"  # the printer's queue says that the printer stopped
    NOT_DRAWN = "not-drawn"  # the system did not take the drawing
    NOT_SAVED = "not-saved"  # no room on the disk, or no way into the folder
    TOO_LATE = "too-late"  # not done within the deadline
    DIED = "died"  # the printing process ended without a word


@dataclass(frozen=True, slots=True)
class Printed:
    """The system's print queue has taken it; paper that runs out after that is not seen from here."""


@dataclass(frozen=True, slots=True)
class Saved:
    """There is no printer: it is a PDF."""

    path: Path


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no slip."""

    reason: Reason


SlipOutcome = Printed | Saved | Failed
