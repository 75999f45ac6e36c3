"""A card as `emulator shell normal --store` has it, in a process that can be killed.

python -m tests.faults.card_process FOLDER
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from emulator.card.crypto import ALGORITHMS, process_key
from emulator.cards import find_card, ready_card
from emulator.shell import run_shell
from tests.faults.killable import Killable, one_after_another


def card_process(folder: Path) -> Killable:
    """One card after another on the memory in `folder`; a line is a command, and the answer to it, in hex."""
    return Killable(__name__, str(folder))


def main(folder: Path) -> None:
    """One card after another, until the input ends."""
    profile = find_card("normal")
    # The first computation loads the cipher library; in a child that would be where most instants fall.
    process_key(ALGORITHMS[profile.application.algorithm], bytes(16), bytes(8))

    def answer() -> None:
        with ready_card(profile, store=folder, today=date(2026, 11, 22), random=os.urandom) as card:
            run_shell(card, sys.stdin, sys.stdout)

    one_after_another(answer)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
