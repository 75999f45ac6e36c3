"""A report to the office that must arrive once, whatever happens to the terminal, the network or the disk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

ENABLED = "card-enabled"  # about: the card's identification in hex


class Progress(Enum):
    """How far a report has got. One that was taken is no more."""

    INTENDED = "intended"  # what it tells was begun, and it is not known yet what became of it
    DUE = "due"
    ASIDE = "aside"  # the office does not take it: somebody has to look at it


@dataclass(frozen=True, slots=True)
class Report:
    """`key` names it, so that the office may get it twice; `about` is what `kind` is told of."""

    key: str
    kind: str
    about: str
    progress: Progress
