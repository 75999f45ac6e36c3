"""The issuer in the terminal's process: a folder that can't be had is tried again, and taken when it is free."""

from __future__ import annotations

import fcntl
import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from time import monotonic

import pytest

from emulator.back_office import back_office
from emulator.cards import bundled_cards
from kiosk.app.issuer import Issuer
from kiosk.app.near_self_service import NearOffice, near
from kiosk.issuer.answers import Away, Denied, ProofWanted
from kiosk.issuer.office import OfficeAway
from kiosk.issuer.proved import Proved
from kiosk.journal.entry import Entry
from kiosk.rules.record import Record
from kiosk.settings import Settings
from tests.support.cards import profile

WITHIN_S = 20.0
LOOK_EVERY_S = 0.01


def opened(issuer: Issuer[NearOffice]) -> NearOffice:
    """The office, once it can be had."""
    pause, ends = Event(), monotonic() + WITHIN_S
    while True:
        try:
            return issuer.open()
        except OfficeAway:
            assert monotonic() < ends
            pause.wait(LOOK_EVERY_S)


def until_away(issuer: Issuer[NearOffice]) -> None:
    """Wait until it has noticed."""
    pause, ends = Event(), monotonic() + WITHIN_S
    with suppress(OfficeAway):
        while True:
            issuer.open()
            assert monotonic() < ends
            pause.wait(LOOK_EVERY_S)


def held(folder: Path) -> Callable[[], None]:
    """Another issuer has the folder; the function lets it go."""
    folder.mkdir()
    lock = (folder / "audit.head-lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock.close


def in_the_way(folder: Path) -> Callable[[], None]:
    """There is no such folder, and none can be made: what is there is a file."""
    folder.touch()
    return folder.unlink


@pytest.mark.parametrize("trouble", [held, in_the_way])
def test_a_folder_that_was_busy_or_not_there_is_taken_when_it_can_be(
    tmp_path: Path, trouble: Callable[[Path], Callable[[], None]], caplog: pytest.LogCaptureFixture
) -> None:
    ends = trouble(tmp_path / "issuer")
    issuer = Issuer(Settings(issuer=tmp_path / "issuer", outbox=tmp_path / "outbox.sqlite"), near, first_pause_s=0.001)
    with caplog.at_level(logging.WARNING):
        with pytest.raises(OfficeAway):
            issuer.open()
        ends()
        answer = opened(issuer).record(profile().identification)
        issuer.close()
    said = [record.getMessage() for record in caplog.records]
    caplog.clear()

    assert isinstance(answer, Record)
    assert (said[0].startswith(f"issuer: {tmp_path}"), said[1:]) == (True, ["issuer: it is open now."])


def test_it_ends_while_it_waits_to_try_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    in_the_way(tmp_path / "issuer")
    issuer = Issuer(Settings(issuer=tmp_path / "issuer", outbox=tmp_path / "outbox.sqlite"), near, first_pause_s=600)
    with pytest.raises(OfficeAway):
        issuer.open()
    start = monotonic()
    issuer.close()
    caplog.clear()

    assert monotonic() - start < WITHIN_S


def test_a_folder_that_is_removed_is_noticed_at_once_and_taken_again_when_it_is_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, aside = tmp_path / "issuer", tmp_path / "aside"
    issuer = Issuer(
        Settings(issuer=folder, outbox=tmp_path / "outbox.sqlite"), near, first_pause_s=0.001, look_every_s=LOOK_EVERY_S
    )
    openings = SimpleQueue[None]()
    issuer.when_open(lambda: openings.put(None))
    office = opened(issuer)
    openings.get(timeout=WITHIN_S)
    card = profile().identification
    with caplog.at_level(logging.WARNING):
        folder.rename(aside)
        while_away = office.record(card), office.report_enabled_by(Proved(bytes(32)), "key-1")
        until_away(issuer)
        made_anew = folder.exists()
        aside.rename(folder)
        openings.get(timeout=WITHIN_S)
        back = opened(issuer).record(card)
        issuer.close()
    said = [record.getMessage() for record in caplog.records if record.name == "kiosk"]
    caplog.clear()

    assert (while_away, made_anew) == ((Away(), Away()), False)
    assert isinstance(back, Record)
    assert said == [
        f"issuer: {folder} was removed or replaced. Put it back: until then no card is checked here.",
        "issuer: it is open now.",
    ]


def test_another_folder_in_its_place_is_taken_and_the_old_one_asked_nothing_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, copy = tmp_path / "issuer", tmp_path / "copy"
    issuer = Issuer(Settings(issuer=folder, outbox=tmp_path / "outbox.sqlite"), near, look_every_s=LOOK_EVERY_S)
    openings = SimpleQueue[None]()
    issuer.when_open(lambda: openings.put(None))
    office = opened(issuer)
    openings.get(timeout=WITHIN_S)
    with back_office(copy, bundled_cards()):
        pass
    folder.rename(tmp_path / "old")
    copy.rename(folder)
    answer = office.record(profile().identification)
    openings.get(timeout=WITHIN_S)
    issuer.close()
    caplog.clear()

    assert answer == Away()


def test_one_that_was_put_back_is_not_believed_and_goes_into_the_journal(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, copy = tmp_path / "issuer", tmp_path / "copy"
    settings = Settings(issuer=folder, outbox=tmp_path / "outbox.sqlite")

    def asked() -> tuple[object, list[Entry]]:
        """A terminal that starts, asks about keys and ends; and what it puts into its journal."""
        issuer, journal = Issuer(settings, near), list[Entry]()
        issuer.record(journal.append)
        answer = opened(issuer).proof_wanted(profile().identification)
        issuer.close()
        return answer, journal

    first = asked()
    shutil.copytree(folder, copy)
    since = asked()
    shutil.rmtree(folder)
    copy.rename(folder)
    back, (entry,) = asked()
    caplog.clear()

    assert [(type(answer), journal) for answer, journal in (first, since)] == [(ProofWanted, [])] * 2
    assert (back, entry.what) == (Denied("audit-broken"), "issuer-not-believed")
