"""A hall sees real readers only, and waits for one that changes as long as without any virtual one."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.card.port import CardSession, Failure, Fault, ReaderStatus
from kiosk.card.real_readers import RealReaders

REAL, VIRTUAL = "ACS ACR39U 00 00", "Virtual PCD 00 00"
EMPTY = ReaderStatus(None)


class Readers:
    """A port that tells these readers, and notes what it was told is known."""

    def __init__(self, answer: Mapping[str, ReaderStatus] | Failure) -> None:
        self.answer = answer
        self.known: list[Mapping[str, ReaderStatus]] = []

    def readers(self) -> tuple[str, ...] | Failure:
        """The answer's."""
        return self.answer if isinstance(self.answer, Failure) else tuple(self.answer)

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """The answer."""
        self.known.append(known)
        return self.answer

    def cancel(self) -> None:
        """Nothing waits."""

    def connect(self, reader: str) -> CardSession | Failure:
        """There are no cards."""
        return Failure(Fault.CARD_GONE)

    def close(self) -> None:
        """Nothing is open."""


def test_virtual_readers_are_not_there() -> None:
    port = RealReaders(Readers({REAL: EMPTY, VIRTUAL: EMPTY}))

    assert (port.readers(), port.wait_change({}, 0.0)) == ((REAL,), {REAL: EMPTY})


def test_a_virtual_reader_is_no_change_that_was_not_known() -> None:
    """Else it would be told again at once, for ever."""
    behind = Readers({REAL: EMPTY, VIRTUAL: EMPTY})
    port = RealReaders(behind)
    port.wait_change(port.wait_change({}, 0.0), 1.0)  # type: ignore[arg-type]

    assert behind.known == [{}, {REAL: EMPTY, VIRTUAL: EMPTY}]


def test_a_failure_is_handed_on_and_what_was_hidden_forgotten() -> None:
    behind = Readers({VIRTUAL: EMPTY})
    port = RealReaders(behind)
    port.wait_change({}, 0.0)
    behind.answer = Failure(Fault.NO_SERVICE)

    assert port.wait_change({}, 0.0) == Failure(Fault.NO_SERVICE)
    port.wait_change({}, 0.0)
    assert behind.known == [{}, {VIRTUAL: EMPTY}, {}]
