"""Reports that wait go to the issuer as soon as it, or the disk that they are on, is there again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import pytest

from kiosk.app.at_work import at_work
from kiosk.app.reports import Mail, mail
from kiosk.card.in_process import InProcessPort
from kiosk.issuer.answers import Taken
from kiosk.issuer.office import OfficeAway
from kiosk.issuer.report import ENABLED
from kiosk.journal.entry import Entry
from kiosk.roles.self_service.parts import PARTS
from kiosk.session.reader import Reader
from kiosk.settings import Settings
from tests.support.cards import slot_with
from tests.unit.kiosk.issuer.disks import AT_ONCE_S, desk

CARD = bytes(16).hex()


@contextmanager
def working(path: Path, open_office: Callable[[], object]) -> Iterator[tuple[Mail, SimpleQueue[Entry]]]:
    """A terminal's mail, and what the journal hears of it."""
    told = SimpleQueue[Entry]()
    with mail(Settings(outbox=path), open_office, lambda *_: Taken(), lambda *_: None, told.put, AT_ONCE_S) as reports:
        yield reports, told


def test_what_waited_on_a_disk_that_comes_back_is_delivered_then(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept, gone = tmp_path / "kept", tmp_path / "gone"
    kept.mkdir()
    with desk(kept / "outbox.sqlite") as at:
        at.outbox.add(ENABLED, CARD)
    kept.rename(gone)
    kept.touch()
    with caplog.at_level(logging.WARNING), working(kept / "outbox.sqlite", lambda: None) as (_, told):
        kept.unlink()
        gone.rename(kept)
        told.get(timeout=AT_ONCE_S)
    caplog.clear()


def test_what_waits_for_the_office_goes_when_it_is_open_and_sits_out_no_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.issuer.postman.FIRST_PAUSE_S", 600)
    asked, delivered = SimpleQueue[None](), SimpleQueue[None]()
    hear: list[Callable[[], None]] = []
    is_open: list[bool] = []

    def open_office() -> None:
        asked.put(None)
        if not is_open:
            raise OfficeAway("not yet")

    def deliver(*_: object) -> Taken:
        delivered.put(None)
        return Taken()

    with desk(tmp_path / "outbox.sqlite") as at:
        at.outbox.add(ENABLED, CARD)
    with at_work(
        replace(PARTS, deliver=deliver),
        Settings(outbox=tmp_path / "outbox.sqlite", journal=tmp_path / "journal", slips=tmp_path / "slips"),
        {Reader.HOLDER: lambda: InProcessPort(slot_with())},
        lambda _: None,
        open_office=open_office,
        when_open=hear.append,
    ):
        asked.get(timeout=AT_ONCE_S)
        is_open.append(True)
        for opened in hear:
            opened()
        delivered.get(timeout=AT_ONCE_S)
