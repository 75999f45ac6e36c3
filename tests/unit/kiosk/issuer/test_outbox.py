"""The outbox: what is reported is on disk before it begins, and a bad disk stops nobody."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from kiosk.doctor.outbox import findings
from kiosk.issuer.outbox import DISK_S, Outbox
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.issuer.report_file import ReportFile, ReportsRefused, reports_in
from tests.unit.kiosk.issuer.disks import Desk, Full, Hanging, desk

WITHIN_S = 10.0
CARD, OTHER = "61" * 16, "62" * 16
Act = Callable[[Outbox], None]


def intend(outbox: Outbox) -> None:
    outbox.intend(ENABLED, CARD)


def confirm(outbox: Outbox) -> None:
    outbox.confirm(ENABLED, CARD)


def withdraw(outbox: Outbox) -> None:
    outbox.withdraw(ENABLED, CARD)


def intend_other(outbox: Outbox) -> None:
    outbox.intend(ENABLED, OTHER)


def add(outbox: Outbox) -> None:
    outbox.add(ENABLED, CARD)


LIVES: dict[str, tuple[list[Act], list[str]]] = {
    "intended": ([intend], ["intended"]),
    "took place": ([intend, confirm], ["due"]),
    "did not take place": ([intend, withdraw], []),
    "intended again, nothing known of the first": ([intend, intend], ["intended"]),
    "the second did not take place, nothing known of the first": ([intend, intend, withdraw], ["intended"]),
    "the second took place, nothing known of the first": ([intend, intend, confirm], ["due"]),
    "begun again while one is due": ([intend, confirm, intend], ["due", "intended"]),
    "took place again while one is due, with more to show": ([intend, confirm, intend, confirm], ["due", "due"]),
    "did not take place while one is due": ([intend, confirm, intend, withdraw], ["due"]),
    "confirmed without an intent": ([confirm], ["due"]),
    "withdrawn without an intent": ([withdraw], []),
    "added": ([add], ["due"]),
}


@pytest.mark.parametrize(("acts", "left"), LIVES.values(), ids=LIVES)
def test_what_is_left(tmp_path: Path, acts: list[Act], left: list[str]) -> None:
    with desk(tmp_path / "outbox") as at:
        for act in acts:
            act(at.outbox)

    assert at.on_disk() == left


@pytest.mark.parametrize("name", [name for name, (acts, _) in LIVES.items() if add not in acts])
def test_it_is_on_disk_when_the_call_returns(tmp_path: Path, name: str) -> None:
    with desk(tmp_path / "outbox") as at:
        for act in LIVES[name][0]:
            act(at.outbox)
        at_return = at.on_disk()

    assert at_return == at.on_disk()


def test_reports_are_due_in_their_order_and_have_keys_of_their_own(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as at:
        for about in (CARD, OTHER, CARD):
            at.outbox.add(ENABLED, about)
        due = at.outbox.due()

    assert ([report.about for report in due], len({report.key for report in due})) == ([CARD, OTHER, CARD], 3)


def test_what_was_taken_is_no_more_and_what_was_put_aside_is_not_due(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as at:
        for _ in range(2):
            at.outbox.add(ENABLED, CARD)
        first, second = at.outbox.due()
        at.outbox.taken(first)
        at.outbox.put_aside(second)
        due = at.outbox.due()

    assert (due, at.on_disk()) == ((), ["aside"])


def test_the_next_program_finds_what_this_one_left(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as at:
        at.outbox.add(ENABLED, OTHER)
        at.outbox.intend(ENABLED, CARD)
        left = at.outbox.due()
    with desk(tmp_path / "outbox") as at:
        found = at.outbox.due()
        at.outbox.confirm(ENABLED, CARD)
        due = at.outbox.due()

    assert (found, [report.about for report in due]) == (left, [OTHER, CARD])


def test_an_intent_that_somebody_closed_beside_the_program_is_on_disk_again_before_the_card_hears_of_it(
    tmp_path: Path,
) -> None:
    with desk(tmp_path / "outbox") as at:
        intend(at.outbox)
        (closed,) = reports_in(tmp_path / "outbox")
        with closing(ReportFile(tmp_path / "outbox")) as beside:
            removed = beside.remove_unchanged(closed)
        intend(at.outbox)
        before_the_change = at.on_disk()

    assert (removed, before_the_change) == (True, ["intended"])


def test_what_became_due_since_somebody_looked_at_it_is_not_removed(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as at:
        intend(at.outbox)
        (seen,) = reports_in(tmp_path / "outbox")
        confirm(at.outbox)
        with closing(ReportFile(tmp_path / "outbox")) as beside:
            removed = beside.remove_unchanged(seen)

    assert (removed, at.on_disk()) == (False, ["due"])


def test_an_intent_that_an_earlier_program_left_is_not_withdrawn(tmp_path: Path) -> None:
    for acts in ([intend], [intend, withdraw]):
        with desk(tmp_path / "outbox") as at:
            for act in acts:
                act(at.outbox)

    assert at.on_disk() == ["intended"]


@pytest.mark.parametrize("acts", [acts for acts, _ in LIVES.values()], ids=LIVES)
def test_a_disk_that_takes_nothing_is_said_once_and_stops_nobody(tmp_path: Path, acts: list[Act]) -> None:
    with desk(tmp_path / "outbox") as whole, desk(tmp_path / "none", Full()) as at:
        for act in acts:
            act(whole.outbox)
            act(at.outbox)
        due = [len(each.outbox.due()) for each in (at, whole)]

    in_memory = "outbox: reports: no room. Reports to the issuer are kept in memory only."
    assert (due[0], [words for words in at.said if "that end with this program" not in words] in ([], [in_memory])) == (
        due[1],
        True,
    )


def test_a_file_that_can_not_be_opened_is_said_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with desk(tmp_path / "taken" / "outbox") as at:
        intend(at.outbox)
        confirm(at.outbox)
        due = at.outbox.due()

    lost = "outbox: reports that end with this program, since the disk did not take them: 1."
    assert (len(due), "taken" in at.said[0], at.said[1:]) == (1, True, [lost])


def test_a_disk_that_hangs_holds_a_card_up_for_half_a_second_and_gets_all_of_it_later(tmp_path: Path) -> None:
    let_go = Event()
    with desk(tmp_path / "outbox", Hanging(tmp_path / "outbox", let_go)) as at:
        began = monotonic()
        intend(at.outbox)
        took = monotonic() - began
        due = at.outbox.due()
        let_go.set()
        confirm(at.outbox)

    assert (DISK_S <= took < DISK_S + 2, due, at.on_disk(), at.said[1:]) == (
        True,
        (),
        ["due"],
        ["outbox: reports are on disk again."],
    )


def late_disk(at: Desk, path: Path) -> None:
    """The folder of `path`, which was a file, can be made from now on; returns once the outbox found out."""
    path.parent.unlink()
    assert at.well.wait(WITHIN_S)


def test_a_disk_that_comes_late_gets_what_was_begun_without_it(tmp_path: Path) -> None:
    path = tmp_path / "late" / "outbox"
    path.parent.touch()
    with desk(path) as at:
        intend(at.outbox)
        confirm(at.outbox)
        at.outbox.add(ENABLED, OTHER)
        late_disk(at, path)

    assert (at.on_disk(), at.said[1:]) == (["due", "due"], ["outbox: reports are on disk again."])


HERE: dict[str, tuple[list[Act], list[str]]] = {
    "nothing": ([], ["intended"]),
    "begun again": ([intend], ["intended"]),
    "begun again, and it did not take place": ([intend, withdraw], ["intended"]),
    "begun again, and it took place": ([intend, confirm], ["due"]),
}


@pytest.mark.parametrize(("acts", "left"), HERE.values(), ids=HERE)
def test_what_an_earlier_program_left_on_a_disk_that_comes_late_is_one_matter_with_what_was_begun_meanwhile(
    tmp_path: Path, acts: list[Act], left: list[str]
) -> None:
    folder, away = tmp_path / "late", tmp_path / "away"
    path = folder / "outbox"
    folder.symlink_to(tmp_path / "disk")
    with desk(tmp_path / "disk" / "outbox") as before:
        intend(before.outbox)
    away.touch()
    folder.unlink()
    folder.symlink_to(away)  # a file: no outbox can be in it
    with desk(path) as at:
        at.outbox.due()  # it was tried
        for act in acts:
            act(at.outbox)
        (tmp_path / "back").symlink_to(tmp_path / "disk")
        (tmp_path / "back").replace(folder)
        assert at.well.wait(WITHIN_S)

    assert at.on_disk() == left


def test_a_full_disk_gets_it_once_there_is_room(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with desk(tmp_path / "outbox") as at:
        add(at.outbox)
        at.outbox.due()
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
        try:
            intend_other(at.outbox)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert at.well.wait(WITHIN_S)

    assert (at.on_disk(), len(at.said)) == (["due", "intended"], 2)


def test_a_disk_that_is_full_at_the_start_is_said_before_there_is_a_report(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as at:
        add(at.outbox)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with desk(tmp_path / "outbox") as at:
            due = at.outbox.due()
            at.outbox.close(WITHIN_S)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert (len(due), len(at.said), at.said[:1] and "kept in memory only" in at.said[0]) == (1, 1, True)


@pytest.mark.parametrize("change", [lambda path: path.rename(path.with_suffix(".1")), Path.unlink])
def test_a_file_that_was_moved_away_is_made_anew_with_all_that_waits(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    with desk(tmp_path / "outbox") as at:
        intend(at.outbox)
        change(tmp_path / "outbox")
        add(at.outbox)
        assert at.well.wait(WITHIN_S)

    assert at.on_disk() == ["intended", "due"]


def test_adding_waits_for_no_disk(tmp_path: Path) -> None:
    """It is done on the screen's thread."""
    let_go = Event()
    with desk(tmp_path / "outbox", Hanging(tmp_path / "outbox", let_go)) as at:
        began = monotonic()
        add(at.outbox)
        took = monotonic() - began
        let_go.set()

    assert (took < DISK_S / 2, at.on_disk()) == (True, ["due"])


