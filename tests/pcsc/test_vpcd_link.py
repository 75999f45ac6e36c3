"""The vpcd client where no pcscd is needed to see what it does."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

from emulator.reader import vpcd
from emulator.reader.vpcd import LinkState, VpcdLink
from tests.pcsc.guarded_card import GuardedCard

HOST = "127.0.0.1"
INSTANTS = 1000  # two rounds of connecting in vain are about 870 bytecodes


@pytest.fixture
def closed() -> Iterator[tuple[str, int]]:
    """An address where nobody listens, and nobody else will."""
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        yield bound.getsockname()


def test_a_call_that_reaches_itself_is_nobody_and_leaves_the_port_free(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        host, port = probe.getsockname()
    create_connection = socket.create_connection

    def call_itself(to: tuple[str, int], timeout: float) -> socket.socket:
        called = create_connection(to, timeout, source_address=to)
        assert called.getsockname() == called.getpeername()
        return called

    def tell(state: LinkState) -> None:
        told.append(state)
        link.stop()

    monkeypatch.setattr(socket, "create_connection", call_itself)
    told: list[LinkState] = []
    link = VpcdLink(GuardedCard(), host, port, tell)
    link.run()
    assert told == [LinkState.WAITING]
    with socket.socket() as listening:
        listening.bind((host, port))
        listening.listen()


@pytest.mark.timeout(30)
def test_a_signal_handler_can_stop_it_at_any_instant(closed: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vpcd, "RETRY_S", 0.0)
    for instant in range(INSTANTS):
        link = VpcdLink(GuardedCard(), *closed, lambda _: None)
        run_interrupted(link.run, instant, link.stop)


def run_interrupted(run: Callable[[], None], instant: int, handler: Callable[[], None]) -> None:
    """Run it, and `handler` as a signal's would run: between two bytecodes, here after `instant` of them."""
    left = instant

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        if event == "opcode":
            left -= 1
            if left == -1:
                handler()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
