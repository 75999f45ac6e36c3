"""Files and folders as doctor tries them, held against what the terminal's own journal and outbox make of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk import china
from kiosk.doctor.disk import file_refused, folder_refused, outbox
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.issuer.report_file import ReportFile, ReportsRefused
from kiosk.journal.entry import Entry
from kiosk.journal.file import JournalFile

NOBODY = 65534


def a_folder(folder: Path) -> Path:
    return folder


def under_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "j"


def dangling_link(folder: Path) -> Path:
    (folder / "j").symlink_to(folder / "nowhere" / "j")
    return folder / "j"


def dangling_folder(folder: Path) -> Path:
    (folder / "state").symlink_to(folder / "nowhere")
    return folder / "state" / "j"


def full_disk(_: Path) -> Path:
    return Path("/dev/full")


def read_only_file_system(_: Path) -> Path:
    return Path("/proc/kiosk/j")


REFUSED = {each.__name__: each for each in (a_folder, under_a_file, dangling_link, dangling_folder, full_disk)}
REFUSED["read_only_file_system"] = read_only_file_system


def link_to_a_file_to_be(folder: Path) -> Path:
    (folder / "j").symlink_to(folder / "real")
    return folder / "j"


def not_yet_there(folder: Path) -> Path:
    return folder / "not" / "yet" / "j"


def there(folder: Path) -> Path:
    (folder / "j").write_text("{}\n")
    return folder / "j"


TAKEN = {each.__name__: each for each in (link_to_a_file_to_be, not_yet_there, there)}


def journal_refuses(path: Path) -> bool:
    """Whether a terminal's journal can't be kept there."""
    try:
        journal = JournalFile(path, "610100-0001")
        journal.append(china.now(), Entry("in-service", None, {}))
    except OSError:
        return True
    journal.close()
    return False


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_what_refuses_the_journal_is_refused(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)

    assert (file_refused(path) is not None, journal_refuses(path)) == (True, True)


@pytest.mark.parametrize("make", TAKEN.values(), ids=TAKEN)
def test_what_takes_the_journal_is_taken_and_left_as_it_was(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    before = sorted((each, each.lstat().st_size) for each in tmp_path.rglob("*"))
    refused = file_refused(path)
    after = sorted((each, each.lstat().st_size) for each in tmp_path.rglob("*"))

    assert (refused, after, journal_refuses(path)) == (None, before, False)


@contextmanager
def as_nobody() -> Iterator[Path]:
    """Without root's rights, where there are any; a folder that is this user's."""
    with tempfile.TemporaryDirectory() as name:
        folder, root = Path(name), os.geteuid() == 0
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)


def test_an_outbox_that_may_only_be_read_is_refused() -> None:
    with as_nobody() as folder:
        path = folder / "outbox.sqlite"
        ReportFile(path).close()
        path.chmod(0o400)
        (told,) = outbox(path)
        assert (told.wrong, "can't be written: Permission denied" in told.says) == (True, True)


def test_an_outbox_in_a_folder_that_may_only_be_read_is_refused() -> None:
    with as_nobody() as folder:
        path = folder / "outbox.sqlite"
        ReportFile(path).close()
        folder.chmod(0o500)
        told = list(outbox(path))
        file = ReportFile(path)
        with pytest.raises(ReportsRefused):
            file.put(Report("1", ENABLED, "00", Progress.DUE))
        file.close()
        folder.chmod(0o700)
        assert [finding.wrong for finding in told] == [True]


def test_a_folder_of_somebody_else_is_refused() -> None:
    with as_nobody() as folder:
        folder.chmod(0o500)
        refused = folder_refused(folder / "issuer")
        folder.chmod(0o700)
        assert refused == "Permission denied"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "issuer").touch()

    assert folder_refused(tmp_path / "issuer") == f"{tmp_path / 'issuer'} is no folder"
