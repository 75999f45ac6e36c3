"""One of several programs of one terminal: it asks its issuer about keys, and hears of the audit with each answer.

python -m tests.attacks.beside_process FOLDER RECORD TERMINAL SECRET
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from emulator import china
from emulator.issuer.answers import Credential, InternalChallenge, Refused
from emulator.issuer.office import Office
from emulator.issuer_folder import files_at_command
from kiosk.app.witnessed import witnessed
from kiosk.issuer.witness import Witness
from tests.unit.emulator.issuer.registry_scenes import CARDS

QUESTIONS = 60


def main(folder: Path, record: Path, terminal: str, secret: bytes) -> None:
    """Ready, then at a line of input the questions, then what was answered and noted, each once."""
    heard = set[str]()
    with files_at_command(folder) as files:
        office = Office(files.database, files.vault, files.audit, china.now, os.urandom, ())
        caller = Credential(terminal, secret)
        there = witnessed(office, caller, Witness(record, china.now, lambda what, _: heard.add(what), heard.add))
        _say("ready")
        sys.stdin.readline()
        for _ in range(QUESTIONS):
            match there.internal_challenge(caller, CARDS["normal"]):
                case InternalChallenge():
                    heard.add("answered")
                case Refused(reason):
                    heard.add(reason.value)
    _say(" ".join(sorted(heard)))


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - this is what the process is for


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4].encode())
