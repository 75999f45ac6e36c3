"""Files and folders as doctor tries them, held against what the terminal's own journal and outbox make of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk import china
from kiosk.doctor import disk
from kiosk.doctor.disk import folder_refused, journal, journal_refused, outbox, slips
from kiosk.issuer.report import ENABLED, Progress, Report
from kiosk.issuer.report_file import ReportFile, ReportsRefused, reports_in
from kiosk.journal.entry import Entry
from kiosk.journal.file import JournalFile
from kiosk.printer.folder import keep

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


def loop(folder: Path) -> Path:
    (folder / "j").symlink_to("j")
    return folder / "j"


def too_long(folder: Path) -> Path:
    return folder / ("j" * 300)


def too_long_a_folder(folder: Path) -> Path:
    return folder / "not" / ("yet" * 100) / "j"


def read_only_file_system(_: Path) -> Path:
    return Path("/proc/kiosk/j")


ALIKE = (a_folder, under_a_file, dangling_link, dangling_folder, full_disk, loop, too_long, too_long_a_folder)
REFUSED = {each.__name__: each for each in (*ALIKE, read_only_file_system)}


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
        file = JournalFile(path, "610100-0001")
        file.append(china.now(), Entry("in-service", None, {}))
    except OSError:
        return True
    file.close()
    return False


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_what_refuses_the_journal_is_refused(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)

    assert (journal_refused(path) is not None, journal_refuses(path)) == (True, True)


@pytest.mark.parametrize("make", TAKEN.values(), ids=TAKEN)
def test_what_takes_the_journal_is_taken_and_left_as_it_was(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    before = sorted((each, each.lstat().st_size) for each in tmp_path.rglob("*"))
    refused = journal_refused(path)
    after = sorted((each, each.lstat().st_size) for each in tmp_path.rglob("*"))

    assert (refused, after, journal_refuses(path)) == (None, before, False)


def null(_: Path) -> Path:
    return Path("/dev/null")


def outbox_refuses(path: Path) -> bool:
    """Whether a terminal's reports can't wait there."""
    try:
        ReportFile(path).close()
    except ReportsRefused:
        return True
    return False


def tree(folder: Path) -> list[tuple[Path, int, int]]:
    return sorted((each, each.lstat().st_size, each.lstat().st_mode) for each in folder.rglob("*"))


def test_what_refuses_the_outbox_is_refused(tmp_path: Path) -> None:
    makes = (*REFUSED.values(), null, link_to_a_file_to_be)
    folders = {make.__name__: tmp_path / make.__name__ for make in makes}
    for folder in folders.values():
        folder.mkdir()
    paths = {make.__name__: make(folders[make.__name__]) for make in makes}
    before = tree(tmp_path)
    told = {name: [finding.wrong for finding in outbox(path)] for name, path in paths.items()}
    after = tree(tmp_path)

    assert told == {name: [True] for name in paths}
    assert {name: outbox_refuses(path) for name, path in paths.items()} == dict.fromkeys(paths, True)
    assert after == before


def test_what_takes_the_outbox_is_taken_and_left_as_it_was(tmp_path: Path) -> None:
    takes = {**TAKEN, "there": outbox_there}
    del takes[link_to_a_file_to_be.__name__]  # whoever may put a link there chooses what is written to
    for name, make in takes.items():
        folder = tmp_path / name
        folder.mkdir()
        path = make(folder)
        before = tree(folder)
        told = list(outbox(path))
        after = tree(folder)

        assert (told, after, outbox_refuses(path)) == ([], before, False), name


def outbox_there(folder: Path) -> Path:
    ReportFile(folder / "outbox").close()
    (folder / "outbox").chmod(0o640)  # what run makes private is not doctor's
    return folder / "outbox"


def test_an_outbox_that_is_a_loop_or_no_file_holds_nothing_that_can_be_read(tmp_path: Path) -> None:
    for path in (loop(tmp_path), null(tmp_path)):
        with pytest.raises(ReportsRefused, match=str(path)):
            reports_in(path)


def test_slips_that_run_could_not_save_are_told(tmp_path: Path) -> None:
    for make in (under_a_file, dangling_folder, loop, too_long, null):
        (tmp_path / make.__name__).mkdir()
        folder = make(tmp_path / make.__name__)
        before = tree(tmp_path)
        (told,) = slips(folder)
        with pytest.raises(OSError, match=r"."):
            keep(b"%PDF", folder, "610100-0001", china.now())

        assert (told.wrong, tree(tmp_path)) == (True, before), make.__name__


def test_a_disk_that_is_nearly_full_is_worth_knowing_and_not_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "ROOM", 1 << 62)  # no machine has as much left
    for look, path in ((journal, "j"), (outbox, "o"), (slips, "slips")):
        (told,) = look(tmp_path / path)

        assert (told.wrong, "nearly full: " in told.says, told.mend) == (False, True, "Make room on it.")


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
