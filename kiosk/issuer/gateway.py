"""The gateway between a session and the office: questions go to a clerk in line, each with its deadline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from kiosk.issuer.answers import Away
from kiosk.issuer.clerk import AnswerT, Asked, Clerk, OfficeT, QuestionT
from kiosk.line import Line

__all__ = ["DEADLINE_S", "Asked", "Gateway"]

DEADLINE_S = 2.0


class Gateway(Generic[OfficeT, QuestionT, AnswerT]):
    """Takes questions for the office. Used from one thread; `tell` is called on the clerk's."""

    def __init__(
        self,
        open_office: Callable[[], OfficeT],
        put: Callable[[QuestionT, OfficeT], AnswerT | Away],
        tell: Callable[[int, AnswerT | Away], None],
        clock: Callable[[], float],
    ) -> None:
        """`open_office` is called on the clerk's thread and may raise OfficeAway; `clock` gives monotonic seconds."""
        self._line: Line[Asked[QuestionT], AnswerT | Away] = Line(
            "office clerk", lambda _: Clerk(open_office, put), tell, clock, broken=lambda _: Away()
        )

    def submit(self, visit: int, question: QuestionT) -> None:
        """Hand a question over."""
        self._line.submit(Asked(visit, question), DEADLINE_S)

    def settle(self, number: int) -> Asked[QuestionT] | None:
        """What was asked under `number`; None where it was given up before its answer came."""
        return self._line.settle(number)

    def due(self) -> float | None:
        """When the first open question misses its deadline, in the clock's seconds."""
        return self._line.due()

    def expire(self) -> tuple[Asked[QuestionT], ...]:
        """Where a deadline is missed, the clerk is given up: what is asked in vain. To that, the office is away."""
        return self._line.expire()

    def stop(self, timeout_s: float) -> bool:
        """Let the clerk finish and end; False where it hangs, and is given up."""
        return self._line.stop(timeout_s)
