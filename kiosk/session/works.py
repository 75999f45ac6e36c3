"""What a runner carries effects out with: desks, a gateway, a printer, an outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kiosk.issuer.gateway import Asked
from kiosk.printer.port import Printer
from kiosk.session.reader import Reader


class Desk(Protocol):
    """Where requests to a card go; see `kiosk.card.desk`."""

    def submit(self, request: Any, /) -> None:
        """Queue it, with PINs of its own."""
        ...

    def settle(self, number: int, /) -> int | None:
        """The visit of an answered request, None for one that was given up."""
        ...

    def is_writing(self) -> bool:
        """Whether a card is at work on its PIN."""
        ...

    def due(self) -> float | None:
        """When the next deadline is missed."""
        ...

    def expire(self) -> int | None:
        """The visit whose deadline was missed, if one was."""
        ...


class Gateway(Protocol):
    """Where questions to the office go; see `kiosk.issuer.gateway`."""

    def submit(self, visit: int, question: Any, /) -> None:
        """Queue it."""
        ...

    def settle(self, number: int, /) -> Asked[Any] | None:
        """What was asked, None for a question that was given up."""
        ...

    def due(self) -> float | None:
        """When the next deadline is missed."""
        ...

    def expire(self) -> tuple[Asked[Any], ...]:
        """What was asked in vain, if a deadline was missed."""
        ...


@dataclass(frozen=True, slots=True)
class Works:
    """A desk for each reader, and what there is once.

    `report` puts a report of a kind, about something, with its proof ("": none), into the outbox, and `send_reports`
    lets go what waits there.
    `post` takes events from any thread to the runner's.
    """

    desks: Mapping[Reader, Desk]
    gateway: Gateway
    printer: Printer
    report: Callable[[str, str, str], None]
    send_reports: Callable[[], None]
    post: Callable[[Any], None]
