"""An issuer put back to an earlier state is found out by the first question of any terminal that asked since."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from emulator.back_office import back_office
from emulator.issuer.answers import Credential, Reason, Refused
from emulator.issuer.office import Office
from emulator.issuer.schema import TerminalRow
from emulator.issuer.terminals import register
from emulator.issuer_folder import files_at_command
from emulator.issuer_report import accept, check
from kiosk.app.near_self_service import NearOffice
from kiosk.app.witnessed import witnessed
from kiosk.doctor import witness as doctor
from kiosk.issuer.answers import Away, Denied, ProofWanted
from kiosk.issuer.proved import Proved
from kiosk.issuer.witness import Witness
from kiosk.rules.record import Record
from tests.support.clock import NOON
from tests.support.emulator_process import ENVIRONMENT
from tests.unit.emulator.issuer.registry_scenes import CARDS, PROFILES

NORMAL = CARDS["normal"]
SECRET = b"a test secret".ljust(32)
BROKEN = Denied("audit-broken")
FILES = ("registry.sqlite", "audit.head")


class Hall:
    """An issuer's folder, terminals that ask it in their turn, each with its record, and what their journals say."""

    def __init__(self, folder: Path) -> None:
        self.issuer = folder / "issuer"
        self.folder = folder
        self.now = NOON
        self.journal: list[str] = []

    @contextmanager
    def terminal(self, name: str = "610100-0001", *, clock_off: timedelta = timedelta(0)) -> Iterator[NearOffice]:
        with back_office(self.issuer, PROFILES, lambda: self.now) as there:
            caller = Credential(name, SECRET)
            with there.database.writing() as session:
                if session.get(TerminalRow, name) is None:
                    register(session, name, "self-service", None, SECRET)
                    (self.issuer / f"{name}.secret").touch(0o600)
                    (self.issuer / f"{name}.secret").write_bytes(SECRET)
            witness = Witness(self.record_of(name), lambda: self.now + clock_off, self.note, pytest.fail)
            yield NearOffice(witnessed(there.office, caller, witness), caller)

    def ask(self, name: str = "610100-0001", *, clock_off: timedelta = timedelta(0)) -> object:
        """A question about keys."""
        self.now += timedelta(minutes=5)
        with self.terminal(name, clock_off=clock_off) as office:
            return office.proof_wanted(NORMAL)

    def standing(self, name: str = "610100-0001") -> object:
        with self.terminal(name) as office:
            return office.record(NORMAL)

    def record_of(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def note(self, what: str, details: object) -> None:
        assert isinstance(details, dict)
        self.journal.append(what)

    def copied(self) -> dict[str, bytes]:
        return {name: (self.issuer / name).read_bytes() for name in FILES}

    def put_back(self, copy: dict[str, bytes]) -> None:
        for name, content in copy.items():
            (self.issuer / name).write_bytes(content)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    caplog.get_records("call").clear()


def test_an_issuer_that_only_grows_is_believed(hall: Hall) -> None:
    answers = [hall.ask(name) for name in ("610100-0001", "610100-0002") * 3]

    assert {type(answer) for answer in answers} == {ProofWanted}
    assert hall.journal == []


@pytest.mark.parametrize("since", [1, 2, 5])
def test_both_files_put_back_are_found_out_by_the_first_question_of_whoever_asked_since(hall: Hall, since: int) -> None:
    hall.ask("610100-0002")
    copy = hall.copied()
    for _ in range(since):
        hall.ask()
    hall.put_back(copy)

    assert (hall.ask(), hall.journal) == (BROKEN, ["issuer-not-believed"])
    assert isinstance(hall.ask("610100-0002"), ProofWanted)  # that one has not asked since, and sees nothing


def test_it_is_found_out_however_long_the_log_has_become_again(hall: Hall) -> None:
    hall.ask()
    copy = hall.copied()
    hall.ask()
    hall.put_back(copy)
    for _ in range(5):
        hall.ask("610100-0002")

    assert hall.ask() == BROKEN


def test_from_then_on_only_what_needs_no_key_is_asked_also_once_the_files_are_right_again(hall: Hall) -> None:
    hall.ask()
    old = hall.copied()
    hall.ask()
    right = hall.copied()
    hall.put_back(old)
    broken = hall.ask()
    hall.put_back(right)

    assert (broken, hall.ask(), hall.journal) == (BROKEN, BROKEN, ["issuer-not-believed"])
    assert isinstance(hall.standing(), Record)
    with hall.terminal() as office:
        assert office.report_enabled_by(Proved(bytes(32)), "a key") == BROKEN  # it waits


def test_a_lawful_restore_is_taken_once_it_is_signed_why_and_not_before_another_one(hall: Hall) -> None:
    hall.ask()
    copy = hall.copied()
    hall.ask()
    hall.put_back(copy)
    before = hall.ask()
    accept(hall.issuer, "a test", lambda: hall.now)
    accepted = hall.copied()
    after = hall.ask()
    hall.put_back(accepted)  # the statement is older than what the terminal saw since
    again = hall.ask()

    assert (before, type(after), again) == (BROKEN, ProofWanted, BROKEN)
    assert hall.journal == ["issuer-not-believed", "issuer-answered-for", "issuer-not-believed"]


def test_a_statement_is_later_than_what_was_seen_also_by_a_clock_that_was_put_back(hall: Hall) -> None:
    hall.ask()
    copy = (hall.issuer / "registry.sqlite").read_bytes()
    hall.ask()
    (hall.issuer / "registry.sqlite").write_bytes(copy)  # its head is left, and tells the time
    broken = hall.ask()
    accept(hall.issuer, "a test", lambda: NOON - timedelta(days=1))

    assert (broken, type(hall.ask())) == (BROKEN, ProofWanted)


def test_an_issuer_with_another_key_in_the_same_place_is_not_believed(hall: Hall) -> None:
    hall.ask()
    shutil.rmtree(hall.issuer)

    assert hall.ask() == BROKEN
    accept(hall.issuer, "signed with the wrong key", lambda: hall.now)
    assert hall.ask() == BROKEN


def test_the_right_issuer_is_believed_again_once_another_ones_folder_has_left_its_place(hall: Hall) -> None:
    hall.ask()
    right = hall.issuer.rename(hall.folder / "right")
    other = hall.ask()
    shutil.rmtree(hall.issuer)
    right.rename(hall.issuer)

    assert (other, type(hall.ask())) == (BROKEN, ProofWanted)
    assert hall.journal == ["issuer-not-believed", "issuer-back"]


def test_a_refusal_of_an_issuer_that_was_put_back_is_believed_no_more_than_an_answer(hall: Hall) -> None:
    """Else a report that an earlier state knows nothing of would be put aside, and the card stay as it was."""
    hall.ask()
    copy = hall.copied()
    hall.ask()
    hall.put_back(copy)

    with hall.terminal() as office:
        assert office.report_enabled_by(Proved(bytes(32)), "a key") == BROKEN


class Replaced:
    """An office whose folder became another one between being looked at and being asked."""

    def __init__(self, first: Office, then: Callable[..., object]) -> None:
        self._office = first
        self.audit_head: Callable[..., object] = first.audit_head
        self._then = then

    def report_enabled_by(self, *_given: object) -> Refused:
        self.audit_head = self._then
        return Refused(Reason.NOT_GENUINE)


@pytest.mark.parametrize("told", [Reason.AUDIT_BROKEN, Reason.UNAVAILABLE])
def test_nor_is_one_of_an_office_that_can_not_be_judged_once_it_has_answered(hall: Hall, told: Reason) -> None:
    hall.ask()
    with back_office(hall.issuer, PROFILES, lambda: hall.now) as there:
        office: Any = Replaced(there.office, lambda *_: Refused(told))
        caller = Credential("610100-0001", SECRET)
        witness = Witness(hall.record_of(caller.terminal), lambda: hall.now, hall.note, pytest.fail)
        answer = NearOffice(witnessed(office, caller, witness), caller).report_enabled_by(Proved(bytes(32)), "a key")

    assert answer == (BROKEN if told is Reason.AUDIT_BROKEN else Away())


def test_a_check_says_that_a_terminal_does_not_believe_though_the_right_files_are_back(hall: Hall) -> None:
    hall.ask()
    before, record = hall.copied(), hall.record_of("610100-0001")
    hall.ask()
    now = hall.copied()
    hall.put_back(before)
    hall.ask()
    hall.put_back(now)
    _, wrong = check(hall.issuer, [record])
    accept(hall.issuer, "a test", lambda: hall.now + timedelta(minutes=1))
    _, after = check(hall.issuer, [record])

    assert [line for line in wrong if line.startswith(f"{record}: it saw something else on 20")]
    assert [line for line in wrong if line.endswith("; it believes again after restore-accept")]
    assert [line for line in after if str(record) in line] == []


def test_a_check_with_the_terminals_record_finds_the_same(hall: Hall) -> None:
    hall.ask()
    copy = hall.copied()
    hall.ask()
    record = hall.record_of("610100-0001")
    whole = check(hall.issuer, [record])[1]
    hall.put_back(copy)
    (found,) = check(hall.issuer, [record])[1]
    accept(hall.issuer, "a test", lambda: hall.now + timedelta(minutes=1))

    assert (whole, found.startswith(f"{record}: it saw ")) == ([], True)
    assert check(hall.issuer, [record])[1] == []


@pytest.mark.parametrize("off", [timedelta(minutes=3), timedelta(minutes=-3), timedelta(days=400)])
def test_a_clock_that_is_off_is_told_once_and_when_it_is_right_again(hall: Hall, off: timedelta) -> None:
    for clock_off in (timedelta(seconds=119), off, off, timedelta(0)):
        hall.ask(clock_off=clock_off)

    assert hall.journal == ["clock-off", "clock-right"]


def not_believed(hall: Hall) -> None:
    copy = hall.copied()
    hall.ask()
    hall.put_back(copy)
    hall.ask()


def with_a_clock_that_is_off(hall: Hall) -> None:
    hall.ask(clock_off=timedelta(minutes=3))


def damaged(hall: Hall) -> None:
    hall.record_of("610100-0001").write_text("{}")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (not_believed, "The issuer is not believed since 2026-11-22T"),
        (with_a_clock_that_is_off, "This machine's clock is 180 seconds fast, by the issuer's."),
        (damaged, "is damaged: what the issuer said before is not known."),
    ],
)
def test_doctor_says_it(hall: Hall, spoil: Callable[[Hall], None], says: str) -> None:
    hall.ask()
    good = list(doctor.findings(hall.record_of("610100-0001"), hall.issuer))
    spoil(hall)
    wrong = [each for each in doctor.findings(hall.record_of("610100-0001"), hall.issuer) if each.wrong]

    assert [each.wrong for each in good] == [False]
    assert [(says in each.says, bool(each.mend)) for each in wrong] == [(True, True)]


