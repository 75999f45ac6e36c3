"""The printing process: `python -m kiosk.printer` reads one job, or one question, and says what became of it."""

from __future__ import annotations

import os
import signal
import sys

from kiosk.printer.job import Job, outcome_to_json
from kiosk.printer.look import QUESTION

LONGEST_S = 60  # the terminal ends it long before, unless the terminal itself was killed


def main() -> None:
    """One line in, one line out."""
    signal.alarm(LONGEST_S)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # it has no window
    from PySide6.QtGui import QGuiApplication

    from kiosk.printer.press import carry_out, describe

    application = QGuiApplication(["kiosk-printer"])
    line = sys.stdin.readline()
    if sys.argv[1:] == [QUESTION]:
        sys.stdout.write(describe(line.rstrip("\n")))
    else:
        sys.stdout.write(outcome_to_json(carry_out(Job.from_json(line))))
    application.quit()


if __name__ == "__main__":
    main()
