"""Random walks over an office and all that is around it: what each holds till its end, and how long it is.

A few walks are part of every run. A walk at length ends within five minutes, one process on a machine of its own.
"""

from __future__ import annotations

from contextlib import ExitStack
from unittest import TestCase

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

SHRINKS_S = 1800  # a walk that fails is made short first, for five minutes alone, and only then told


class Walk(RuleBasedStateMachine):
    """A machine of which `held` is let go at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.held = ExitStack()

    def teardown(self) -> None:
        """Let go of it."""
        self.held.close()


def a_few(walk: type[Walk], walks: int, steps: int) -> type[TestCase]:
    """The tests of so many walks of so many steps."""
    case = walk.TestCase
    case.settings = _length(walks, steps)
    return pytest.mark.timeout(SHRINKS_S)(case)


def at_length(walk: type[Walk], walks: int, steps: int) -> None:
    """Many of them, at once."""
    run_state_machine_as_test(walk, settings=_length(walks, steps))


def _length(walks: int, steps: int) -> settings:
    return settings(
        max_examples=walks,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
