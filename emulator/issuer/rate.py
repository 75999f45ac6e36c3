"""How often a terminal reads where the audit ends: counted in memory, since whoever only reads writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

A_MINUTE = 1_200  # it comes with every answer, and with each of some programs of one terminal that ask at once
_MINUTE = timedelta(minutes=1)


class Rate:
    """Counts by terminal, as many as are registered; from any thread. After a restart it begins anew."""

    def __init__(self, most: int = A_MINUTE) -> None:
        self._most = most
        self._counts: dict[str, tuple[datetime, int]] = {}
        self._turn = Lock()

    def over(self, terminal: str, now: datetime) -> datetime | None:
        """Count one more; when the terminal may ask again where that was one too many, else None."""
        with self._turn:
            began, count = self._counts.get(terminal, (now, 0))
            if not began <= now < began + _MINUTE:  # also where the clock was put back
                began, count = now, 0
            self._counts[terminal] = began, min(count + 1, self._most)
        return began + _MINUTE if count >= self._most else None
