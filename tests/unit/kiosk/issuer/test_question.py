"""Every question is put to the office's own call, and every call of a self-service terminal has its question."""

from __future__ import annotations

from typing import get_args

import pytest

from kiosk.issuer.answers import Answer, Away
from kiosk.issuer.office import Office
from kiosk.issuer.question import CheckPin, Question, put
from tests.support.samples import kinds, one_of_every_answer, one_of_every_question


class Noting:
    """An office that notes what it is asked, with what."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def __getattr__(self, name: str) -> object:
        def noted(*what: object) -> Away:
            self.asked.append((name, *what))
            return Away()

        return noted


@pytest.mark.parametrize("question", one_of_every_question(), ids=lambda question: type(question).__name__)
def test_a_question_is_put_with_all_that_it_carries(question: Question) -> None:
    office = Noting()
    put(question, office)  # type: ignore[arg-type]
    ((_, *carried),) = office.asked

    own = [
        name
        for name in type(question).__dataclass_fields__
        if not (isinstance(question, CheckPin) and name == "presence")
    ]

    assert carried == [getattr(question, name) for name in own]


def test_no_two_questions_are_the_same_call() -> None:
    office = Noting()
    for question in one_of_every_question():
        put(question, office)  # type: ignore[arg-type]
    calls = {str(name) for name, *_ in office.asked}

    assert calls | {"report_enabled_by"} == {name for name in vars(Office) if not name.startswith("_")}


def test_the_samples_are_all_that_can_be_asked_and_answered() -> None:
    assert {type(question) for question in one_of_every_question()} == kinds(Question)
    assert {type(answer) for _, answer in one_of_every_answer()} == set(get_args(Answer))
