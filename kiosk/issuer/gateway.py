"""The gateway between a session and the office: each question has a deadline, a clerk that misses it is replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple

from kiosk.issuer.answers import Away
from kiosk.issuer.clerk import AnswerT, Clerk, OfficeT, QuestionT

DEADLINE_S = 2.0


class Asked(NamedTuple, Generic[QuestionT]):
    """A question, and the visit in which it was asked."""

    visit: int
    question: QuestionT


class Gateway(Generic[OfficeT, QuestionT, AnswerT]):
    """Takes questions for the office, and counts their time. Used from one thread; `tell` is called on the clerk's."""

    def __init__(
        self,
        open_office: Callable[[], OfficeT],
        put: Callable[[QuestionT, OfficeT], AnswerT | Away],
        tell: Callable[[int, AnswerT | Away], None],
        clock: Callable[[], float],
    ) -> None:
        """`open_office` is called on the clerk's thread and may raise OfficeAway; `clock` gives monotonic seconds."""
        self._open_office = open_office
        self._put = put
        self._tell = tell
        self._clock = clock
        self._clerk: Clerk[OfficeT, QuestionT, AnswerT] | None = None  # there is none before the first question
        self._submitted = 0
        self._open: dict[int, tuple[Asked[QuestionT], float]] = {}  # number → question, due

    def submit(self, visit: int, question: QuestionT) -> None:
        """Hand a question over."""
        if self._clerk is None:
            self._clerk = Clerk(self._open_office, self._put, self._tell)
        self._submitted += 1
        self._open[self._submitted] = Asked(visit, question), self._clock() + DEADLINE_S
        self._clerk.submit(self._submitted, question)

    def settle(self, number: int) -> Asked[QuestionT] | None:
        """What was asked under `number`; None where it was given up before its answer came."""
        asked, _ = self._open.pop(number, (None, 0.0))
        return asked

    def due(self) -> float | None:
        """When the first open question misses its deadline, in the clock's seconds."""
        return min((due for _, due in self._open.values()), default=None)

    def expire(self) -> tuple[Asked[QuestionT], ...]:
        """Where a deadline is missed: give the clerk up, and say what is asked in vain: to that, the office is away.

        All that is open is given up, for what was queued behind a question that hangs will never be asked.
        """
        now = self._clock()
        if self._clerk is None or not any(due <= now for _, due in self._open.values()):
            return ()
        given_up = tuple(asked for asked, _ in self._open.values())
        self._open.clear()
        self._clerk.abandon()
        self._clerk = None
        return given_up

    def stop(self, timeout_s: float) -> bool:
        """Let the clerk finish and end; False where it hangs, and is given up."""
        if self._clerk is None or self._clerk.stop(timeout_s):
            return True
        self._clerk.abandon()
        return False
