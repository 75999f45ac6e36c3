"""What the session may ask of a printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.errand import Errand
from kiosk.printer.outcome import Failed, Reason, SlipOutcome
from kiosk.printer.receipt import Done

Tell = Callable[[SlipOutcome], None]


class Printer(Protocol):
    """Where slips and receipts come out."""

    def print_slip(self, last_four: str, errand: Errand, language: str, tell: Tell) -> None:
        """Print one for the errand, and have `tell` called once, on any thread, with what became of it. Never blocks.

        `last_four` of the card's number; `language` "zh_CN" or "en".
        """
        ...

    def print_receipt(self, last_four: str, done: Done, language: str, tell: Tell) -> None:
        """Print what was `done`; all else as `print_slip`."""
        ...


class NoPrinter:
    """A terminal in text has nothing to print with."""

    def print_slip(self, last_four: str, errand: Errand, language: str, tell: Tell) -> None:
        """Says so at once."""
        tell(Failed(Reason.NO_PRINTER))

    def print_receipt(self, last_four: str, done: Done, language: str, tell: Tell) -> None:
        """Says so at once."""
        tell(Failed(Reason.NO_PRINTER))
