"""In an issuer's place where none is configured."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.issuer.no_office import NoOffice


class NoIssuer:
    """As `kiosk.app.issuer.Issuer`: who asks is told at once that there is none."""

    def begin(self) -> None:
        """There is nothing to open."""

    def is_loading(self) -> bool:
        """There is nothing to load."""
        return False

    def when_open(self, hear: Callable[[], None]) -> None:
        """It never is."""

    def record(self, record: object) -> None:
        """There is nothing to find out."""

    def open(self) -> NoOffice:
        """An office that knows nothing."""
        return NoOffice()

    def leave(self) -> None:
        """Nobody waits."""

    def close(self) -> None:
        """Nothing is open."""
