"""What the runner of a service point works through: two desks, a gateway, a printer of receipts."""

from __future__ import annotations

from typing import Protocol

from kiosk.card.request import CardRequest
from kiosk.issuer.gateway import Asked
from kiosk.printer.port import Tell
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.question import AnyQuestion
from kiosk.roles.service_point.request import AnyRequest


class Desk(Protocol):
    """Where requests to a card go; see `kiosk.card.desk`."""

    def settle(self, number: int) -> int | None:
        """The visit of an answered request, None for one that was given up."""
        ...

    def due(self) -> float | None:
        """When the next deadline is missed."""
        ...

    def expire(self) -> int | None:
        """The visit whose deadline was missed, if one was."""
        ...


class HolderDesk(Desk, Protocol):
    """The desk of the holder's reader, whose worker can unblock."""

    def submit(self, request: AnyRequest) -> None:
        """Queue it, with PINs of its own."""
        ...


class StaffDesk(Desk, Protocol):
    """The desk of the staff's reader, whose worker can't."""

    def submit(self, request: CardRequest) -> None:
        """Queue it, with PINs of its own."""
        ...


class OfficeGateway(Protocol):
    """Where questions to the office go; see `kiosk.issuer.gateway`."""

    def submit(self, visit: int, question: AnyQuestion) -> None:
        """Queue it."""
        ...

    def settle(self, number: int) -> Asked[AnyQuestion] | None:
        """What was asked, None for a question that was given up."""
        ...

    def due(self) -> float | None:
        """When the next deadline is missed."""
        ...

    def expire(self) -> tuple[Asked[AnyQuestion], ...]:
        """What was asked in vain, if a deadline was missed."""
        ...


class ReceiptPrinter(Protocol):
    """Where receipts come out."""

    def print_receipt(self, last_four: str, matter: Matter, language: str, tell: Tell) -> None:
        """Print that the case was done, and have `tell` called once, on any thread. Never blocks."""
        ...
