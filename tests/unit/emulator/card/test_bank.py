"""The bank application: it can be selected and left, and refuses everything else. And which cards have it."""

from __future__ import annotations

import pytest

from emulator.card.instruction import Instruction
from emulator.card.layout import BANK_NAME
from emulator.card.table import TABLE
from tests.support.workbench import (
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_BANK,
    SELECT_EF05,
    SELECT_MF,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
    profile,
    tree_of,
)

FCI = "6F0A8408A000000333010101"
READ = "00B2012C12"  # record 1 of EF05

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


def place(bench: Bench) -> str:
    """Where the card is, told by what it answers to a read of EF05."""
    return {"6985": "bank", "6A82": "MF", "9000": "SSSE"}[bench.say(READ)[-4:]]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("before", [SELECT_MF, SELECT_SSSE, SELECT_BANK], ids=["MF", "SSSE", "itself"])
def test_it_is_selected_by_name_from_anywhere(t1: bool, before: str) -> None:
    bench = Bench(t1=t1)
    bench.say(before)

    assert (bench.ask(SELECT_BANK), place(bench)) == (FCI + "9000", "bank")


@pytest.mark.parametrize(
    ("command", "t0", "t1"),
    [
        (SELECT_BANK, "610C", "9000"),
        (SELECT_BANK + "00", "610C", FCI + "9000"),
        (SELECT_BANK.replace("00A40400", "00A4040C"), "9000", "9000"),
    ],
    ids=["no Le", "Le 00", "no data asked"],
)
def test_its_data_come_back_as_the_protocol_says(command: str, t0: str, t1: str) -> None:
    assert [Bench(t1=protocol).say(command) for protocol in (False, True)] == [t0, t1]


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(TRIES, id="empty VERIFY"),
        pytest.param(RIGHT_PIN, id="VERIFY"),
        pytest.param("805E010007135790FF246802", id="CHANGE PIN"),
        pytest.param(READ, id="READ RECORD"),
        pytest.param("00B20104", id="READ RECORD of the current file"),
        pytest.param("0084000008", id="GET CHALLENGE"),
        pytest.param("00C0000001", id="GET RESPONSE with nothing left"),
    ],
)
def test_in_it_a_command_is_refused(t1: bool, command: str) -> None:
    bench = Bench(t1=t1)
    bench.ask(SELECT_BANK)

    assert bench.say(command) == "6985"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_of_all_commands_only_selecting_and_fetching_what_it_answered_work_in_it(row: Instruction) -> None:
    bank = tree_of(profile()).by_name[BANK_NAME]

    assert row.scope.holds(bank) == (row.name in ("SELECT", "GET RESPONSE"))


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "answer"),
    [
        pytest.param("A0B2012C12", "6E00", id="class"),
        pytest.param("00FF0000", "6D00", id="instruction"),
        pytest.param("00B2002C12", "6A86", id="READ RECORD: P1"),
        pytest.param("00200001", "6A86", id="VERIFY: P2"),
        pytest.param("0020000001AA", "6700", id="VERIFY: length"),
        pytest.param("00840000", "6700", id="GET CHALLENGE: length"),
        pytest.param("805E010007135790AF246802", "6A80", id="CHANGE PIN: form"),
    ],
)
def test_in_it_the_earlier_checks_come_first(t1: bool, command: str, answer: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_BANK)

    assert bench.say(command) == answer


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("select", "then"),
    [(SELECT_MF, "MF"), ("00A40000", "MF"), (SELECT_SSSE, "SSSE")],
    ids=["MF", "MF by nothing", "SSSE"],
)
def test_another_selection_leaves_it(t1: bool, select: str, then: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_BANK, select)

    assert place(bench) == then


@BOTH_PROTOCOLS
@pytest.mark.parametrize("select", [SELECT_EF05, "00A4000002EF05", "00A4040008A000000333010102", SELECT_BANK[:-2]])
def test_a_select_that_fails_in_it_changes_nothing(t1: bool, select: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_BANK)

    assert (bench.say(select), place(bench)) == ("6700" if select == SELECT_BANK[:-2] else "6A82", "bank")


@BOTH_PROTOCOLS
@pytest.mark.parametrize("name", ["A0000003330101", "A00000033301010100"], ids=["cut short", "a byte more"])
def test_it_is_selected_by_its_exact_name_only(t1: bool, name: str) -> None:
    bench = Bench(t1=t1)

    assert (bench.say(f"00A40400{len(name) // 2:02X}{name}"), place(bench)) == ("6A82", "MF")


@BOTH_PROTOCOLS
def test_its_refusals_cost_no_attempt_and_a_verified_pin_outlives_it(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, RIGHT_PIN, SELECT_BANK, WRONG_PIN, SELECT_SSSE)

    assert (bench.say(TRIES), bench.ask(READ_LOCKER)) == ("63C6", "4002CAFE9000")


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("applications", "ssse", "bank"),
    [
        ('["social-security", "bank"]', "9000", "9000"),
        ('["bank", "social-security"]', "9000", "9000"),
        ('["social-security"]', "9000", "6A82"),
        ('["bank"]', "6A82", "9000"),
        ("[]", "6A82", "6A82"),
    ],
)
def test_a_card_has_the_applications_that_its_file_names(t1: bool, applications: str, ssse: str, bank: str) -> None:
    card = Bench(t1=t1, card_applications=applications)

    assert [card.ask(select)[-4:] for select in (SELECT_SSSE, SELECT_BANK)] == [ssse, bank]


@BOTH_PROTOCOLS
def test_a_card_without_any_application_still_answers(t1: bool) -> None:
    bench = Bench(t1=t1, card_applications="[]")

    assert [bench.say(command) for command in (SELECT_MF, TRIES, READ, "00FF0000")] == ["9000", "6985", "6A82", "6D00"]
