"""The real `kiosk` command, ended once its first frame is on the screen and the terminal at work.

python -m tests.benchmarks.shown run …
prints when that was (monotonic seconds), how long it was kept waiting for a processor, its resident memory, its modules
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial

from kiosk import cli
from kiosk.app.window import run_window
from tests.benchmarks.process import queued_s, resident_mb


def _tell() -> None:
    at, queued, modules = time.monotonic(), queued_s(), sorted(sys.modules)
    from PySide6.QtCore import QCoreApplication

    found = {"shown": at, "queued_s": queued, "resident_mb": resident_mb(), "modules": modules}
    print(json.dumps(found), flush=True)
    QCoreApplication.quit()


if __name__ == "__main__":
    vars(cli)["run_window"] = partial(run_window, shown=_tell)  # the command itself has no use for the hook
    cli.main()
