"""One question of a terminal while it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from emulator.issuer.schema import TerminalRow


@dataclass(slots=True)
class Question:
    """One question while it is answered, in its transaction; what is found out on the way is what the audit tells.

    `repeated`: it was answered before, under the same key: it counts for its terminal alone.
    `unproved`: no card's proof stands behind it, so that, refused, it leaves nothing but a count.
    """

    session: Session
    now: datetime
    terminal: TerminalRow
    staff: str = ""
    case: str = ""
    card: bytes = b""
    challenge: bytes = b""
    unproved: bool = False
    repeated: bool = False

    def repeat(self) -> None:
        """It was answered before."""
        self.repeated = True
