"""What PC/SC can do to a call and no reader of a test machine does: the library replaced at its edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from smartcard import scard

from kiosk.card import pcsc
from kiosk.card.pcsc import PcscPort
from kiosk.card.pcsc_names import Calls, by_name
from kiosk.card.port import Failure, Fault, ReaderStatus

A, B = b"Reader A 00 00", b"Reader B 00 00"
IN, OUT = scard.SCARD_STATE_PRESENT, scard.SCARD_STATE_EMPTY
ATR = bytes.fromhex("3B00")
FAULTS = {
    Fault.CARD_UNSUPPORTED: ("E_PROTO_MISMATCH", "W_UNSUPPORTED_CARD", "E_CARD_UNSUPPORTED", "E_INVALID_ATR"),
    Fault.CARD_MUTE: ("W_UNRESPONSIVE_CARD", "W_UNPOWERED_CARD"),
    Fault.CARD_GONE: ("E_NO_SMARTCARD", "W_REMOVED_CARD"),
    Fault.CARD_BUSY: ("E_SHARING_VIOLATION",),
    Fault.NO_READER: ("E_UNKNOWN_READER", "E_READER_UNAVAILABLE"),
    Fault.NO_SERVICE: ("E_SERVICE_STOPPED", "E_INVALID_HANDLE", "F_COMM_ERROR"),
    Fault.SERVICE_SILENT: ("F_WAITED_TOO_LONG", "E_SERVER_TOO_BUSY"),
    Fault.OTHER: ("E_NO_MEMORY", "F_UNKNOWN_ERROR"),
}


class Library:
    """A PC/SC library whose calls answer what the test says, one answer after the other; the last one stays."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.listed: list[tuple[int, tuple[bytes, ...]]] = [(0, (A, B))]
        self.seen: list[tuple[int, dict[bytes, int]]] = [(0, {A: IN, B: OUT})]
        self.connected = 0
        self.asked: list[list[bytes]] = []
        self.waited_ms: list[int] = []
        monkeypatch.setattr(scard, "SCardEstablishContext", lambda _: (0, 7))
        monkeypatch.setattr(scard, "SCardReleaseContext", lambda _: 0)
        calls = Calls(
            list_readers=lambda _: self.listed.pop(0) if len(self.listed) > 1 else self.listed[0],
            status_change=self._status_change,
            connect=lambda *_: (self.connected, 9, 1),
            atr=lambda _: (0, ATR),
        )
        monkeypatch.setattr(pcsc, "pcsc_calls", lambda: calls)

    def _status_change(
        self, context: int, wait_ms: int, known: Iterable[tuple[bytes, int]]
    ) -> tuple[int, list[tuple[bytes, int, bytes]]]:
        names = [name for name, _ in known]
        self.asked.append(names)
        self.waited_ms.append(wait_ms)
        code, flags = self.seen.pop(0) if len(self.seen) > 1 else self.seen[0]
        return code, [(name, flags.get(name, 0), ATR) for name in names]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    return Library(monkeypatch)


def test_a_reader_that_goes_between_two_calls_takes_no_other_with_it(library: Library) -> None:
    library.listed = [(0, (A, B)), (0, (A,))]
    library.seen = [(scard.SCARD_E_UNKNOWN_READER, {}), (0, {A: IN})]

    assert PcscPort().wait_change({}, 1.0) == {A.decode(): ReaderStatus(ATR, token=IN)}
    assert library.asked == [[A, B], [A]]


def test_readers_that_come_and_go_for_ever_are_none_and_not_looked_for_for_ever(library: Library) -> None:
    library.seen = [(scard.SCARD_E_UNKNOWN_READER, {})]

    assert PcscPort().wait_change({}, 1.0) == Failure(Fault.NO_READER)
    assert len(library.asked) == 3


@pytest.mark.parametrize("gone", [scard.SCARD_STATE_UNKNOWN, scard.SCARD_STATE_UNAVAILABLE, scard.SCARD_STATE_IGNORE])
def test_a_reader_that_went_while_we_waited_is_not_an_empty_one(library: Library, gone: int) -> None:
    library.seen = [(0, {A: IN, B: gone | scard.SCARD_STATE_CHANGED})]
    one = PcscPort().wait_change({}, 1.0)
    library.seen = [(0, {A: gone, B: gone})]
    none = PcscPort().wait_change({}, 1.0)

    assert (one, none) == ({A.decode(): ReaderStatus(ATR, token=IN)}, Failure(Fault.NO_READER))


def test_a_reader_that_is_listed_and_never_there_is_waited_for_and_not_asked_again_and_again(library: Library) -> None:
    library.seen = [(0, {A: IN, B: scard.SCARD_STATE_UNAVAILABLE})]
    port = PcscPort()
    seen: Mapping[str, ReaderStatus] = {}
    for _ in range(3):
        looked = port.wait_change(seen, 1.0)
        assert isinstance(looked, dict)
        seen = looked

    assert library.waited_ms == [0, 1000, 1000]


def test_states_that_contradict_themselves_are_a_mute_card_or_none(library: Library) -> None:
    library.seen = [(0, {A: IN | scard.SCARD_STATE_MUTE | OUT, B: 0})]
    seen = PcscPort().wait_change({}, 1.0)

    assert isinstance(seen, dict)
    assert [(status.mute, status.atr) for status in seen.values()] == [(True, ATR), (False, None)]


def test_each_error_is_a_fault_with_its_code(library: Library) -> None:
    found: dict[Fault, list[str]] = {}
    for name in (name for names in FAULTS.values() for name in names):
        library.connected = getattr(scard, f"SCARD_{name}")
        failed = PcscPort().connect(A.decode())
        assert isinstance(failed, Failure)
        assert failed.code == library.connected & 0xFFFF_FFFF
        found.setdefault(failed.fault, []).append(name)

    assert found == {fault: list(names) for fault, names in FAULTS.items()}


def test_names_can_be_shown_and_told_apart() -> None:
    chinese = "德卡 00 00"
    named = by_name([A, A, *[chinese.encode("gbk"), chinese.encode()] * 2, b"\xff\x80", b"bell\x07"])

    assert list(named) == [A.decode(), chinese, r"\xE5\xBE\xB7\xE5\x8D\xA1 00 00", r"\xFF\x80", r"bell\x07"]
