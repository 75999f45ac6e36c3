"""An office in a process that can be killed. Nobody's time passes in it.

python -m tests.faults.office_process FOLDER SESSION
"""

from __future__ import annotations

import sys
from pathlib import Path

from emulator.card.crypto import ALGORITHMS, process_key
from emulator.issuer.answers import Refused
from emulator.issuer.limits import DESK_LIMITS
from tests.faults.killable import Killable, one_after_another, say
from tests.unit.emulator.issuer.service_point import POINT, opened


def office_process(folder: Path, session: bytes) -> Killable:
    """One office after another on the files in `folder`.

    A line is a case, a presence and a challenge in hex, PUK proved before; the answer is the message of the case for
    it, or the reason why there is none.
    """
    return Killable(__name__, str(folder), session.hex())


def main(folder: Path, session: bytes) -> None:
    """One office after another, until the input ends."""
    # The first computation loads the cipher library; in a child that would be where most instants fall.
    process_key(ALGORITHMS["sm4"], bytes(16), bytes(8))

    def answer() -> None:
        with opened(folder, DESK_LIMITS) as desk:
            for line in sys.stdin:
                case, here, challenge = line.split()
                message = desk.office.unblock_command(
                    POINT, session, case, bytes.fromhex(here), bytes.fromhex(challenge), None
                )
                say(message.reason.value if isinstance(message, Refused) else message.apdu.hex())

    one_after_another(answer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
