"""The clerk: what the one thread that asks the office does with a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from kiosk.issuer.answers import Away
from kiosk.issuer.office import OfficeAway

OfficeT = TypeVar("OfficeT")
QuestionT = TypeVar("QuestionT")
AnswerT = TypeVar("AnswerT")


class Asked(NamedTuple, Generic[QuestionT]):
    """A question, and the visit in which it was asked."""

    visit: int
    question: QuestionT


class Clerk(Generic[OfficeT, QuestionT, AnswerT]):
    """A way to the office, opened for the first question, and anew after it was away. It serves a `kiosk.line.Line`."""

    def __init__(self, open_office: Callable[[], OfficeT], put: Callable[[QuestionT, OfficeT], AnswerT | Away]) -> None:
        """`open_office` may raise OfficeAway: the question is told as Away, and the next one tries again."""
        self._open_office = open_office
        self._put = put
        self._office: OfficeT | None = None

    def serve(self, asked: Asked[QuestionT]) -> AnswerT | Away:
        """The office's answer."""
        try:
            if self._office is None:
                self._office = self._open_office()
            answer = self._put(asked.question, self._office)
        except OfficeAway:
            answer = Away()
        if isinstance(answer, Away):
            self._office = None  # it may be another one that comes back
        return answer

    def close(self) -> None:
        """The office is not the clerk's to close."""
