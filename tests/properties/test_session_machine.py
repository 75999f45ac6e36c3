"""The session machine, walked through every state it can reach, and through random lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.card.outcome import CardGone, Changed, OtherCard, Unchanged, Unknown, Verified
from kiosk.card.request import AskWhichPin, ChangePin, Inquiry, VerifyPin, pins_of
from kiosk.card.sighting import CardOut
from kiosk.errand import Errand
from kiosk.issuer.answers import Denied, Enabled, Genuine
from kiosk.issuer.question import AskEnabling, AskOtherCards, AskPinProof, AskReadProof, ClaimPin, Question
from kiosk.pages import PAGES
from kiosk.roles.self_service import page
from kiosk.rules.genuineness import Genuineness
from kiosk.session.effect import Ask, Effect, PrintSlip, SendReports
from kiosk.session.enabling import Enabling, may_enable
from kiosk.session.event import (
    Answered,
    AskedForSlip,
    DeadlineMissed,
    Ended,
    Event,
    PinEntered,
    Reported,
    SlipDone,
    TimedOut,
    Told,
    WentOn,
    is_aside,
)
from kiosk.session.explore import Edge, explore, likeness, samples
from kiosk.session.reason import NotChanged
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    ChangeFailed,
    Changing,
    Checking,
    Counting,
    Explained,
    LastAttempt,
    OutcomeUnknown,
    OutOfService,
    PinAgain,
    PinChanged,
    PinLocked,
    PinNew,
    PinPresent,
    Preparing,
    Reproving,
    Settling,
    Slip,
    StandingShown,
    Starting,
    State,
    StillThere,
    TakeCard,
    UnlockExplained,
    Verifying,
    may_inquire,
    pins_in,
    visit_of,
)
from kiosk.session.step import step

ABOUT_A_PRESENCE = (AskReadProof, AskPinProof, ClaimPin, AskOtherCards, AskEnabling)
DOCS = Path(__file__).parents[2] / "docs"
EVENTS = tuple(samples())
NEEDS_A_PIN = (Verifying, PinNew, PinAgain, Preparing, Changing, OutcomeUnknown, Reproving, Settling)


@cache
def edges() -> tuple[Edge, ...]:
    return tuple(explore())


def states() -> Iterable[State]:
    """Every state that was met, once."""
    return {id(edge.before): edge.before for edge in edges()}.values()


@cache
def ways_back() -> dict[str, set[str]]:
    """From which states one can come to each, by their likeness."""
    back: dict[str, set[str]] = defaultdict(set)
    for before, leaving in groupby(edges(), lambda edge: edge.before):
        kind = likeness(before)
        for edge in leaving:
            if edge.after is not before:
                back[likeness(edge.after)].add(kind)
    return back


def test_the_page_that_is_drawn_of_it_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """`make docs` draws it anew."""
    monkeypatch.setattr(page, "explore", edges)

    assert (DOCS / "session.md").read_text("utf-8") == PAGES["session.md"]()


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
            chosen = isinstance(edge.before, Attract) and not isinstance(edge.event, TimedOut | Ended)
            assert chosen or edge.after == Attract()
            assert not pins_in(edge.after)


@pytest.mark.parametrize("end", [TakeCard, CardLeftBehind])
def test_from_every_state_the_card_can_be_taken(end: type[State]) -> None:
    """Walking back from "take card" meets every state: none is a trap."""
    back, ends = ways_back(), {likeness(edge.after) for edge in edges() if isinstance(edge.after, end)}
    waiting = list(ends)
    while waiting:
        for before in back[waiting.pop()] - ends:
            ends.add(before)
            waiting.append(before)
    assert ends == {likeness(state) for state in states()}


def test_take_card_works_at_once_except_while_the_card_is_written() -> None:
    for edge in edges():
        if not isinstance(edge.event, Ended) or isinstance(edge.before, Changing | Settling):
            continue
        if isinstance(edge.before, Attract | Explained):
            assert edge.after == Attract()
            continue
        without_card = isinstance(edge.before, Starting | OutOfService | TakeCard | CardLeftBehind)
        assert without_card == (edge.after == edge.before), edge


def test_an_attempt_is_sent_only_when_a_person_entered_a_pin() -> None:
    """Service rules: the terminal never sends an attempt that the person did not make."""
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, VerifyPin | ChangePin):
                entered = isinstance(edge.event, PinEntered) and isinstance(edge.before, PinPresent | PinAgain)
                prepared = isinstance(effect, ChangePin) and isinstance(edge.before, Preparing)
                assert entered or prepared, edge


def test_what_is_to_be_proved_is_asked_for_once_both_entries_are_in() -> None:
    for edge in edges():
        if isinstance(edge.after, Preparing) and not isinstance(edge.before, Preparing):
            assert (type(edge.before), type(edge.event)) == (PinAgain, PinEntered), edge


def test_the_two_pins_are_asked_about_only_after_a_lost_answer_and_of_a_card_that_just_proved_itself() -> None:
    for edge in edges():
        if any(isinstance(effect, AskWhichPin) for effect in edge.effects):
            assert isinstance(edge.before, Reproving), edge
            assert isinstance(edge.event, Told), edge
            asked_how = edge.event.question == AskPinProof(edge.before.visit.presence)
            assert isinstance(edge.event.answer, Genuine) or (asked_how and edge.before.visit.presence), edge


def test_no_pin_is_asked_for_or_sent_before_it_is_settled_that_the_card_may_be_told_one() -> None:
    for edge in edges():
        waiting = edge.after.paused if isinstance(edge.after, StillThere) else edge.after
        sends = any(isinstance(effect, VerifyPin | ChangePin) for effect in edge.effects)
        if sends or isinstance(waiting, Counting | PinPresent | LastAttempt | PinNew | PinAgain | Preparing):
            visit = visit_of(edge.after)
            assert visit is not None, edge
            assert visit.genuine.is_settled, edge
            assert not (sends and visit.genuine.bars_pin), edge


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
    for before in states():
        state = before
        for _ in range(6):
            state, _effects = step(state, TimedOut())
        waits_for_an_answer = isinstance(before, Verifying | Preparing | Changing | Reproving | Settling)
        assert waits_for_an_answer or not pins_in(state), before


def test_a_self_service_session_has_no_word_for_an_unlock() -> None:
    """autenticacao.gov#155: unlocking is for service points only; here it can't even be said."""
    assert {effect.__name__ for effect in get_args(Effect)} == {
        "ReadCard",
        "ReadCounter",
        "VerifyPin",
        "ChangePin",
        "AskWhichPin",
        "Release",
        "ProveCard",
        "ReadChallenge",
        "ReadHolder",
        "Ask",
        "SendReports",
        "PrintSlip",
    }
    assert {question.__name__ for question in get_args(Question)} == {
        "AskRecord",
        "AskProof",
        "CheckProof",
        "AskReadProof",
        "AskPinProof",
        "CheckPin",
        "ClaimPin",
        "AskOtherCards",
        "AskEnabling",
    }


