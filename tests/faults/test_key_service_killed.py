"""An office's process killed at any instant: what it answered is in a whole audit, and nothing is answered twice."""

from __future__ import annotations

import random
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from emulator.issuer.answers import Reason, Refused
from emulator.issuer.audit import Whole
from tests.faults.killable import Killable, Killed
from tests.faults.office_process import office_process
from tests.unit.emulator.issuer.service_point import CardInReader, Counter, counter, opened

KILLS = 24
LATEST_S = 0.2  # after the office's process began to open its files, or in every other round after its first answer
CARD = CardInReader("locked")


@dataclass(slots=True)
class Told:
    """What was answered, and what was asked when the process was killed: that may be in the audit or not."""

    answered: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


def ask(office: Killable, challenge: str, told: Told) -> None:
    """Ask for a message for a fresh challenge. Raises Killed."""
    told.lost.add(challenge)
    assert office.say(challenge).startswith("8424000004")
    told.lost.remove(challenge)
    told.answered.append(challenge)


def ask_for_ever(office: Killable, chance: random.Random, told: Told) -> None:
    """Ask for messages, now and then for one that there was already. Raises Killed."""
    while True:
        if told.answered and chance.random() < 0.3:
            assert office.say(chance.choice(told.answered)) == "replayed"
        else:
            ask(office, chance.randbytes(8).hex(), told)


def test_an_office_killed_at_any_instant_has_what_it_answered_in_a_whole_audit(tmp_path: Path) -> None:
    chance, told = random.Random(), Told()
    with opened(tmp_path) as desk:
        at = counter(desk, CARD)
    with office_process(tmp_path, at.session, at.case) as office:
        for number in range(KILLS):
            timer = Timer(chance.uniform(0, LATEST_S), office.kill)
            office.start()
            if number % 2:
                ask(office, chance.randbytes(8).hex(), told)
            timer.start()
            with suppress(Killed):
                ask_for_ever(office, chance, told)
            look(tmp_path, at, told)


def look(folder: Path, at: Counter, told: Told) -> None:
    """What is there after a kill: the head mended, the audit whole, each answer in it once and never given again."""
    with opened(folder) as desk:
        whole, there = desk.audit.verify(), messages(folder)
        again = Counter(desk, at.card, at.session, at.case, at.presence)

        assert whole == Whole(int((folder / "audit.head").read_text().split()[0]))
        assert len(there) == len(set(there))
        assert set(told.answered) <= set(there) <= {*told.answered, *told.lost}
        for challenge in there[-3:]:
            assert again.message(bytes.fromhex(challenge)) == Refused(Reason.REPLAYED)


def messages(folder: Path) -> list[str]:
    """The challenges that a message was handed out for, as the audit tells."""
    database = sqlite3.connect(folder / "registry.sqlite")
    rows = database.execute(
        "SELECT challenge FROM audit WHERE question = 'unblock-message' AND answer = 'answered' ORDER BY seq"
    ).fetchall()
    database.close()
    return [challenge for (challenge,) in rows]
