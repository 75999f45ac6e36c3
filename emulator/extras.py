"""What a small installation leaves out, and what a command says that needs it."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec

DISTRIBUTION = "social-security-card-terminal"


class Extra(StrEnum):
    """A part that is installed only where it is asked for: `pip install "social-security-card-terminal[kiosk]"`."""

    KIOSK = "kiosk"
    PCSC = "pcsc"
    ISSUER = "issuer"
    DOCK = "dock"


# The libraries by which an extra is known to be there; what comes with them is pip's to see to.
_LIBRARIES: dict[Extra, tuple[str, ...]] = {
    Extra.KIOSK: ("PySide6", "pypinyin", "segno"),
    Extra.PCSC: ("smartcard",),
    Extra.ISSUER: ("sqlalchemy", "alembic"),
    Extra.DOCK: ("PySide6",),
}


class ExtraMissing(Exception):
    """Something that was asked for is not installed; the message says how to install it."""


def missing(*wanted: Extra) -> list[Extra]:
    """Those of `wanted` that are not installed. Nothing is loaded to find out."""
    return [extra for extra in wanted if any(find_spec(library) is None for library in _LIBRARIES[extra])]


def require(*wanted: Extra) -> None:
    """Raise ExtraMissing where one of `wanted` is not installed: before work begins, and never in the midst of it."""
    if lacking := missing(*wanted):
        raise ExtraMissing(f"this needs more than is installed. {mend(*lacking)}")


def mend(*lacking: Extra) -> str:
    """What to type."""
    return f'Install it: pip install "{DISTRIBUTION}[{",".join(lacking)}]".'
