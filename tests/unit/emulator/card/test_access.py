"""Access conditions, asked against what has been proved."""

from __future__ import annotations

import pytest

from emulator.card.access import (
    NEVER,
    NOTHING_PROVED,
    AllOf,
    Always,
    AnyOf,
    Condition,
    KeyAuthenticated,
    PinVerified,
    Proved,
)

PIN = Proved(pin=True)
KEY = Proved(keys=frozenset({0x0A}))
PIN_AND_KEY = Proved(pin=True, keys=frozenset({0x0A, 0x04}))
READ_KEY = KeyAuthenticated(0x0A)


@pytest.mark.parametrize(
    ("condition", "open_to"),
    [
        pytest.param(Always(), [NOTHING_PROVED, PIN, KEY, PIN_AND_KEY], id="always"),
        pytest.param(NEVER, [], id="never"),
        pytest.param(PinVerified(), [PIN, PIN_AND_KEY], id="PIN"),
        pytest.param(READ_KEY, [KEY, PIN_AND_KEY], id="key"),
        pytest.param(KeyAuthenticated(0x06), [], id="another key"),
        pytest.param(AllOf((PinVerified(), READ_KEY)), [PIN_AND_KEY], id="PIN and key"),
        pytest.param(AnyOf((PinVerified(), READ_KEY)), [PIN, KEY, PIN_AND_KEY], id="PIN or key"),
        pytest.param(AllOf(()), [NOTHING_PROVED, PIN, KEY, PIN_AND_KEY], id="all of none"),
        pytest.param(AnyOf(()), [], id="any of none"),
        pytest.param(AllOf((Always(), NEVER)), [], id="never wins"),
    ],
)
def test_a_condition_opens_to_what_it_asks_for_and_to_nothing_else(condition: Condition, open_to: list[Proved]) -> None:
    states = [NOTHING_PROVED, PIN, KEY, PIN_AND_KEY]

    assert [proved for proved in states if condition.allows(proved)] == open_to


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Always(), "free"),
        (NEVER, "never"),
        (PinVerified(), "PIN"),
        (READ_KEY, "RKSSSE"),
        (KeyAuthenticated(0x88), "key 88"),
        (AnyOf((PinVerified(), READ_KEY)), "PIN or RKSSSE"),
        (AllOf((PinVerified(), READ_KEY)), "PIN and RKSSSE"),
        (AllOf((PinVerified(), AnyOf((READ_KEY, KeyAuthenticated(0x88))))), "PIN and (RKSSSE or key 88)"),
        (AllOf(()), "free"),
        (AnyOf(()), "never"),
    ],
)
def test_a_condition_can_be_said_in_words(condition: Condition, words: str) -> None:
    assert condition.words({0x0A: "RKSSSE"}) == words
