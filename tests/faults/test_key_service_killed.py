"""An office's process killed at any instant: what it answered is in a whole audit, and nothing is answered twice."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

import pytest

from emulator.issuer.answers import Reason, Refused
from emulator.issuer.audit import Whole
from emulator.issuer.limits import DESK_LIMITS
from tests.faults.killable import Killable, Killed
from tests.faults.office_process import office_process
from tests.unit.emulator.issuer.counter import Case, Counter
from tests.unit.emulator.issuer.service_point import CardInReader, Desk, got, opened

A_CASE = 3  # messages
CARDS = ("locked", "last-attempt", "two-left", "v2-3des")
KILLS = 5 * len(CARDS)  # a case each, of which a card has five a day
LATEST_S = 0.2  # after the office's process began to open its files, or in every other round after its first answer


@dataclass(slots=True)
class Told:
    """What was answered in a case, and what was asked when the process was killed: that may be in the audit or not."""

    case: Case
    answered: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def ask(self, office: Killable, challenge: str) -> str:
        """Ask for a message. Raises Killed."""
        return office.say(f"{self.case.id} {self.case.here.hex()} {challenge}")


def ask(office: Killable, challenge: str, told: Told) -> None:
    """Ask for a message for a fresh challenge. Raises Killed."""
    told.lost.add(challenge)
    answer = told.ask(office, challenge)
    told.lost.remove(challenge)
    if answer == "too-often":
        assert len(told.answered) == A_CASE
        return
    assert answer.startswith("8424000004")
    told.answered.append(challenge)


def ask_for_ever(office: Killable, chance: random.Random, told: Told) -> None:
    """Ask for messages, now and then for one that there was already. Raises Killed."""
    while True:
        if len(told.answered) in (1, 2) and chance.random() < 0.3:
            assert told.ask(office, chance.choice(told.answered)) == "replayed"
        else:
            ask(office, chance.randbytes(8).hex(), told)


@pytest.mark.slow
def test_an_office_killed_at_any_instant_has_what_it_answered_in_a_whole_audit(tmp_path: Path) -> None:
    chance = random.Random()
    with opened(tmp_path, DESK_LIMITS) as desk:
        counter = Counter(desk)
        cases = [ready(counter, CardInReader(id)) for id in CARDS for _ in range(KILLS // len(CARDS))]
    with office_process(tmp_path, counter.session) as office:
        for number, case in enumerate(cases):
            told = Told(case)
            timer = Timer(chance.uniform(0, LATEST_S), office.kill)
            office.start()
            if number % 2:
                ask(office, chance.randbytes(8).hex(), told)
            timer.start()
            with suppress(Killed):
                ask_for_ever(office, chance, told)
            with opened(tmp_path, DESK_LIMITS) as desk:
                look(tmp_path, desk, told)


def ready(counter: Counter, card: CardInReader) -> Case:
    """A case in which messages may be asked for."""
    case = counter.case(card)
    case.here = case.present()
    got(case.proof(case.here))
    return case


def look(folder: Path, desk: Desk, told: Told) -> None:
    """What is there after a kill: the head mended, the audit whole, each answer in it once, never given again, and
    three a case at the most."""
    whole, there = desk.audit.verify(), messages(folder, told.case)
    told.case.at.desk = desk

    assert isinstance(whole, Whole)
    assert len(there) == len(set(there)) == counted(folder, told.case) <= A_CASE
    assert set(told.answered) <= set(there) <= {*told.answered, *told.lost}
    for challenge in there[:1]:
        answer = told.case.message(bytes.fromhex(challenge))
        assert answer == Refused(Reason.TOO_OFTEN if len(there) == A_CASE else Reason.REPLAYED)


def messages(folder: Path, case: Case) -> list[str]:
    """The challenges that a message was handed out for in the case, as the audit tells."""
    query = "SELECT challenge FROM audit WHERE question = 'unblock-command' AND answer = 'answered' AND \"case\" = ?"
    with closing(sqlite3.connect(folder / "registry.sqlite")) as database:
        return [challenge for (challenge,) in database.execute(query, (case.id,))]


def counted(folder: Path, case: Case) -> int:
    """How many messages the case itself says that it got."""
    with closing(sqlite3.connect(folder / "registry.sqlite")) as database:
        [(count,)] = database.execute("SELECT messages FROM service_case WHERE id = ?", (case.id,))
        return int(count)