def test_a_disk_that_hangs_at_the_end_is_said(tmp_path: Path) -> None:
    let_go = Event()
    with desk(tmp_path / "outbox", Hanging(tmp_path / "outbox", let_go)) as at:
        add(at.outbox)
        at.outbox.close(0.01)
        let_go.set()

    assert ("does not answer" in at.said[0], "that end with this program" in at.said[1]) == (True, True)


def test_only_this_user_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "outbox"
    os.umask(0o022)
    ReportFile(path).close()
    path.chmod(0o644)
    ReportFile(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_no_file_keeps_its_mode(tmp_path: Path) -> None:
    """Root's terminal must not take a device such as /dev/full from everybody else."""
    path = tmp_path / "outbox"
    os.mkfifo(path)
    path.chmod(0o666)
    with pytest.raises(ReportsRefused, match="it is no file"):
        ReportFile(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o666


def newer(path: Path) -> None:
    ReportFile(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 3")
    connection.close()


def no_database(path: Path) -> None:
    path.write_text("this is a letter, and a letter has no tables " * 100)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [newer, no_database, a_folder])
def test_a_file_that_is_not_ours_is_refused_and_stays_as_it_is(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "outbox"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(ReportsRefused, match="outbox"):
        ReportFile(path)
    with pytest.raises(ReportsRefused, match="outbox"):
        reports_in(path)
    (found,) = findings(path)

    assert ((path.read_bytes() if path.is_file() else b""), found.wrong) == (before, True)


def test_writes_are_durable(tmp_path: Path) -> None:
    file = ReportFile(tmp_path / "outbox")
    level = file._connection.execute("PRAGMA synchronous").fetchone()
    file.close()

    assert level == (2,)  # FULL


FOUND: dict[str, tuple[list[Progress], list[tuple[bool, str]]]] = {
    "nothing": ([], [(False, "Reports that wait for the issuer: 0.")]),
    "due": ([Progress.DUE] * 2, [(False, "Reports that wait for the issuer: 2.")]),
    "unsettled": (
        [Progress.INTENDED],
        [(True, "PIN changes that may have enabled a card, outcome unknown: 1.")],
    ),
    "refused": ([Progress.ASIDE], [(True, "Reports that the issuer does not take: 1.")]),
}


@pytest.mark.parametrize(("progress", "found"), FOUND.values(), ids=FOUND)
def test_what_doctor_finds(tmp_path: Path, progress: list[Progress], found: list[tuple[bool, str]]) -> None:
    file = ReportFile(tmp_path / "outbox")
    for number, each in enumerate(progress):
        file.put(Report(str(number), ENABLED, CARD, each))
    file.close()

    assert [(each.wrong, each.says) for each in findings(tmp_path / "outbox")] == found


def test_a_change_that_a_terminal_has_under_way_is_nothing_for_doctor(tmp_path: Path) -> None:
    with closing(ReportFile(tmp_path / "outbox")) as file:
        file.hold(frozenset(("1",)))
        file.put(Report("1", ENABLED, CARD, Progress.INTENDED))
        found = list(findings(tmp_path / "outbox"))

    assert [each.wrong for each in found] == [False]


def test_where_there_is_no_file_doctor_makes_none(tmp_path: Path) -> None:
    (found,) = findings(tmp_path / "outbox")

    assert (found.wrong, list(tmp_path.iterdir())) == (False, [])
