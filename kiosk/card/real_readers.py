"""Only real readers: a port in front of another one that hides virtual ones, in which anybody could put any card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kiosk.card.port import CardSession, Failure, Port, ReaderStatus

_VIRTUAL = ("virtual", "vpcd", "emulat")


def is_virtual(reader: str) -> bool:
    """True for the name of a reader that is software, such as vpcd's "Virtual PCD 00 00"."""
    return any(word in reader.casefold() for word in _VIRTUAL)


def real(readers: Iterable[str]) -> tuple[str, ...]:
    """Those that are not virtual."""
    return tuple(name for name in readers if not is_virtual(name))


class RealReaders:
    """A `kiosk.card.port.Port`."""

    def __init__(self, port: Port) -> None:
        self._port = port
        self._hidden: Mapping[str, ReaderStatus] = {}

    def readers(self) -> tuple[str, ...] | Failure:
        """The real ones' names."""
        names = self._port.readers()
        return names if isinstance(names, Failure) else real(names)

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """As the other port's; it may return early, when a virtual reader changed."""
        seen = self._port.wait_change({**self._hidden, **known}, timeout_s)
        if isinstance(seen, Failure):
            self._hidden = {}
            return seen
        self._hidden = {name: status for name, status in seen.items() if is_virtual(name)}
        return {name: status for name, status in seen.items() if not is_virtual(name)}

    def cancel(self) -> None:
        """End the other thread's `wait_change`."""
        self._port.cancel()

    def connect(self, reader: str) -> CardSession | Failure:
        """As the other port's: who asks knows the reader from here."""
        return self._port.connect(reader)

    def close(self) -> None:
        """Let go of the PC/SC context."""
        self._port.close()
