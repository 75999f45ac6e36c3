"""A line of requests: one thread serves them in order, each has a deadline, and a thread that misses one is replaced.

A call that hangs in a driver or on a network can't be cancelled. So its thread is given up: whatever it wakes up to, it
tells nothing more, and the next request starts another. A defect in what serves is put down in the log and told as a
value, and the next request finds a new server.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic, Protocol, TypeVar

from kiosk import defect

RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")
RequestT_contra = TypeVar("RequestT_contra", contravariant=True)
AnswerT_co = TypeVar("AnswerT_co", covariant=True)

_log = logging.getLogger("kiosk")


class Server(Protocol[RequestT_contra, AnswerT_co]):
    """What a line's thread works with; it is made, used and closed on that thread."""

    def serve(self, request: RequestT_contra) -> AnswerT_co:
        """The answer. May block; raises GivenUp where it finds that nobody waits for it any more."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


class GivenUp(Exception):
    """Nobody waits for this request any more."""


class Line(Generic[RequestT, AnswerT]):
    """Takes requests, and counts their time. Used from one thread; `tell` is called on the line's.

    There is no thread before the first request.
    """

    def __init__(
        self,
        name: str,
        open_server: Callable[[Event], Server[RequestT, AnswerT]],
        tell: Callable[[int, AnswerT], None],
        clock: Callable[[], float],
        *,
        broken: Callable[[RequestT], AnswerT],
        done: Callable[[RequestT], None] = lambda _: None,
    ) -> None:
        """`open_server` gets the event that is set once its thread is given up; `clock` gives monotonic seconds.

        `broken` is what is told of a request in which the server failed by a defect. `done` is called, once or more, on
        any thread, when a request was served or given up: nothing of it is needed any more.
        """
        self._name = name
        self._open_server = open_server
        self._tell = tell
        self._clock = clock
        self._broken = broken
        self._done = done
        self._serving: _Serving[RequestT, AnswerT] | None = None
        self._submitted = 0
        self._open: dict[int, tuple[RequestT, float]] = {}  # number → request, due

    def submit(self, request: RequestT, within_s: float) -> None:
        """Queue a request, to be answered within so many seconds. They are numbered from 1."""
        if self._serving is None:
            self._serving = _Serving(self._name, self._open_server, self._tell, self._broken, self._done)
        self._submitted += 1
        self._open[self._submitted] = request, self._clock() + within_s
        self._serving.queue.put((self._submitted, request))

    def settle(self, number: int) -> RequestT | None:
        """The request of that number; None where it was given up before its answer came."""
        request, _ = self._open.pop(number, (None, 0.0))
        return request

    def open(self) -> tuple[RequestT, ...]:
        """What is not answered yet."""
        return tuple(request for request, _ in self._open.values())

    def due(self) -> float | None:
        """When the first open request misses its deadline, in the clock's seconds."""
        return min((due for _, due in self._open.values()), default=None)

    def expire(self) -> tuple[RequestT, ...]:
        """Where a deadline is missed: give the thread up, and say what waits in vain, the oldest first.

        All that is open is given up, for what was queued behind a request that hangs will never be served.
        """
        now = self._clock()
        if not any(due <= now for _, due in self._open.values()):
            return ()
        return self._give_up()

    def stop(self, timeout_s: float) -> bool:
        """Serve what is queued and end; False where it still hangs after `timeout_s`, and is given up."""
        if self._serving is None or self._serving.stopped(timeout_s):
            return True
        self._serving.give_up()
        return False

    def _give_up(self) -> tuple[RequestT, ...]:
        given_up = self.open()
        self._open.clear()
        if self._serving is not None:
            self._serving.give_up()
            self._serving = None
        for request in given_up:
            self._done(request)
        return given_up


class _Serving(Generic[RequestT, AnswerT]):
    """A daemon thread with its queue; it ends when it is stopped or given up."""

    def __init__(
        self,
        name: str,
        open_server: Callable[[Event], Server[RequestT, AnswerT]],
        tell: Callable[[int, AnswerT], None],
        broken: Callable[[RequestT], AnswerT],
        done: Callable[[RequestT], None],
    ) -> None:
        self.queue: SimpleQueue[tuple[int, RequestT] | None] = SimpleQueue()
        self._open_server = open_server
        self._tell = tell
        self._broken = broken
        self._done = done
        self._given_up = Event()
        self._server: Server[RequestT, AnswerT] | None = None
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def give_up(self) -> None:
        """Whatever it hangs in, it tells nothing more."""
        self._given_up.set()
        self.queue.put(None)

    def stopped(self, timeout_s: float) -> bool:
        """End after what is queued; False where it has not in time."""
        self.queue.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (queued := self.queue.get()) is not None and not self._given_up.is_set():
            number, request = queued
            answer = self._answer(request)
            self._done(request)
            if self._given_up.is_set():
                break
            self._tell(number, answer)
        self._close()

    def _answer(self, request: RequestT) -> AnswerT:
        """The server's answer; a server that failed is closed, and the next request opens another."""
        try:
            if self._server is None:
                self._server = self._open_server(self._given_up)
            if self._given_up.is_set():
                raise GivenUp
            return self._server.serve(request)
        except GivenUp:
            return self._broken(request)
        except Exception as error:  # a defect, of ours or of a library: it must not leave everybody waiting
            if not self._given_up.is_set():
                _log.error("%s failed: %s", self._thread.name, defect.told(error))
            self._close()
            return self._broken(request)

    def _close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.close()
        except Exception as error:  # as above
            _log.error("%s could not let go: %s", self._thread.name, defect.told(error))
