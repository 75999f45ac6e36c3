"""One look at the readers that ends by a deadline, for whoever would else wait for a pcscd that hangs."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from time import monotonic

from kiosk.card.lookout import SILENT_S, Seen
from kiosk.card.port import Failure, Fault, Port
from kiosk.line import Line


def inspect(open_port: Callable[[], Port], within_s: float = SILENT_S) -> Seen:
    """All readers now. SERVICE_SILENT where that takes longer; then its thread stays behind until the process ends."""
    told: SimpleQueue[Seen] = SimpleQueue()
    line: Line[None, Seen] = Line(
        "reader inspector",
        lambda _: _Inspector(open_port()),
        lambda _, seen: told.put(seen),
        monotonic,
        broken=lambda _: Failure(Fault.DEFECT),
    )
    line.submit(None, within_s)
    try:
        seen = told.get(timeout=within_s)
    except Empty:
        seen = Failure(Fault.SERVICE_SILENT)
    line.stop(0.0 if seen == Failure(Fault.SERVICE_SILENT) else within_s)
    return seen


class _Inspector:
    """Serves the line."""

    def __init__(self, port: Port) -> None:
        self._port = port

    def serve(self, _: None) -> Seen:
        """What the port sees at once."""
        return self._port.wait_change({}, 0.0)

    def close(self) -> None:
        """The port's."""
        self._port.close()
