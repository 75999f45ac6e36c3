"""The console script, and `python -m emulator`."""

from __future__ import annotations

from emulator.ending import end_quietly
from emulator.no_prompt import leave_no_prompt


def main() -> None:
    """Run the `emulator` command."""
    end_quietly()
    leave_no_prompt()
    from emulator.cli import main as command

    command()


if __name__ == "__main__":
    main()