def test_two_programs_of_one_terminal_that_ask_at_once_see_nothing_put_back(hall: Hall) -> None:
    hall.ask()
    pipe = subprocess.PIPE
    own = ("610100-0001", SECRET.decode())
    at = (str(hall.issuer), str(hall.record_of(own[0])), *own)
    command = [sys.executable, "-m", "tests.attacks.beside_process", *at]
    with ExitStack() as both:
        programs = [
            both.enter_context(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=ENVIRONMENT))
            for _ in range(2)
        ]
        for program in programs:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            assert program.stdin is not None
            program.stdin.write("go\n")
            program.stdin.flush()
        said = [program.communicate(timeout=60)[0].strip() for program in programs]

    assert said == ["answered", "answered"]
    assert type(hall.ask()) is ProofWanted


def test_a_program_hears_what_another_one_of_its_terminal_saw_before_it_asks(hall: Hall) -> None:
    with hall.terminal() as office:
        asked = office.proof_wanted(NORMAL)
        with back_office_beside(hall) as beside:
            meanwhile = beside.proof_wanted(NORMAL)
        again = office.proof_wanted(NORMAL)

    assert [type(each) for each in (asked, meanwhile, again)] == [ProofWanted] * 3
    assert hall.journal == []


@contextmanager
def back_office_beside(hall: Hall) -> Iterator[NearOffice]:
    """The same terminal's other program, with a witness of its own."""
    caller = Credential("610100-0001", SECRET)
    with files_at_command(hall.issuer, lambda: hall.now) as files:
        office = Office(files.database, files.vault, files.audit, lambda: hall.now, os.urandom)
        witness = Witness(hall.record_of(caller.terminal), lambda: hall.now, hall.note, pytest.fail)
        yield NearOffice(witnessed(office, caller, witness), caller)


def test_a_damaged_record_is_moved_away_and_said(hall: Hall) -> None:
    record, said = hall.record_of("610100-0001"), list[str]()
    record.write_text("{}")
    witness = Witness(record, lambda: NOON, hall.note, said.append)

    assert (witness.seen, record.exists(), hall.journal) == (None, False, ["issuer-record-lost"])
    assert "was moved to" in said[0]
