"""The console script, and `python -m kiosk`: nothing of what is loaded here goes away, so nothing looks for garbage."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the `kiosk` command."""
    gc.disable()
    from kiosk.cli import main as command

    gc.freeze()
    gc.enable()
    command()


if __name__ == "__main__":
    main()
