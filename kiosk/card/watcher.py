"""The watcher: tells of readers and cards that come and go, and of a service that is silent or gone.

| what the reader shows | what is told |
|---|---|
| no service, not allowed, no reader, or not which one | ReaderFailed, once until it is different |
| a card, and none was in before | CardIn, with a visit number of its own |
| a mute card | CardMute |
| the card's reader is empty, or counted a move | CardOut, then whatever is in it now |
| a second card in another reader | nothing: one card at a time |
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic

from kiosk import defect
from kiosk.card.lookout import LAST_LOOK, SILENT_S, Lookout, Seen
from kiosk.card.port import Failure, Fault, Port, ReaderStatus
from kiosk.card.reader_choice import choose
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0  # between a lookout that failed and the next
MOST_HUNG = 3  # lookouts that hang at a time; more would not see more
END_S = 5.0

_log = logging.getLogger("kiosk")


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What was told last, and of which reader in which state."""

    told: Sighting | None = None
    status: ReaderStatus | None = None
    visits: int = 0


def look(view: LastSeen, seen: Seen, wanted: str = "", beside: str = "") -> tuple[LastSeen, list[Sighting]]:
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
        return LastSeen(card, status, view.visits + 1), [*told, card]
    empty = CardOut(next(iter(readers)))
    if isinstance(view.told, CardOut):
        return LastSeen(view.told, None, view.visits), []
    return LastSeen(empty, None, view.visits), told or [empty]


def _failed(view: LastSeen, failure: Failure) -> tuple[LastSeen, list[Sighting]]:
    now = ReaderFailed(failure)
    return LastSeen(now, None, view.visits), [] if view.told == now else [now]


class Watcher:
    """A daemon thread, and a lookout with a port of its own. `tell` is called on the watcher's thread.

    A lookout that failed by a defect, or that hangs, is told as a failed reader, and replaced: at once, and where that
    does not help, less and less often.
    """

    def __init__(
        self,
        open_port: Callable[[], Port],
        tell: Callable[[Sighting], None],
        wanted: str = "",
        beside: str = "",
        *,
        clock: Callable[[], float] = monotonic,
        silent_s: float = SILENT_S,
        first_pause_s: float = FIRST_PAUSE_S,
    ) -> None:
        """`wanted` and `beside` are for `reader_choice.choose`: this terminal's reader, and its other one."""
        self._open_port = open_port
        self._tell = tell
        self._wanted, self._beside = wanted, beside
        self._clock = clock
        self._silent_s = self._patience_s = silent_s
        self._first_pause_s = self._pause_s = first_pause_s
        self._view = LastSeen()
        self._hung: list[Lookout] = []
        self._looks: SimpleQueue[tuple[Lookout, Seen] | None] = SimpleQueue()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="card watcher", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """End, and let the reader go; False where that takes longer than `timeout_s`. Never blocks longer than that."""
        self._stopping.set()
        self._looks.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        lookout, began = self._posted(), self._clock()
        while not self._stopping.is_set():
            try:
                look = self._looks.get(timeout=self._patience_s)
            except Empty:
                self._see(Failure(Fault.SERVICE_SILENT))
                self._patience_s = min(self._patience_s * 2, LONGEST_PAUSE_S)
                if len(hung := [each for each in self._hung if each.alive]) < MOST_HUNG:
                    self._hung = [*hung, lookout]
                    lookout.dismiss()
                    lookout, began = self._posted(), self._clock()
                continue
            if look is None or look[0] is not lookout:
                continue  # dismissed long ago, and awake again
            self._patience_s = self._silent_s
            self._see(look[1])
            if look[1] == LAST_LOOK:
                self._rest(began)
                lookout, began = self._posted(), self._clock()
        lookout.end(END_S)

    def _posted(self) -> Lookout:
        return Lookout(self._open_port, self._looks.put)

    def _see(self, seen: Seen) -> None:
        try:
            self._view, told = look(self._view, seen, self._wanted, self._beside)
            for sighting in told:
                self._tell(sighting)
        except Exception as error:  # a defect where it is told: this thread is the only one that sees
            _log.error("card watcher failed: %s", defect.told(error))

    def _rest(self, began: float) -> None:
        """A pause, twice as long as the one before unless the lookout had lasted."""
        if self._clock() - began >= LONGEST_PAUSE_S:
            self._pause_s = self._first_pause_s
        self._stopping.wait(self._pause_s)
        self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)
