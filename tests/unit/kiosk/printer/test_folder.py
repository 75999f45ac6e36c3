"""The folder of slips."""

from __future__ import annotations

import resource
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.printer.folder import KEPT, keep
from tests.unit.kiosk.printer.paper import AT, TERMINAL


def test_a_name_says_when_and_where_and_nothing_of_anybody(tmp_path: Path) -> None:
    assert keep(b"%PDF", tmp_path, TERMINAL, AT).name == "slip-20261122-140509-610100-0007.pdf"


def test_its_folder_is_made_and_its_files_are_the_owners_alone(tmp_path: Path) -> None:
    path = keep(b"%PDF", tmp_path / "state" / "slips", TERMINAL, AT)

    assert [stat.S_IMODE(each.stat().st_mode) for each in (path.parent, path)] == [0o700, 0o600]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    paths = [keep(content, tmp_path, TERMINAL, AT) for content in (b"one", b"two", b"three")]

    assert [path.read_bytes() for path in paths] == [b"one", b"two", b"three"]


def test_of_many_the_newest_hundred_are_kept(tmp_path: Path) -> None:
    paths = [keep(b"%PDF", tmp_path, TERMINAL, AT + timedelta(seconds=second)) for second in range(KEPT + 3)]

    assert sorted(tmp_path.iterdir()) == paths[3:]


def test_a_clock_that_was_set_back_does_not_cost_the_slip_that_was_just_made(tmp_path: Path) -> None:
    for second in range(KEPT):
        keep(b"%PDF", tmp_path, TERMINAL, AT + timedelta(seconds=second))

    assert keep(b"%PDF", tmp_path, TERMINAL, AT - timedelta(days=1)).exists()


def test_what_is_not_a_slip_is_left_alone(tmp_path: Path) -> None:
    others = [tmp_path / "slip.pdf", tmp_path / "a.pdf", tmp_path / "slip-20200101-000000-610100-0007.pdf.txt"]
    for path in others:
        path.touch()
    for second in range(KEPT + 3):
        keep(b"%PDF", tmp_path, TERMINAL, AT + timedelta(seconds=second))

    assert [path.exists() for path in others] == [True, True, True]


def test_a_disk_that_takes_a_part_is_an_os_error_and_nothing_is_left(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            keep(b"%PDF" * 1000, tmp_path, TERMINAL, AT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_unfinished_goes_with_the_oldest(tmp_path: Path) -> None:
    left = tmp_path / "slip-20200101-000000-610100-0007.unfinished"
    left.touch()
    for second in range(KEPT):
        keep(b"%PDF", tmp_path, TERMINAL, AT + timedelta(seconds=second))

    assert not left.exists()


def test_a_folder_that_can_not_be_made_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()

    with pytest.raises(OSError, match="taken"):
        keep(b"%PDF", tmp_path / "taken" / "slips", TERMINAL, AT)
