"""A report to the office that must arrive once, whatever happens to the terminal, the network or the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

ENABLED = "card-enabled"  # about: the card's identification in hex


class Progress(Enum):
    """How far a report has got. One that was taken is no more."""

    INTENDED = "intended"  # what it tells was begun, and it is not known yet what became of it
    DUE = "due"
    ASIDE = "aside"  # the office does not take it: somebody has to look at it


@dataclass(frozen=True, slots=True)
class Report:
    """`key` names it, so that the office may get it twice; `about` is what `kind` is told of.

    `proof` is what goes with it, in its kind's own form; "" without one.
    """

    key: str
    kind: str
    about: str
    progress: Progress
    proof: str = field(default="", repr=False)


UNREADABLE = "unreadable"  # what stands in the outbox and is no report: it is put aside, and told in doctor
_FORMS: Mapping[str, str] = {
    "key": "[0-9A-Za-z._:+ -]{1,64}",
    "kind": "[a-z-]{1,40}",
    "about": "[0-9A-Za-z._ -]{1,100}",
    "progress": "intended|due|aside",
    "proof": "[ -~]{0,4000}",
}
_ABOUT: Mapping[str, str] = {ENABLED: "[0-9A-Fa-f]{32}"}


def report_of(row: Mapping[str, object]) -> Report:
    """The report in a row of a file that somebody may have written to; what can't be one is UNREADABLE and aside."""
    if not all(isinstance(row[name], str) and re.fullmatch(_FORMS[name], str(row[name])) for name in row):
        return Report(f"{row['key']}"[:64], UNREADABLE, "", Progress.ASIDE)
    read = {name: str(value) for name, value in row.items()}
    progress = Progress(read.pop("progress"))
    if not re.fullmatch(_ABOUT.get(read["kind"], ".*"), read["about"]):
        progress = Progress.ASIDE
    return Report(**read, progress=progress)
