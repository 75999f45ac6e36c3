"""What is installed here: which version, and which of the parts that a small installation leaves out."""

from __future__ import annotations

from collections.abc import Callable

from emulator.extras import Extra, ExtraMissing, mend, missing, require
from emulator.version import version_line
from kiosk.card.port import Port
from kiosk.settings import Settings

__all__ = [
    "Extra",
    "ExtraMissing",
    "for_readers",
    "for_tour",
    "for_virtual_cards",
    "for_window",
    "mend",
    "missing",
    "pcsc_port",
    "require",
    "version_line",
]

for_virtual_cards = (Extra.ISSUER,)  # who puts in a virtual card has its issuer as well
for_tour = (Extra.KIOSK, *for_virtual_cards)


def for_readers(settings: Settings) -> tuple[Extra, ...]:
    """What real readers need, and the issuer that the settings name."""
    return (Extra.PCSC, Extra.ISSUER) if settings.issuer else (Extra.PCSC,)


def for_window(settings: Settings, *, card: str | None, desk: bool) -> tuple[Extra, ...]:
    """What the terminal in its window needs, on real readers or with virtual cards."""
    readers = for_virtual_cards if card or desk else for_readers(settings)
    return (Extra.KIOSK, *readers, Extra.DOCK) if desk else (Extra.KIOSK, *readers)


def pcsc_port() -> Callable[[], Port]:
    """What makes a way to the real readers. Loaded here, on the first thread, and only where one is wanted."""
    from kiosk.card.pcsc import PcscPort

    return PcscPort
