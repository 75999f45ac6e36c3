"""A terminal in its window that is told to end while its card changes the PIN: `… SIGTERM run …`, `… close run …`.

The person has three PINs ready, a line each on standard input. The card's answer comes after the end was asked for, and
the office is told of a change that enables a card once the window is gone.
"""

from __future__ import annotations

import os
import signal
import sys
from threading import Event
from typing import Any

from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtGui import QGuiApplication

from kiosk import cli
from kiosk.app.near_self_service import NearOffice
from kiosk.card.in_process import InProcessSession
from kiosk.card.pin import Pin
from kiosk.change_pin import with_lines
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.play import Finished
from kiosk.ui.window import Screen

CHANGE = bytes.fromhex("805E")
ANSWERS_AFTER_S = 0.5  # time enough to end, for whoever does not wait

present, new, again = (Pin(line.strip().encode()) for line in sys.stdin)
person = with_lines(present, new, again, PinPolicy())
observe, transmit, report = Screen.observe, InProcessSession.transmit, NearOffice.report_enabled_by


def observed(screen: Screen, before: object, event: object, after: Any) -> None:
    """As it is, and the person goes on."""
    observe(screen, before, event, after)
    met = person(after)
    if met is not None and not isinstance(met, Finished):
        screen.model._send(met)


def late(session: InProcessSession, apdu: bytes) -> Any:
    """As it is, but before a change of PIN is answered the end is asked for."""
    if apdu.startswith(CHANGE):
        if how == "close":
            for window in QGuiApplication.allWindows():
                QMetaObject.invokeMethod(window, "close", Qt.ConnectionType.QueuedConnection)
        else:
            os.kill(os.getpid(), signal.Signals[how])
        Event().wait(ANSWERS_AFTER_S)
    return transmit(session, apdu)


def reported(office: NearOffice, *about: Any) -> Any:
    """As it is, but later."""
    Event().wait(ANSWERS_AFTER_S)
    return report(office, *about)


if __name__ == "__main__":
    how = sys.argv.pop(1)
    instead = ((Screen, "observe", observed), (InProcessSession, "transmit", late))
    for owner, name, other in (*instead, (NearOffice, "report_enabled_by", reported)):
        setattr(owner, name, other)
    cli.main()