def test_a_session_has_no_transition_that_leads_to_an_unlock() -> None:
    asked = {type(one).__module__ for edge in edges() for one in edge.effects}

    assert asked == {"kiosk.card.request", "kiosk.session.effect"}


def test_the_card_is_inquired_of_only_where_nothing_that_counts_is_asked_of_it() -> None:
    """vxsuite#2170: what is lost while the card is being written is the one thing that matters."""
    for edge in edges():
        if any(isinstance(effect, Inquiry) for effect in edge.effects):
            assert may_inquire(edge.after) or isinstance(edge.after, Reproving | Counting), edge


def test_a_visit_that_is_over_asks_nothing_more() -> None:
    for edge in edges():
        asks = [effect for effect in edge.effects if isinstance(effect, Ask | Inquiry)]
        assert not asks or visit_of(edge.after) is not None, edge


def test_what_happens_beside_what_the_person_does_changes_no_screen_but_where_it_is_waited_for() -> None:
    """A card that turns out to be forged is the one surprise, and a change that its card proved wrongly."""
    for edge in edges():
        waits = isinstance(edge.before, Checking | Preparing | Reproving)
        if is_aside(edge.event) and not waits and type(edge.after) is not type(edge.before):
            if isinstance(edge.before, PinChanged):
                assert_is_denied(edge)
                continue
            visit = visit_of(edge.after)
            assert visit is not None
            assert visit.genuine.bars_pin, edge
            assert isinstance(edge.after, StandingShown), edge


def assert_is_denied(edge: Edge) -> None:
    """What was said to hold does not: the screen says so, and whatever is just being touched does what it did."""
    assert isinstance(edge.event, Told | Reported), edge
    assert edge.event.answer == Denied("not-genuine"), edge
    assert isinstance(edge.after, ChangeFailed), edge
    assert edge.after.why is NotChanged.UNCONFIRMED, edge
    for touch in (WentOn(), Ended()):
        assert type(step(edge.before, touch)[0]) is type(step(edge.after, touch)[0]), (edge, touch)


