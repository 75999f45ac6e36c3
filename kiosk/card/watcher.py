"""The watcher: the one thread that waits for readers and cards to come and go.

| what the reader shows | what is told |
|---|---|
| no service, not allowed, no reader, or not which one | ReaderFailed, once until it is different |
| a card, and none was in before | CardIn, with a visit number of its own |
| a mute card | CardMute |
| the card's reader is empty, or counted a move | CardOut, then whatever is in it now |
| a second card in another reader | nothing: one card at a time |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic

from kiosk.card.port import Failure, Port, ReaderStatus
from kiosk.card.reader_choice import choose
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting

POLL_S = 1.0  # new readers are noticed this late at most
AT_ONCE_S = 0.0
RETRY_S = 0.5  # after a failure
CANCEL_AGAIN_S = 0.01


@dataclass(frozen=True, slots=True)
class View:
    """What was told last, and of which reader in which state."""

    told: Sighting | None = None
    status: ReaderStatus | None = None
    visits: int = 0


def look(
    view: View, seen: Mapping[str, ReaderStatus] | Failure, wanted: str = "", beside: str = ""
) -> tuple[View, list[Sighting]]:
    """The view after `seen`, and what is to be told. Which readers count is said by `reader_choice`. Pure.

    A card that is in stays in its reader, whatever else is plugged in beside it.
    """
    if isinstance(seen, Failure):
        return _failed(view, seen)
    told: list[Sighting] = []
    if isinstance(view.told, CardIn | CardMute):
        now = seen.get(view.told.reader)
        if now is not None and view.status is not None and (now.atr, now.moves) == (view.status.atr, view.status.moves):
            return view, []
        told.append(CardOut(view.told.reader))
    chosen = choose(seen, wanted, beside)
    if isinstance(chosen, Failure):
        return _failed(view, chosen)
    readers = {name: seen[name] for name in chosen}
    for name, status in readers.items():
        if status.atr is None:
            continue
        card = CardMute(name) if status.mute else CardIn(name, status.atr, view.visits + 1)
        return View(card, status, view.visits + 1), [*told, card]
    empty = CardOut(next(iter(readers)))
    if isinstance(view.told, CardOut):
        return View(view.told, None, view.visits), []
    return View(empty, None, view.visits), told or [empty]


def _failed(view: View, failure: Failure) -> tuple[View, list[Sighting]]:
    now = ReaderFailed(failure)
    return View(now, None, view.visits), [] if view.told == now else [now]


class Watcher:
    """A daemon thread with a port of its own. `tell` is called on that thread."""

    def __init__(
        self, open_port: Callable[[], Port], tell: Callable[[Sighting], None], wanted: str = "", beside: str = ""
    ) -> None:
        """`wanted` and `beside` are for `reader_choice.choose`: this terminal's reader, and its other one."""
        self._port = open_port()
        self._tell = tell
        self._wanted, self._beside = wanted, beside
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="card watcher", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """Wake the thread and let it end; False where it has not after `timeout_s`."""
        self._stopping.set()
        ends = monotonic() + timeout_s
        while self._thread.is_alive() and monotonic() < ends:
            self._port.cancel()  # again and again: one that comes just before the wait is lost
            self._thread.join(CANCEL_AGAIN_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        view = View()
        known: Mapping[str, ReaderStatus] = {}
        wait_s = AT_ONCE_S  # that there is no reader at the start is as good as known, and nobody was told
        while not self._stopping.is_set():
            seen = self._port.wait_change(known, wait_s)
            wait_s = POLL_S
            view, told = look(view, seen, self._wanted, self._beside)
            for sighting in told:
                self._tell(sighting)
            failed = isinstance(seen, Failure)
            known = {} if isinstance(seen, Failure) else seen
            if failed:
                self._stopping.wait(RETRY_S)
        self._port.close()
