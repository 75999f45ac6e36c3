"""The samples leave nothing out: a new state, event, request or outcome has to be added to them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kiosk.card.outcome import Outcome
from kiosk.card.request import CardRequest
from kiosk.session.event import Event
from kiosk.session.state import State
from tests.support import samples


@pytest.mark.parametrize(
    ("union", "sampled"),
    [
        pytest.param(State, samples.one_of_every_state(), id="state"),
        pytest.param(Event, samples.one_of_every_event(), id="event"),
        pytest.param(CardRequest, samples.one_of_every_request(), id="request"),
        pytest.param(Outcome, samples.one_of_every_outcome(), id="outcome"),
    ],
)
def test_there_is_a_sample_of_every(union: object, sampled: Sequence[object]) -> None:
    assert {type(sample) for sample in sampled} == samples.kinds(union)
