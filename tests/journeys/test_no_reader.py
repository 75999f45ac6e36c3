"""No pcscd in reach: every command says so, and what mends it."""

from __future__ import annotations

import json

import pytest

from tests.journeys.console import NEW, PRESENT, Console, Ended, at_once


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Ended]:
    """status, change-pin, doctor for programs, doctor for people."""
    console = Console(tmp_path_factory.mktemp("home"))
    return at_once(
        [
            lambda: console.run("status"),
            lambda: console.run("change-pin", "--pin-stdin", lines=(PRESENT, NEW, NEW)),
            lambda: console.run("doctor", "--json"),
            lambda: console.run("doctor"),
        ]
    )


def test_status_names_pcscd_and_the_mend(runs: list[Ended]) -> None:
    """eid-mw#174: the program doesn't say that pcscd is down."""
    ended, *_ = runs

    assert (ended.status, ended.output) == (1, "")
    assert ended.errors == (
        "kiosk: The card reader service (pcscd) is not running. Start it: systemctl start pcscd. [8010001D]\n"
    )


def test_change_pin_names_pcscd_and_changes_nothing(runs: list[Ended]) -> None:
    """eid-mw#174, and status-legacy#7887: what is no wrong PIN must not be told as one."""
    _, ended, *_ = runs

    assert (ended.status, "(pcscd) is not running" in ended.errors, "Traceback" in ended.errors) == (1, True, False)


def test_doctor_for_programs(runs: list[Ended]) -> None:
    *_, ended, _ = runs
    findings = {finding["id"]: finding for finding in json.loads(ended.output)}

    looked_at = {
        *("python", "clock", "memory", "settings", "pcscd", "window", "voice"),
        *("journal", "printer", "issuer", "outbox"),
    }

    assert (ended.status, ended.errors, set(findings)) == (1, "", looked_at)
    assert {frozenset(finding) for finding in findings.values()} == {frozenset(("id", "wrong", "says", "mend"))}
    assert (findings["pcscd"]["wrong"], "pcscd" in findings["pcscd"]["mend"]) == (True, True)


def test_doctor_for_people(runs: list[Ended]) -> None:
    *_, ended = runs
    marks = {line.split()[1]: line[0] for line in ended.output.splitlines() if line[0] in "✓✗"}

    assert (ended.status, marks["python"], marks["pcscd"], marks["journal"]) == (1, "✓", "✗", "✓")
    assert "→ " in ended.output
