"""What `kiosk doctor` says of one thing that it looked at."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `wrong` where the terminal can't work so; `mend` says what helps."""

    id: str
    wrong: bool
    says: str
    mend: str = ""

    def as_dict(self) -> dict[str, str | bool]:
        """For JSON."""
        return asdict(self)

    def line(self) -> str:
        """For a person: ✗ wrong, ! in order but worth knowing, ✓ in order."""
        mark = "✗" if self.wrong else "!" if self.mend else "✓"
        return f"{mark} {self.id:<8} {self.says}" + (f"\n           → {self.mend}" if self.mend else "")