def test_a_card_that_could_not_prove_itself_is_asked_for_no_pin() -> None:
    for edge in edges():
        visit = visit_of(edge.after)
        if visit is not None and visit.genuine.bars_pin:
            paused = edge.after.paused if isinstance(edge.after, StillThere) else edge.after
            assert not isinstance(paused, PinPresent | LastAttempt | PinNew | PinAgain), edge


def test_the_persons_other_cards_are_asked_for_only_after_their_pin_was_verified() -> None:
    """Service rules: listing a person's other cards needs that person's verified PIN."""
    for edge in edges():
        visit = visit_of(edge.after)
        for effect in edge.effects:
            if isinstance(effect, Ask) and isinstance(effect.question, AskOtherCards):
                assert visit is not None, edge
                assert visit.pin_verified, edge
        if visit is not None and visit.pin_verified:
            before = visit_of(edge.before)
            proved = isinstance(edge.event, Answered) and isinstance(edge.event.outcome, Verified | Changed | Unchanged)
            assert proved or (before is not None and before.pin_verified), edge


def test_only_a_card_that_is_genuine_has_a_presence() -> None:
    for state in states():
        visit = visit_of(state)
        assert visit is None or not visit.presence or visit.genuine is Genuineness.GENUINE, state


def test_the_office_answers_for_a_card_only_to_the_proof_that_the_card_is_here() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, Ask) and isinstance(effect.question, ABOUT_A_PRESENCE):
                visit = visit_of(edge.after)
                assert visit is not None, edge
                assert (effect.question.presence, visit.genuine) == (visit.presence, Genuineness.GENUINE), edge


def test_reports_are_sent_when_a_card_said_that_its_pin_was_changed_and_at_no_other_time() -> None:
    """Of a change that was not proved as well: the office may review it."""
    for edge in edges():
        sent = any(isinstance(effect, SendReports) for effect in edge.effects)
        assert sent == (isinstance(edge.before, Changing | Settling) and is_to_be_reported(edge)), edge


def is_to_be_reported(edge: Edge) -> bool:
    match edge.before, edge.after:
        case _, PinChanged(enabling=enabling):
            return enabling.waits
        case Changing(reported=reported), ChangeFailed(why=NotChanged.UNCONFIRMED):
            return reported
        case Settling(visit=visit), ChangeFailed(why=NotChanged.UNCONFIRMED):
            return may_enable(visit.standing)
        case _:
            return False


def test_a_card_is_told_to_be_enabled_by_the_office_alone() -> None:
    for edge in edges():
        shown = edge.after.paused if isinstance(edge.after, StillThere) else edge.after
        before = edge.before.paused if isinstance(edge.before, StillThere) else edge.before
        if isinstance(shown, PinChanged) and shown.enabling is Enabling.DONE:
            was = isinstance(before, PinChanged) and before.enabling is Enabling.DONE
            said = isinstance(edge.event, Told) or (
                isinstance(edge.event, Reported) and isinstance(edge.event.answer, Enabled)
            )
            assert was or said, edge


def test_a_change_is_reported_with_the_proof_that_the_card_is_here_and_never_without() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, ChangePin) and (effect.presence or effect.enabling):
                visit = visit_of(edge.after)
                assert visit is not None, edge
                assert (effect.presence, visit.genuine) == (visit.presence, Genuineness.GENUINE), edge


def test_a_session_of_another_visit_changes_nothing() -> None:
    others: dict[int, Event] = {}  # by the event itself: there are few, in very many states
    for edge in edges():
        if isinstance(edge.event, Answered | SlipDone | Told):
            if id(edge.event) not in others:
                others[id(edge.event)] = replace(edge.event, visit=99)
            assert step(edge.before, others[id(edge.event)]) == (edge.before, ())


def test_a_slip_is_printed_when_a_person_asked_for_one_and_the_one_before_is_done() -> None:
    for edge in edges():
        if any(isinstance(effect, PrintSlip) for effect in edge.effects):
            assert isinstance(edge.event, AskedForSlip), edge
            assert isinstance(edge.before, UnlockExplained), edge
            assert edge.before.slip is not Slip.PRINTING, edge


def test_a_slip_holds_nothing_of_the_card_but_its_last_four() -> None:
    slips = {effect for edge in edges() for effect in edge.effects if isinstance(effect, PrintSlip)}

    assert {astuple(slip) for slip in slips} == {(visit, "569X", "zh_CN", Errand.UNLOCK) for visit in (1, 2)}


def test_a_change_carries_the_very_pins_that_were_entered() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, ChangePin | AskWhichPin):
                sent, held = pins_of(effect), pins_in(edge.before)
                assert all(one is other for one, other in zip(sent, held, strict=True)), edge
