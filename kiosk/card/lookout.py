"""The lookout: the thread that waits in a port for readers to change, and hands on whatever it sees."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from threading import Event, Thread
from time import monotonic

from kiosk import defect
from kiosk.card.port import Failure, Fault, Port, ReaderStatus

POLL_S = 1.0  # new readers are noticed this late at most
AT_ONCE_S = 0.0
RETRY_S = 0.5  # after a failure
BREATH_S = 0.02  # after any look: a driver that sees a change each time must not keep a processor busy
CANCEL_AGAIN_S = 0.01
# A look takes a second, and longer only where a socket starts pcscd, which first gets to know its readers. One that
# takes this long hangs in pcscd, and can't be cancelled.
SILENT_S = 8.0

Seen = Mapping[str, ReaderStatus] | Failure
LAST_LOOK = Failure(Fault.DEFECT)

_log = logging.getLogger("kiosk")


class Lookout:
    """A daemon thread with a port of its own. `hand_on` is called on it, with this lookout and what it saw.

    A defect is put down in the log and handed on as LAST_LOOK: it sees nothing more.
    """

    def __init__(self, open_port: Callable[[], Port], hand_on: Callable[[tuple[Lookout, Seen]], None]) -> None:
        self._open_port = open_port
        self._hand_on = hand_on
        self._port: Port | None = None
        self._dismissed = Event()
        self._thread = Thread(target=self._run, name="card lookout", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """False once its thread has ended."""
        return self._thread.is_alive()

    def dismiss(self) -> None:
        """It looks no more, once it comes back from the look that it is at."""
        self._dismissed.set()

    def end(self, timeout_s: float) -> None:
        """Dismiss it and end its wait. May block where pcscd hangs."""
        self._dismissed.set()
        ends = monotonic() + timeout_s
        while self._thread.is_alive() and monotonic() < ends:
            if self._port is not None:
                self._port.cancel()  # again and again: one that comes just before the wait is lost
            self._thread.join(CANCEL_AGAIN_S)

    def _run(self) -> None:
        try:
            self._look()
        except Exception as error:  # a defect, of ours or of a library: nobody else would see that nobody looks
            _log.error("card lookout failed: %s", defect.told(error))
            self._hand_on((self, LAST_LOOK))

    def _look(self) -> None:
        self._port = port = self._open_port()
        known: Mapping[str, ReaderStatus] = {}
        wait_s = AT_ONCE_S  # that there is no reader at the start is as good as known, and nobody was told
        try:
            while not self._dismissed.is_set():
                seen = port.wait_change(known, wait_s)
                wait_s = POLL_S
                self._hand_on((self, seen))
                known = {} if isinstance(seen, Failure) else seen
                self._dismissed.wait(RETRY_S if isinstance(seen, Failure) else BREATH_S)
        finally:
            port.close()
