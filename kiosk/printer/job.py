"""What the printing process is told, and what it says at its end: JSON, a line each way."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kiosk.errand import Errand
from kiosk.printer.outcome import Failed, Printed, Reason, Saved, SlipOutcome
from kiosk.printer.receipt import Done

PDF = "pdf"  # a printer's name that means: none, only files


@dataclass(frozen=True, slots=True)
class Destination:
    """Where slips come out: the terminal's number, a printer's name ("": the default one, PDF: none), a folder.

    `keeps`: whether they go into the folder where there is no printer, which helps whoever sits at the machine alone.
    """

    terminal: str
    printer: str
    folder: Path
    keeps: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to print: for whom (as far as it tells), where, when, and the file of the service points.

    A receipt of what was `done`, the slip for the `errand` at the service point where nothing was.
    """

    last_four: str
    language: str
    destination: Destination
    at: datetime
    points: Path
    errand: Errand = Errand.UNLOCK
    done: Done | None = None

    def to_json(self) -> str:
        """As the printing process reads it."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, line: str) -> Job:
        """Out of `to_json`."""
        said = json.loads(line)
        to = said["destination"]
        destination = Destination(to["terminal"], to["printer"], Path(to["folder"]), to["keeps"])
        at = datetime.fromisoformat(said["at"])
        done = Done(said["done"]) if said["done"] else None
        points, errand = Path(said["points"]), Errand(said["errand"])
        return cls(said["last_four"], said["language"], destination, at, points, errand, done)


def outcome_to_json(outcome: SlipOutcome) -> str:
    """As the terminal reads it."""
    match outcome:
        case Printed():
            said = {"became": "printed"}
        case Saved(path):
            said = {"became": "saved", "path": str(path)}
        case Failed(reason):
            said = {"became": "failed", "reason": reason.value}
    return json.dumps(said)


def outcome_from_json(line: str) -> SlipOutcome:
    """Out of `outcome_to_json`; anything else comes from a process that died."""
    try:
        said = json.loads(line)
    except json.JSONDecodeError:
        return Failed(Reason.DIED)
    match said:
        case {"became": "printed"}:
            return Printed()
        case {"became": "saved", "path": path}:
            return Saved(Path(path))
        case {"became": "failed", "reason": reason}:
            return Failed(Reason(reason))
        case _:
            return Failed(Reason.DIED)
