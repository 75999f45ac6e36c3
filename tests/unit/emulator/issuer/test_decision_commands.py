"""`emulator issuer review|close|limit`, the real commands beside an issuer at work: what waits for people, decided."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from typer.testing import CliRunner

from emulator import china
from emulator.back_office import BackOffice, back_office
from emulator.cards import find_card
from emulator.issuer.answers import Credential, Reason, Record, Refused, Standing
from emulator.issuer.reason import NO_REASON
from emulator.issuer.schema import Case, LimitCount, Review, StaffRow
from emulator.issuer_command import IssuerRefused, issuer
from emulator.issuer_folder import at_command
from emulator.listing import print_table
from tests.support.emulator_process import Ended, emulator

CARDS = [find_card("sealed"), find_card("operator")]
CARD = CARDS[0].identification
TERMINAL, CASE = "610100-0001", "c0ffee00" * 4


@dataclass(slots=True)
class Desk:
    """An issuer at work on a folder, with its terminal, and the commands on the same folder."""

    folder: Path
    there: BackOffice
    caller: Credential

    def say(self, *arguments: str) -> Ended:
        ended = emulator("issuer", *arguments, "--dir", self.folder)
        assert "Traceback" not in ended.errors
        return ended

    def standing(self) -> Record | Refused:
        return self.there.office.standing(self.caller, CARD)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with ExitStack() as held:
        there = held.enter_context(back_office(tmp_path, CARDS))
        yield Desk(tmp_path, there, there.enrol(TERMINAL, "self-service"))


@pytest.fixture
def reviewed(desk: Desk) -> Desk:
    """With a review that waits."""
    with desk.there.database.writing() as session:
        session.add(
            Review(
                card=CARD.hex(),
                terminal=TERMINAL,
                at=china.now(),
                why="no-challenge",
                presence="0" * 64,
                state="open",
                closed_at=None,
                closed_by="",
                reason="",
            )
        )
    return desk


@pytest.mark.parametrize(("word", "standing"), [("--accept", Standing.NORMAL), ("--refuse", Standing.SEALED)])
def test_a_review_is_decided_once(reviewed: Desk, word: str, standing: Standing) -> None:
    listed = reviewed.say("review", "list").output
    decided = reviewed.say("review", "decide", "1", word, "--reason", "came with the ID card")
    known = reviewed.standing()
    otherwise = "--refuse" if word == "--accept" else "--accept"
    again = reviewed.say("review", "decide", "1", otherwise, "--reason", "no")

    assert [line.split()[0] for line in listed] == ["review", "1"]
    assert CARD.hex().upper() in listed[1]
    assert (decided.status, decided.errors) == (0, "")
    assert isinstance(known, Record)
    assert known.standing is standing
    assert (again.status, again.errors) == (1, "emulator: review 1 was closed otherwise. See review list --all.\n")
    assert reviewed.say("review", "list").output == ["no review waits"]
    assert "came with the ID card" in reviewed.say("review", "list", "--all").output[1]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("review", "decide", "7", "--accept", "--reason", "x"), 1, "there is no review 7"),
        (("review", "decide", "1", "--accept", "--reason", " "), 1, "the reason is empty"),
        (("review", "decide", "1", "--reason", "x"), 2, "say one of them"),
        (("review", "decide", "1", "--accept", "--refuse", "--reason", "x"), 2, "say one of them"),
        (("review", "decide", "one", "--accept", "--reason", "x"), 2, "is no whole number"),
        (("review", "decide", "1" * 20, "--accept", "--reason", "x"), 2, "it has 20 digits"),
        (("terminal", "add", "audit", "--role", "self-service"), 1, "none of audit, issuer, keys, registry"),
        (("terminal", "add", "x", "--role", "self-service", "--service-point", "01"), 2, "stands at no service point"),
        (("close", "c0ffee00", "--reason", "x"), 1, "there is no case 'c0ffee00'"),
        (("limit", "lift", "nobody", "--reason", "x"), 1, "nothing is counted for 'nobody'"),
    ],
)
def test_what_can_not_be_done_is_said(desk: Desk, arguments: tuple[str, ...], status: int, says: str) -> None:
    ended = desk.say(*arguments)

    assert (ended.status, ended.output) == (status, [])
    assert says in ended.errors


@pytest.mark.parametrize("reason", ["\udcff", "\x1b[31m red", "two\nlines", "x" * 201, "\u2028"])
@pytest.mark.parametrize(
    "command",
    [
        ("review", "decide", "1", "--accept"),
        ("close", "c0ffee00"),
        ("limit", "lift", TERMINAL),
        ("terminal", "revoke", TERMINAL),
        ("restore-accept",),
    ],
    ids=lambda command: command[0],
)
def test_no_command_takes_a_reason_that_is_no_line_of_text(
    reviewed: Desk, command: tuple[str, ...], reason: str
) -> None:
    done = CliRunner().invoke(issuer, [*command, "--reason", reason, "--dir", str(reviewed.folder)])

    assert isinstance(done.exception, IssuerRefused)
    assert str(done.exception) == NO_REASON


def test_the_same_word_on_a_review_again_says_that_nothing_came_of_it(reviewed: Desk) -> None:
    reviewed.say("review", "decide", "1", "--accept", "--reason", "first")
    again = reviewed.say("review", "decide", "1", "--accept", "--reason", "second")

    assert again.output == [
        "review 1 was accepted before, and that reason stays. See: emulator issuer review list --all."
    ]


def test_what_came_from_outside_is_shown_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("", ""), [("a\x1b[31m", "b\nc\udcff")])

    assert capsys.readouterr().out.split() == ["a\ufffd[31m", "b\ufffdc\ufffd"]


def test_a_terminal_in_service_is_said_to_be_so_when_it_is_added(desk: Desk) -> None:
    added = desk.say("terminal", "add", TERMINAL, "--role", "self-service").output

    assert added[0].startswith(f"{TERMINAL} is in service as self-service.")


def test_a_terminal_that_never_enrolled_waits_and_its_new_code_takes_the_place_of_the_old(desk: Desk) -> None:
    first = desk.say("terminal", "add", "N-1", "--role", "self-service").output
    again = desk.say("terminal", "add", "N-1", "--role", "self-service").output
    otherwise = desk.say("terminal", "add", "N-1", "--role", "service-point", "--service-point", "01")

    assert first[0].startswith("N-1 may enrol as self-service.")
    assert again[0].startswith("N-1 waits to be enrolled as self-service, as before.")
    assert again[1] == "The new code takes the place of the old."
    assert "N-1 waits to be enrolled as self-service at no service point. Revoke it first" in otherwise.errors


def test_a_limit_is_lifted_by_the_number_that_show_prints(desk: Desk) -> None:
    desk.standing()
    number = desk.say("show", "sealed").output[0].split()[1].rstrip(",")
    lifted = desk.say("limit", "lift", number, "--reason", "x")

    assert (lifted.status, lifted.output) == (0, [f"lifted: {number} may ask again"])


@pytest.mark.parametrize("subject", ["", " "])
def test_what_is_counted_over_all_is_nobodys_to_lift(desk: Desk, subject: str) -> None:
    desk.standing()
    count = select(func.count()).select_from(LimitCount)
    with desk.there.database.reading() as session:
        before = session.scalar(count)
    done = CliRunner().invoke(issuer, ["limit", "lift", subject, "--reason", "x", "--dir", str(desk.folder)])
    with desk.there.database.reading() as session:
        after = session.scalar(count)

    assert isinstance(done.exception, IssuerRefused)
    assert str(done.exception).startswith("say whose. See: emulator issuer limit list --all")
    assert after == before != 0


def test_a_command_waits_longer_for_its_turn_than_the_office(desk: Desk) -> None:
    waits = text("PRAGMA busy_timeout")
    with desk.there.database.reading() as session:
        office = session.scalar(waits)
    with at_command(desk.folder) as database, database.reading() as session:
        command = session.scalar(waits)

    assert (office, command) == (1_000, 10_000)


def test_an_undecided_case_is_closed_for_a_reason(desk: Desk) -> None:
    with desk.there.database.writing() as session:
        staff = session.query(StaffRow).one().id
        session.add(
            Case(
                id=CASE,
                card=CARD.hex(),
                matter="unlock",
                who="holder",
                documents="holder-id",
                staff=staff,
                session="",
                terminal=TERMINAL,
                at=china.now() - timedelta(hours=1),
                state="message",
                message_at=china.now() - timedelta(hours=1),
                ended_at=None,
                proofs=1,
                messages=1,
                closed_at=None,
                closed_by="",
                closed_why="",
            )
        )
    before = [line for line in desk.say("check").output if "c0ffee00" in line]
    closed = desk.say("close", "c0ffee00", "--reason", "the card was replaced")
    after = [line for line in desk.say("check").output if "c0ffee00" in line]

    assert (len(before), closed.status, after) == (1, 0, [])
    assert desk.say("close", "c0ffee00", "--reason", "again").status == 1


def test_a_limit_that_is_reached_is_listed_and_lifted_for_a_running_terminal(desk: Desk) -> None:
    answers = [desk.standing() for _ in range(31)]
    listed = desk.say("limit", "list").output
    lifted = desk.say("limit", "lift", CARD.hex().upper(), "--reason", "a loose contact")

    assert isinstance(answers[-1], Refused)
    assert answers[-1].reason is Reason.TOO_OFTEN
    assert listed[1].split()[:5] == ["card", CARD.hex().upper(), "610100-0001", "standing", "30"]
    assert (lifted.status, lifted.errors) == (0, "")
    assert isinstance(desk.standing(), Record)
    assert desk.say("limit", "list").output == ["no limit is reached"]
