"""Whatever bytes come, the card answers, has no defect, logs nothing, and its memory moves by its rules alone.

Of what cards do wrong elsewhere it would find: an exception that drops the card out of the reader, PINs in debug logs,
and whatever changes without a proof.
"""

from __future__ import annotations

import logging

import pytest

from tests.properties.barrage import barrage

COMMANDS, SEED = 40_000, 20_261_122
EVERY_CHANGE = ("9000", "63Cx", "6983", "6988", "6984", "6982", "6A80", "9303", "6A81", "61xx", "6Cxx")


def test_any_bytes_are_answered_and_the_memory_moves_by_its_rules_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        tally = barrage(COMMANDS, SEED)

    assert caplog.records == []
    assert tally.sent == COMMANDS
    assert [sw for sw in EVERY_CHANGE if tally.answers[sw] < COMMANDS // 2000] == []  # it was no idle talk
