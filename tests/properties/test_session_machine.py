"""The session machine, walked through every state it can reach, and through random lives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple, replace
from functools import cache
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.card.outcome import CardGone, OtherCard, Unknown
from kiosk.card.request import AskWhichPin, ChangePin, VerifyPin, pins_of
from kiosk.card.sighting import CardOut
from kiosk.session.effect import Effect, PrintSlip
from kiosk.session.event import (
    Answered,
    AskedForSlip,
    DeadlineMissed,
    Ended,
    Event,
    PinEntered,
    SlipDone,
    TimedOut,
)
from kiosk.session.explore import Edge, explore, samples
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    Changing,
    LastAttempt,
    OutcomeUnknown,
    OutOfService,
    PinAgain,
    PinLocked,
    PinNew,
    PinPresent,
    Settling,
    Slip,
    Starting,
    State,
    StillThere,
    TakeCard,
    UnlockExplained,
    Verifying,
    pins_in,
)
from kiosk.session.step import step

EVENTS = tuple(samples())
NEEDS_A_PIN = (Verifying, PinNew, PinAgain, Changing, OutcomeUnknown, Settling)


@cache
def edges() -> tuple[Edge, ...]:
    return tuple(explore())


def test_every_state_can_be_reached() -> None:
    assert {type(edge.after) for edge in edges()} | {Starting} == set(get_args(State))


@given(st.lists(st.sampled_from(EVENTS), max_size=60))
def test_no_life_ends_in_an_error_or_outside_the_states(life: list[Event]) -> None:
    state: State = Starting()
    for event in life:
        state, effects = step(state, event)
        assert isinstance(state, State)
        assert all(isinstance(effect, Effect) for effect in effects)


def test_a_pin_is_kept_only_where_it_is_needed() -> None:
    for edge in edges():
        paused = edge.after.paused if isinstance(edge.after, StillThere) else edge.after
        assert bool(pins_in(edge.after)) == isinstance(paused, NEEDS_A_PIN), edge


def test_the_next_person_inherits_nothing() -> None:
    """vxsuite#1823: the next person inherits the session."""
    for edge in edges():
        if isinstance(edge.after, Attract):
            assert edge.after == Attract()
            assert not pins_in(edge.after)


@pytest.mark.parametrize("end", [TakeCard, CardLeftBehind])
def test_from_every_state_the_card_can_be_taken(end: type[State]) -> None:
    """Walking back from "take card" meets every state: none is a trap."""
    back: dict[str, set[str]] = defaultdict(set)
    ends: set[str] = set()
    for edge in edges():
        back[repr(edge.after)].add(repr(edge.before))
        if isinstance(edge.after, end):
            ends.add(repr(edge.after))
    waiting = list(ends)
    while waiting:
        for before in back[waiting.pop()] - ends:
            ends.add(before)
            waiting.append(before)
    assert ends == {repr(edge.before) for edge in edges()}


def test_take_card_works_at_once_except_while_the_card_is_written() -> None:
    for edge in edges():
        if not isinstance(edge.event, Ended) or isinstance(edge.before, Changing | Settling):
            continue
        without_card = isinstance(edge.before, Starting | Attract | OutOfService | TakeCard | CardLeftBehind)
        assert without_card == (edge.after == edge.before), edge


def test_an_attempt_is_sent_only_when_a_person_entered_a_pin() -> None:
    """Service rules: the terminal never sends an attempt that the person did not make."""
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, VerifyPin | ChangePin):
                assert isinstance(edge.event, PinEntered), edge
                assert isinstance(edge.before, PinPresent | PinAgain), edge


def test_the_two_pins_are_asked_about_only_after_a_lost_answer() -> None:
    for edge in edges():
        if any(isinstance(effect, AskWhichPin) for effect in edge.effects):
            paused = edge.before.paused if isinstance(edge.before, StillThere) else edge.before
            assert isinstance(paused, Changing | OutcomeUnknown | Settling), edge


def test_a_card_pulled_out_never_reads_as_a_wrong_pin() -> None:
    """status-legacy#7887: a removed card was told as a wrong PIN and led toward a lock."""
    for edge in edges():
        lost = isinstance(edge.event, CardOut | DeadlineMissed) or (
            isinstance(edge.event, Answered) and isinstance(edge.event.outcome, CardGone | Unknown | OtherCard)
        )
        if lost and type(edge.after) is not type(edge.before):
            assert not isinstance(edge.after, PinPresent | LastAttempt | PinLocked), edge


def test_a_change_whose_answer_may_still_come_is_never_given_up() -> None:
    """vxsuite#2170: removal during a write leaves a card that nobody can explain."""
    for edge in edges():
        if isinstance(edge.before, Changing | Settling) and not isinstance(edge.event, Answered | DeadlineMissed):
            assert type(edge.after) is type(edge.before), edge


def test_silence_leaves_no_session_open() -> None:
    """Whatever is on the screen, nobody touching it for long enough ends the visit."""
    for edge in edges():
        state = edge.before
        for _ in range(6):
            state, _effects = step(state, TimedOut())
        waits_for_the_card = isinstance(edge.before, Verifying | Changing | Settling)
        assert waits_for_the_card or not pins_in(state), edge


def test_a_self_service_session_has_no_word_for_an_unlock() -> None:
    """autenticacao.gov#155: unlocking is for service points only; here it can't even be said."""
    assert {effect.__name__ for effect in get_args(Effect)} == {
        "ReadCard",
        "ReadCounter",
        "VerifyPin",
        "ChangePin",
        "AskWhichPin",
        "Release",
        "AskStanding",
        "PrintSlip",
    }


def test_a_session_of_another_visit_changes_nothing() -> None:
    for edge in edges():
        if isinstance(edge.event, Answered | SlipDone):
            other = replace(edge.event, visit=99)
            assert step(edge.before, other) == (edge.before, ())


def test_a_slip_is_printed_when_a_person_asked_for_one_and_the_one_before_is_done() -> None:
    for edge in edges():
        if any(isinstance(effect, PrintSlip) for effect in edge.effects):
            assert isinstance(edge.event, AskedForSlip), edge
            assert isinstance(edge.before, UnlockExplained), edge
            assert edge.before.slip is not Slip.PRINTING, edge


def test_a_slip_holds_nothing_of_the_card_but_its_last_four() -> None:
    slips = {effect for edge in edges() for effect in edge.effects if isinstance(effect, PrintSlip)}

    assert {astuple(slip) for slip in slips} == {(visit, "569X", "zh_CN") for visit in (1, 2)}


def test_a_change_carries_the_very_pins_that_were_entered() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, ChangePin | AskWhichPin):
                sent, held = pins_of(effect), pins_in(edge.before)
                assert all(one is other for one, other in zip(sent, held, strict=True)), edge
