"""How a defect is put down: where it happened and of what kind, never its text, which may hold personal data."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

_PACKAGES = ("kiosk", "emulator")
_INNERMOST = 4


def told(error: BaseException) -> str:
    """Type and place of an exception that nobody foresaw, such as "ValueError in kiosk/app/issuer.py:48 (open)"."""
    places = [_place(Path(frame.filename), frame.lineno, frame.name) for frame in extract_tb(error.__traceback__)]
    return " in ".join((type(error).__name__, *reversed(places[-_INNERMOST:])))


def _place(file: Path, line: int | None, name: str) -> str:
    """From the package on: where it is installed says nothing."""
    parts = file.parts
    begins = max((at for at, part in enumerate(parts) if part in _PACKAGES), default=len(parts) - 1)
    return f"{'/'.join(parts[begins:])}:{line} ({name})"
