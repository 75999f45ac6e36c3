"""The postman: the one thread that takes reports from the outbox to the office, in order, until each is taken."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Generic

from kiosk import defect
from kiosk.issuer.alphabet import understood
from kiosk.issuer.answers import Away, Delivered, Denied, Enabled, Taken, UnderReview
from kiosk.issuer.clerk import OfficeT
from kiosk.issuer.office import Office, OfficeAway
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.proved import Proved
from kiosk.issuer.report import ENABLED, Report

_log = logging.getLogger("kiosk")

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 300.0

_MAY_PASS = frozenset(("audit-broken", "too-often", "unknown-terminal"))  # somebody mends it, or time does
_UNKNOWN_KIND = Denied("unknown-kind")
_NO_PROOF = Denied("no-proof")


def deliver(report: Report, office: Office) -> Enabled | UnderReview | Taken | Denied | Away:
    """The office's answer to a report of a self-service terminal; may block. What proves nothing is not even told."""
    if report.kind != ENABLED:
        return _UNKNOWN_KIND
    proved = Proved.of(report.proof)
    return _NO_PROOF if proved is None else office.report_enabled_by(proved, report.key)


class Postman(Generic[OfficeT]):
    """A daemon thread with a way to the office of its own. After `kick`, or a pause, it tries again.

    A report may reach the office twice, where its answer was lost; by its key the office takes it once. `tell` hears,
    on that thread, of each that is taken, and of each that is put aside since the office denies it for good.
    """

    def __init__(
        self,
        outbox: Outbox,
        open_office: Callable[[], OfficeT],
        deliver: Callable[[Report, OfficeT], Delivered | Denied | Away],
        tell: Callable[[Report, Delivered | Denied], None],
        kicked: Event | None = None,
    ) -> None:
        """`open_office` is called on its thread and may raise OfficeAway. To set `kicked` is to `kick`."""
        self._outbox = outbox
        self._open_office = open_office
        self._deliver = deliver
        self._tell = tell
        self._office: OfficeT | None = None
        self._pause_s = FIRST_PAUSE_S
        self._kicked, self._stopped, self._given_up = kicked or Event(), Event(), Event()
        self._thread = Thread(target=self._run, name="postman", daemon=True)

    def start(self) -> None:
        """Begin with what is due."""
        self._thread.start()

    def kick(self) -> None:
        """Something is due, or the office is back."""
        self._kicked.set()

    def stop(self, timeout_s: float) -> bool:
        """End after a last round; False where the office holds it up, and what comes of that is nobody's any more."""
        self._stopped.set()
        self._kicked.set()
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            self._given_up.set()
        return not self._thread.is_alive()

    def round(self) -> float:
        """Deliver what is due, up to the first for which the office is away; the seconds until the next round.

        A report that can't even be delivered waits for itself alone.
        """
        failed = False
        for report in self._outbox.due():
            answer = self._answer(report)
            if answer is None:
                failed = True
                continue
            if isinstance(answer, Away) or (isinstance(answer, Denied) and answer.reason in _MAY_PASS):
                pause_s, self._pause_s = self._pause_s, min(self._pause_s * 2, LONGEST_PAUSE_S)
                return pause_s
            if isinstance(answer, Delivered):
                self._outbox.taken(report)
            else:
                self._outbox.put_aside(report)
            self._tell(report, answer)
        if failed:
            pause_s, self._pause_s = self._pause_s, min(self._pause_s * 2, LONGEST_PAUSE_S)
            return pause_s
        self._pause_s = FIRST_PAUSE_S
        return LONGEST_PAUSE_S

    def _answer(self, report: Report) -> Delivered | Denied | Away | None:
        """None where the delivery failed."""
        try:
            if self._office is None:
                self._office = self._open_office()
            answer = understood(self._deliver(report, self._office))
        except OfficeAway:
            answer = Away()
        except Exception as error:  # a defect, of ours or of the office's: the reports wait for it to be mended
            if not self._given_up.is_set():  # else the office was closed under it, which is in order
                _log.error("postman failed: %s", defect.told(error))
            self._office = None
            return None
        if isinstance(answer, Delivered | Denied):
            return answer
        self._office = None  # it may be another one that comes back
        return Away()

    def _run(self) -> None:
        while True:
            self._kicked.clear()
            try:
                pause_s = self.round()
            except Exception as error:  # a defect: nobody else takes reports to the office
                _log.error("postman failed: %s", defect.told(error))
                pause_s, self._pause_s = self._pause_s, min(self._pause_s * 2, LONGEST_PAUSE_S)
            if self._stopped.is_set():
                return
            self._kicked.wait(pause_s)
