"""The printing thread and its process, with a print service of the test's own, or with none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

import pytest

from emulator.assets import ASSETS
from kiosk.errand import Errand
from kiosk.printer.job import Destination
from kiosk.printer.outcome import Failed, Printed, Reason, Saved, SlipOutcome
from kiosk.printer.port import NoPrinter
from kiosk.printer.printer import PROCESS, Printer
from kiosk.printer.receipt import Done
from tests.unit.kiosk.printer.paper import AT, TERMINAL, pages_of, plain
from tests.unit.kiosk.printer.print_service import NAME, STOPPED, print_service, silent_service

LONG_S = 60.0


class Printing:
    """A printer, and what it tells."""

    def __init__(self, printer: Printer) -> None:
        self.printer = printer
        self.told: SimpleQueue[SlipOutcome] = SimpleQueue()

    def asked(self, language: str = "zh_CN") -> None:
        """A slip is asked for."""
        self.printer.print_slip("569X", Errand.UNLOCK, language, self.told.put)

    def asked_for_receipt(self, done: Done, language: str = "zh_CN") -> None:
        """A receipt is asked for."""
        self.printer.print_receipt("569X", done, language, self.told.put)

    def outcome(self) -> SlipOutcome:
        """What became of the first one that nobody has looked at."""
        return self.told.get(timeout=LONG_S)


@contextmanager
def printing(
    folder: Path, printer: str = "", *, deadline_s: float = LONG_S, process: tuple[str, ...] = PROCESS
) -> Iterator[Printing]:
    destination = Destination(TERMINAL, printer, folder)
    at_work = Printing(Printer(destination, ASSETS, lambda: AT, monotonic, deadline_s, process))
    yield at_work
    assert at_work.printer.stop(LONG_S)


def slip_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "slip printer"]


@pytest.mark.parametrize(("language", "says"), [("zh_CN", "末四位 569X"), ("en", "ends in 569X")])
def test_without_a_printer_the_slip_is_a_pdf(tmp_path: Path, language: str, says: str) -> None:
    with printing(tmp_path) as at:
        at.asked(language)
        outcome = at.outcome()

    assert isinstance(outcome, Saved)
    (page,) = pages_of(outcome.path)
    assert plain(says) in page


def test_without_a_printer_a_hall_keeps_no_slip(tmp_path: Path) -> None:
    destination = Destination(TERMINAL, "", tmp_path / "slips", keeps=False)
    printer = Printer(destination, ASSETS, lambda: AT, monotonic, LONG_S)
    told: SimpleQueue[SlipOutcome] = SimpleQueue()
    printer.print_slip("569X", Errand.UNLOCK, "zh_CN", told.put)

    assert (told.get(timeout=LONG_S), destination.folder.exists()) == (Failed(Reason.NO_PRINTER), False)
    assert printer.stop(LONG_S)


@pytest.mark.parametrize(
    ("done", "language", "says"),
    [
        (Done.UNLOCK, "zh_CN", "密码解锁已登记"),
        pytest.param(Done.UNLOCK, "en", "PIN unlock reported", marks=pytest.mark.slow),
        pytest.param(Done.RESET, "zh_CN", "密码已重置", marks=pytest.mark.slow),
        (Done.RESET, "en", "PIN reset"),
    ],
)
def test_without_a_printer_a_receipt_is_a_pdf_beside_the_slips(
    tmp_path: Path, done: Done, language: str, says: str
) -> None:
    with printing(tmp_path) as at:
        at.asked_for_receipt(done, language)
        outcome = at.outcome()

    assert isinstance(outcome, Saved)
    (page,) = pages_of(outcome.path)
    assert (outcome.path.parent, plain(says) in page) == (tmp_path, True)


def test_a_printer_is_sent_the_receipt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with print_service() as service, printing(tmp_path) as at:
        monkeypatch.setenv("CUPS_SERVER", service.address)
        at.asked_for_receipt(Done.RESET)
        outcome = at.outcome()

    (page,) = [page for document in service.documents for page in pages_of(document)]
    assert (outcome, "密码已重置" in page, list(tmp_path.iterdir())) == (Printed(), True, [])


def test_a_receipt_waits_behind_a_slip_and_misses_its_own_deadline(tmp_path: Path) -> None:
    with printing(tmp_path, deadline_s=0.2, process=("sleep", "60")) as at:
        at.asked()
        at.asked_for_receipt(Done.UNLOCK)

        assert [at.outcome(), at.outcome()] == [Failed(Reason.TOO_LATE), Failed(Reason.TOO_LATE)]


def test_a_terminal_in_text_prints_neither_slip_nor_receipt() -> None:
    told: list[SlipOutcome] = []
    NoPrinter().print_slip("569X", Errand.UNLOCK, "zh_CN", told.append)
    NoPrinter().print_receipt("569X", Done.UNLOCK, "zh_CN", told.append)

    assert told == [Failed(Reason.NO_PRINTER), Failed(Reason.NO_PRINTER)]


@pytest.mark.parametrize("name", ["", NAME], ids=["the default one", "the one that is named"])
def test_a_printer_is_sent_the_slip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with print_service() as service, printing(tmp_path, name) as at:
        monkeypatch.setenv("CUPS_SERVER", service.address)
        at.asked()
        outcome = at.outcome()

    (page,) = [page for document in service.documents for page in pages_of(document)]
    assert (outcome, "末四位569X" in page, list(tmp_path.iterdir())) == (Printed(), True, [])


def test_a_printer_that_is_named_and_not_there_is_not_replaced_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with print_service() as service, printing(tmp_path, "Another") as at:
        monkeypatch.setenv("CUPS_SERVER", service.address)
        at.asked()
        outcome = at.outcome()

    assert (outcome, service.documents, list(tmp_path.iterdir())) == (Failed(Reason.NO_PRINTER), [], [])


def test_a_printer_that_is_named_is_missed_where_there_is_no_print_service(tmp_path: Path) -> None:
    with printing(tmp_path, NAME) as at:
        at.asked()

        assert at.outcome() == Failed(Reason.NO_PRINTER)


def test_a_printer_that_stopped_is_sent_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with print_service(STOPPED) as service, printing(tmp_path) as at:
        monkeypatch.setenv("CUPS_SERVER", service.address)
        at.asked()
        outcome = at.outcome()

    assert (outcome, service.documents) == (Failed(Reason.STOPPED), [])


def test_a_print_service_that_does_not_answer_is_given_up_at_the_deadline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with silent_service() as address, printing(tmp_path, deadline_s=0.6) as at:
        monkeypatch.setenv("CUPS_SERVER", address)
        at.asked()

        assert at.outcome() == Failed(Reason.TOO_LATE)


def test_what_waited_behind_one_that_hung_is_not_printed_after_its_own_deadline(tmp_path: Path) -> None:
    with printing(tmp_path, deadline_s=0.2, process=("sleep", "60")) as at:
        at.asked()
        at.asked()
        outcomes = [at.outcome(), at.outcome()]

    assert outcomes == [Failed(Reason.TOO_LATE), Failed(Reason.TOO_LATE)]


def test_after_one_that_hung_the_next_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with silent_service() as address, printing(tmp_path, deadline_s=3.0) as at:
        monkeypatch.setenv("CUPS_SERVER", address)
        at.asked()
        hung = at.outcome()
        monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
        at.asked()

        assert (hung, isinstance(at.outcome(), Saved)) == (Failed(Reason.TOO_LATE), True)


def test_a_folder_that_can_not_be_written_fails(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with printing(tmp_path / "taken" / "slips") as at:
        at.asked()

        assert at.outcome() == Failed(Reason.NOT_SAVED)


def test_a_full_disk_fails_and_leaves_no_half_of_a_slip(tmp_path: Path) -> None:
    with printing(tmp_path, process=("prlimit", "--fsize=1000", *PROCESS)) as at:
        at.asked()
        outcome = at.outcome()

    assert (outcome, list(tmp_path.iterdir())) == (Failed(Reason.NOT_SAVED), [])


@pytest.mark.parametrize("said", [r"\377\376", r'{"became": "failed", "reason": "moth"}'], ids=["no text", "no reason"])
def test_a_process_that_says_what_nobody_foresaw_fails_and_the_next_slip_is_printed(
    tmp_path: Path, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The printing thread ended, and every later person waited for a slip without a word."""
    with printing(tmp_path, process=("printf", said)) as at:
        for _ in range(2):
            at.asked()
        outcomes = [at.outcome(), at.outcome()]

    assert outcomes == [Failed(Reason.DIED)] * 2
    caplog.clear()


@pytest.mark.parametrize("process", ["false", "no-such-command"])
def test_a_process_that_dies_fails(tmp_path: Path, process: str) -> None:
    with printing(tmp_path, process=(process,)) as at:
        at.asked()

        assert at.outcome() == Failed(Reason.DIED)


def test_there_is_no_thread_until_a_slip_is_asked_for(tmp_path: Path) -> None:
    with printing(tmp_path):
        assert slip_threads() == []


def test_the_end_does_not_wait_for_a_slip_and_nothing_is_told_after_it(tmp_path: Path) -> None:
    with printing(tmp_path, process=("sleep", "60")) as at:
        at.asked()
        stopped = at.printer.stop(LONG_S)

    assert (stopped, at.told.empty(), slip_threads()) == (True, True, [])
