"""The real `kiosk` command, which stops where it would end: `python -m tests.attacks.held change-pin …`.

Nothing of it is taken down yet, so that its memory is what it was after the visit.
"""

from __future__ import annotations

import os
import signal

from kiosk import cli

if __name__ == "__main__":
    try:
        cli.main()
    except SystemExit:
        os.kill(os.getpid(), signal.SIGSTOP)
        raise
