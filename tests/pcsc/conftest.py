"""One pcscd for the whole run, and cards to put into its two slots."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Protocol

import pytest

from emulator.reader.insertable import Insertable
from emulator.reader.private_pcscd import SOCKET_VARIABLE, PcscdImpossible, PrivatePcscd
from emulator.reader.vpcd import LinkState, VpcdLink
from kiosk.card.pcsc import PcscPort
from tests.pcsc.contacts import wait_for_card
from tests.pcsc.hand import Hand
from tests.pcsc.processes import Process

if TYPE_CHECKING:
    from tests.support.stage import Stage

END_WITHIN_S = 5.0


class Serve(Protocol):
    """`serve(card, slot=…, store=…, seen=…)`: `emulator serve` as a process, ended with the test."""

    def __call__(self, card: str, *, slot: int = 0, store: Path | None = None, seen: bool = True) -> Process:
        """Where `seen`, PC/SC programs see the card on return."""
        ...


CardInReader = Callable[[Insertable], AbstractContextManager[VpcdLink]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tests that have no pcscd are skipped at one place: one line tells of all of them."""
    report = yield
    if call.excinfo and isinstance(call.excinfo.value.__context__, PcscdImpossible):
        report.longrepr = __file__, 1, str(call.excinfo.value)
    return report


@pytest.fixture(scope="session")
def daemon() -> Iterator[PrivatePcscd]:
    """The run's one pcscd. libpcsclite keeps the first socket path that it is told, so there is one path a process."""
    try:
        daemon = PrivatePcscd()
    except PcscdImpossible as why:  # in a container without privileges
        pytest.skip(str(why))
    with daemon, pytest.MonkeyPatch.context() as patch:
        patch.setenv(SOCKET_VARIABLE, str(daemon.socket_path))
        yield daemon


@pytest.fixture
def pcscd(daemon: PrivatePcscd) -> PrivatePcscd:
    """The run's pcscd, started anew: alive and with both slots empty, whatever the test before did to it."""
    daemon.restart()  # takes 12 ms; vpcd would take 400 to see that a slot is empty
    return daemon


@pytest.fixture
def serve(pcscd: PrivatePcscd, tmp_path: Path) -> Iterator[Serve]:
    """A factory of `emulator serve` processes."""
    started: list[Process] = []

    def start(card: str, *, slot: int = 0, store: Path | None = None, seen: bool = True) -> Process:
        emulator = str(Path(sys.executable).with_name("emulator"))
        kept = ["--store", str(store)] if store else []
        process = Process(
            [emulator, "serve", card, "--vpcd", f"127.0.0.1:{pcscd.ports[slot]}", *kept],
            tmp_path / f"serve-{len(started)}.txt",
            pcscd.environment(),
        )
        started.append(process)
        if seen:
            process.wait_for_words("is in the reader", END_WITHIN_S)
            wait_for_card(slot, present=True)
        return process

    yield start
    for process in started:
        process.end()


@pytest.fixture
def card_in_reader(pcscd: PrivatePcscd) -> CardInReader:
    """`with card_in_reader(card):` any card, in this process, in slot 0; PC/SC programs see it inside."""

    @contextmanager
    def insert(card: Insertable) -> Iterator[VpcdLink]:
        told: list[LinkState] = []
        link = VpcdLink(card, "127.0.0.1", pcscd.ports[0], told.append)
        thread = Thread(target=link.run, name="card", daemon=True)
        thread.start()
        try:
            wait_for_card(0, present=True)
            yield link
        finally:
            link.stop()
            thread.join(END_WITHIN_S)
            assert not thread.is_alive(), f"the card did not leave the reader; it told {told}"

    return insert


@pytest.fixture
def hand(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At slot 0."""
    with Hand(pcscd) as hand:
        yield hand


@pytest.fixture
def staff_hand(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At slot 1, where a service point has its staff's reader."""
    with Hand(pcscd, 1) as hand:
        yield hand


@pytest.fixture
def stage(window: Stage, hand: Hand, tmp_path: Path) -> Iterator[Stage]:
    """The terminal's window over PC/SC. What Qt and QML complain about fails the test."""
    with window.terminal(tmp_path, PcscPort, hand.insert):
        window.sees("attract")
        yield window
    assert window.qt_said == []
