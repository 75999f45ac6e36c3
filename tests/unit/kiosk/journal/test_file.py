"""The journal's file: one JSON object a line, appended and never rewritten."""

from __future__ import annotations

import json
import resource
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kiosk.journal.entry import Entry
from kiosk.journal.file import JournalFile

NOW = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=8)))
READ, SERVICE = Entry("card-read", "*****569X", {"tries_left": 6}), Entry("in-service", None, {})


def journal(path: Path) -> JournalFile:
    return JournalFile(path, "610100-0001")


def test_an_entry_is_a_line_of_json(tmp_path: Path) -> None:
    file = journal(tmp_path / "j.jsonl")
    file.append(NOW, READ)
    file.append(NOW, SERVICE)
    file.close()

    assert [json.loads(line) for line in (tmp_path / "j.jsonl").read_text("utf-8").splitlines()] == [
        {
            "at": "2026-11-22T09:30:15.123+08:00",
            "terminal": "610100-0001",
            "what": "card-read",
            "card": "*****569X",
            "tries_left": 6,
        },
        {"at": "2026-11-22T09:30:15.123+08:00", "terminal": "610100-0001", "what": "in-service"},
    ]


def test_what_was_written_before_stays(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'{"what": "an earlier line"}\n')
    file = journal(path)
    file.append(NOW, SERVICE)
    file.close()

    assert path.read_bytes().startswith(b'{"what": "an earlier line"}\n{')


def test_what_is_no_text_is_written_all_the_same(tmp_path: Path) -> None:
    """A reader's name in another encoding, as Python takes such bytes."""
    file = journal(tmp_path / "j.jsonl")
    file.append(NOW, Entry("out-of-service", None, {"fault": b"\xb5\xc2".decode(errors="surrogateescape")}))
    file.close()

    assert json.loads((tmp_path / "j.jsonl").read_bytes())["fault"] == "\udcb5\udcc2"


def test_two_terminals_may_append_to_one_file(tmp_path: Path) -> None:
    first, second = journal(tmp_path / "j.jsonl"), journal(tmp_path / "j.jsonl")
    for file in (first, second, first):
        file.append(NOW, SERVICE)
    first.close()
    second.close()

    written = (tmp_path / "j.jsonl").read_text("utf-8").splitlines()

    assert [json.loads(line)["what"] for line in written] == ["in-service"] * 3


def test_its_folder_is_made_and_its_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "kiosk" / "j.jsonl"
    journal(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_entry_is_on_disk_when_append_returns(tmp_path: Path) -> None:
    """Before the process could end otherwise: nothing waits in a buffer."""
    file = journal(tmp_path / "j.jsonl")
    file.append(NOW, SERVICE)
    written = (tmp_path / "j.jsonl").read_bytes()
    file.close()

    assert written.endswith(b"\n")


@pytest.mark.parametrize("blocked", ["folder", "file"])
def test_where_it_can_not_be_made_the_reason_is_an_os_error(tmp_path: Path, blocked: str) -> None:
    (tmp_path / "taken").touch()
    path = tmp_path / "taken" / "j.jsonl" if blocked == "folder" else tmp_path

    with pytest.raises(OSError, match="taken|" + tmp_path.name):
        journal(path)


def lines(path: Path) -> list[str]:
    """What is whole in a journal, and `torn` for each line that is not."""
    found = []
    for line in path.read_bytes().split(b"\n"):
        try:
            found.append(json.loads(line)["what"] if line else "")
        except ValueError:
            found.append("torn")
    return found


def test_a_line_that_a_crash_cut_short_does_not_spoil_the_next(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'{"at": "2026-11-22T09:30:15.123+08:00", "ter')
    file = journal(path)
    file.append(NOW, SERVICE)
    file.append(NOW, READ)
    file.close()

    assert lines(path) == ["torn", "in-service", "card-read", ""]


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Callable[[int], None]]:
    """A disk with room for so many bytes of a file: what is more is written in part, and then not at all."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_a_full_disk_takes_in_part_is_an_error_and_spoils_no_other_line(
    tmp_path: Path, limited: Callable[[int], None]
) -> None:
    path = tmp_path / "j.jsonl"
    file = journal(path)
    file.append(NOW, SERVICE)
    limited(path.stat().st_size + 20)
    for _ in range(2):  # in part, and not at all
        with pytest.raises(OSError, match="File too large"):
            file.append(NOW, READ)
    limited(1_000_000)
    file.append(NOW, READ)
    file.close()

    assert lines(path) == ["in-service", "torn", "card-read", ""]


@pytest.mark.parametrize("change", [lambda path: path.rename(path.with_suffix(".1")), Path.unlink])
def test_a_file_that_was_renamed_or_removed_is_begun_anew(tmp_path: Path, change: Callable[[Path], object]) -> None:
    """As logrotate does, or somebody who makes room."""
    path = tmp_path / "j.jsonl"
    file = journal(path)
    file.append(NOW, READ)
    change(path)
    file.append(NOW, SERVICE)
    file.close()

    assert lines(path) == ["in-service", ""]


def test_a_device_that_takes_nothing_is_refused_before_the_first_entry() -> None:
    with pytest.raises(OSError, match="No space left on device: '/dev/full'"):
        journal(Path("/dev/full"))


def test_a_disk_without_room_is_refused_before_the_first_entry_and_the_journal_stays(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b"an earlier line\n")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))  # the nearest to a full disk that everybody has
    try:
        with pytest.raises(OSError, match=path.name):
            journal(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert ([each.name for each in tmp_path.iterdir()], path.read_bytes()) == (["j.jsonl"], b"an earlier line\n")
