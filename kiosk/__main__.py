"""The console script, and `python -m kiosk`: nothing of what is loaded here goes away, so nothing looks for garbage."""

from __future__ import annotations

import gc

from kiosk.app.ending import end_quietly
from kiosk.app.no_prompt import leave_no_prompt


def main() -> None:
    """Run the `kiosk` command."""
    end_quietly()
    leave_no_prompt()
    gc.disable()
    from kiosk.cli import main as command

    gc.freeze()
    gc.enable()
    command()


if __name__ == "__main__":
    main()
