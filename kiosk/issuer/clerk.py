"""The clerk: the one thread that asks the office. It takes questions from a queue and tells each answer."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from kiosk.issuer.answers import Away
from kiosk.issuer.office import OfficeAway

OfficeT = TypeVar("OfficeT")
QuestionT = TypeVar("QuestionT")
AnswerT = TypeVar("AnswerT")


class Clerk(Generic[OfficeT, QuestionT, AnswerT]):
    """A daemon thread with a way to the office of its own, opened for the first question.

    `tell` hears each answer with its question's number, on that thread, and nothing after `abandon`.
    """

    def __init__(
        self,
        open_office: Callable[[], OfficeT],
        put: Callable[[QuestionT, OfficeT], AnswerT | Away],
        tell: Callable[[int, AnswerT | Away], None],
    ) -> None:
        """`open_office` may raise OfficeAway: the question is told as Away, and the next one tries again."""
        self._open_office = open_office
        self._put = put
        self._tell = tell
        self._questions: SimpleQueue[tuple[int, QuestionT] | None] = SimpleQueue()
        self._abandoned = Event()
        self._thread = Thread(target=self._run, name="office clerk", daemon=True)
        self._thread.start()

    def submit(self, number: int, question: QuestionT) -> None:
        """Queue a question."""
        self._questions.put((number, question))

    def abandon(self) -> None:
        """Give this clerk up: whatever it hangs in, it asks nothing more and tells nothing more."""
        self._abandoned.set()
        self._questions.put(None)

    def stop(self, timeout_s: float) -> bool:
        """Ask what is queued and end; False where it still hangs after `timeout_s`."""
        self._questions.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        office: OfficeT | None = None
        while (queued := self._questions.get()) is not None and not self._abandoned.is_set():
            number, question = queued
            answer: AnswerT | Away
            try:
                office = self._open_office() if office is None else office
                answer = self._put(question, office)
            except OfficeAway:
                answer = Away()
            if self._abandoned.is_set():
                return
            self._tell(number, answer)
