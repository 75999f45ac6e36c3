"""The machine of a service point, walked through the states it can reach, and through random lives.

A life holds the rule of the service: nothing unblocks a card but the office's word, for a case of this very card, that
a member of staff who is signed in opened.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.card.outcome import Verified
from kiosk.card.request import ChangePin, ReadHolder, VerifyPin, pins_of
from kiosk.issuer.answers import Genuine
from kiosk.pages import PAGES
from kiosk.roles.service_point import page
from kiosk.roles.service_point.answers import CaseOpened, SignedIn, UnblockMessage
from kiosk.roles.service_point.effect import AskForCase, Effect, EndCase, OnStaffReader, Result, SignOut
from kiosk.roles.service_point.event import (
    CaseTold,
    ChoseCase,
    Event,
    OpenCase,
    SignedOut,
    StaffAnswered,
    StaffDeadlineMissed,
    StaffTimedOut,
    StaffTold,
    UnblockAnswered,
)
from kiosk.roles.service_point.explore import TERMS, Edge, explore, samples
from kiosk.roles.service_point.matter import DOCUMENTS
from kiosk.roles.service_point.outcome import Unblocked
from kiosk.roles.service_point.question import (
    AskPresence,
    AskPukProof,
    AskReturned,
    AskUnblockCommand,
    CheckPresence,
    CheckReturned,
    RecordCase,
)
from kiosk.roles.service_point.request import BeginUnblock, ProveUnblock, Unblock, UnblockRequest
from kiosk.roles.service_point.staff import Staff, StaffPin, StaffProving, StaffState, StaffVerifying
from kiosk.roles.service_point.stage import CounterChecked, MessageAsked, OperatorProving, Unblocking
from kiosk.roles.service_point.state import (
    AT_START,
    CaseState,
    CaseStillThere,
    HolderState,
    OpeningCase,
    ResetAgain,
    ResetConfirm,
    ResetConfirming,
    State,
    Unlocking,
    UnlockSettling,
    lost_case,
    open_case,
    pins_in,
    staff_in_front,
    visit_of,
)
from kiosk.roles.service_point.step import step
from kiosk.session.event import Answered, DeadlineMissed, Ended, PinEntered, TimedOut
from kiosk.session.state import (
    Changing,
    OutcomeUnknown,
    PinAgain,
    PinNew,
    Preparing,
    Reproving,
    Settling,
    StillThere,
    Verifying,
)

DOCS = Path(__file__).parents[2] / "docs"
EVENTS = tuple(samples())
NEEDS_A_PIN = (Verifying, PinNew, PinAgain, Preparing, Changing, OutcomeUnknown, Reproving, Settling)
MAY_NEED_A_PIN = (ResetAgain, Unlocking, ResetConfirming)
AFTER_A_LOSS = (AskReturned, CheckReturned)


@cache
def edges() -> tuple[Edge, ...]:
    return tuple(explore())


@cache
def states() -> tuple[State, ...]:
    """Every state that was met, once."""
    return tuple({id(edge.before): edge.before for edge in edges()}.values())


def staff_of(state: State) -> Staff | None:
    return state.staff if isinstance(state.staff, Staff) else None


def sent(effects: tuple[Effect, ...], *kinds: type) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, kinds)]


def test_the_page_that_is_drawn_of_it_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """`make docs` draws it anew."""
    monkeypatch.setattr(page, "explore", edges)

    assert (DOCS / "service-point.md").read_text("utf-8") == PAGES["service-point.md"]()


def test_every_state_of_staff_and_case_can_be_reached() -> None:
    assert {type(edge.after.staff) for edge in edges()} == set(get_args(StaffState))
    assert {type(edge.after.holder) for edge in edges()} >= set(get_args(CaseState))


@dataclass
class Witness:
    """What somebody who watches a life knows."""

    signed_in: bytes | None = None
    recorded: dict[str, bytes] = field(default_factory=dict)  # case → card
    asked: bytes | None = None  # the card that a case was asked for


def live(life: list[Event]) -> list[tuple[State, Event, State, tuple[Effect, ...]]]:
    state, lived = AT_START, []
    for event in life:
        after, effects = step(state, event, TERMS)
        lived.append((state, event, after, effects))
        state = after
    return lived


LIVES = st.lists(st.sampled_from(EVENTS), max_size=120)


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """A life in which what leads on is likelier than what does not."""
    state, life = AT_START, list[Event]()
    for _ in range(draw(st.integers(0, 60))):
        moving = [event for event in EVENTS if step(state, event, TERMS)[0] != state]
        staying = not moving or draw(st.integers(0, 9)) == 0
        event = draw(st.sampled_from(EVENTS if staying else moving))
        life.append(event)
        state, _ = step(state, event, TERMS)
    return life


@settings(max_examples=40)
@given(LIVES)
def test_no_life_ends_in_an_error_or_outside_the_states(life: list[Event]) -> None:
    for _, _, after, effects in live(life):
        assert isinstance(after.staff, StaffState)
        assert all(isinstance(effect, Effect) for effect in effects)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])  # drawing a life walks the machine
@given(lives())
def test_an_unblock_needs_staff_signed_in_a_case_for_this_card_and_the_offices_word(life: list[Event]) -> None:
    known = Witness()
    for before, event, after, effects in live(life):
        for effect in effects:
            if isinstance(effect, AskForCase) and isinstance(effect.question, RecordCase):
                visit = visit_of(before.holder)
                known.asked = visit.card.identification if visit else None
            if isinstance(effect, Unblock):
                assert known.signed_in is not None
                assert isinstance(event, CaseTold)
                assert isinstance(event.answer, UnblockMessage)
                assert event.answer.apdu == effect.apdu
                assert effect.card in known.recorded.values()
        match event:
            case StaffTold(answer=SignedIn(session)) if staff_of(after) and not staff_of(before):
                known.signed_in = session
            case CaseTold(answer=CaseOpened(case)) if open_case(after.holder) and known.asked:
                known.recorded[case] = known.asked
        if staff_of(after) is None:
            known.signed_in = None


def test_an_unblock_is_sent_only_while_staff_is_signed_in_and_only_on_the_offices_message() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, Unblock):
                assert staff_of(edge.before), edge
                assert isinstance(edge.before.holder, Unlocking), edge
                assert isinstance(edge.before.holder.stage, MessageAsked), edge
                assert isinstance(edge.event, CaseTold), edge
                assert isinstance(edge.event.answer, UnblockMessage), edge
                assert edge.event.answer.apdu == effect.apdu, edge
                assert effect.new is edge.before.holder.new, edge
                assert effect.card == edge.before.holder.visit.card.identification, edge


def test_with_staff_gone_nothing_more_is_sent_toward_an_unlock() -> None:
    for edge in edges():
        if staff_of(edge.after) is None:
            assert not sent(edge.effects, BeginUnblock, ProveUnblock, Unblock), edge
            asked = [effect.question for effect in edge.effects if isinstance(effect, AskForCase)]
            assert all(isinstance(question, AFTER_A_LOSS) for question in asked), edge


def test_a_case_is_opened_by_staffs_hand_with_every_document_and_for_the_card_that_is_in() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, AskForCase) and isinstance(effect.question, RecordCase):
                visit, staff, question = visit_of(edge.before.holder), staff_of(edge.before), effect.question
                assert isinstance(edge.before.holder, OpeningCase), edge
                assert isinstance(edge.before.holder.stage, OperatorProving), edge
                assert isinstance(edge.event, StaffAnswered), edge
                assert staff is not None, edge
                assert visit is not None, edge
                assert question.documents == DOCUMENTS[question.who], edge
                assert (question.session, question.presence) == (staff.session, visit.presence), edge


def test_a_case_begins_by_staffs_hand() -> None:
    for edge in edges():
        if isinstance(edge.after.holder, OpeningCase) and not isinstance(edge.before.holder, OpeningCase):
            assert isinstance(edge.event, OpenCase), edge
            assert staff_of(edge.before) is not None, edge


def test_an_operator_card_is_asked_for_its_pin_only_after_the_office_believed_it() -> None:
    for edge in edges():
        if isinstance(edge.after.staff, StaffPin) and not isinstance(edge.before.staff, StaffPin | StaffVerifying):
            assert isinstance(edge.before.staff, StaffProving), edge
            assert isinstance(edge.event, StaffTold), edge


def test_after_a_loss_a_pin_is_asked_for_only_of_the_card_that_the_office_believed() -> None:
    for edge in edges():
        if isinstance(edge.after.holder, ResetConfirm) and not _is_confirm(edge.before.holder):
            assert isinstance(edge.before.holder, UnlockSettling), edge
            assert isinstance(edge.before.holder.stage, CounterChecked), edge
            assert isinstance(edge.event, CaseTold), edge
            assert isinstance(edge.event.answer, Genuine), edge


def _is_confirm(holder: HolderState) -> bool:
    return isinstance(holder.paused if isinstance(holder, CaseStillThere) else holder, ResetConfirm)


def test_the_office_is_asked_about_a_case_with_the_session_and_the_case_that_are_open() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, AskForCase) and isinstance(
                effect.question, AskPresence | CheckPresence | AskPukProof | AskUnblockCommand
            ):
                staff, case = staff_of(edge.before), open_case(edge.after.holder)
                assert staff is not None, edge
                assert case is not None, edge
                assert (effect.question.session, effect.question.case) == (staff.session, case.id), edge


def test_a_session_that_is_over_is_ended_at_the_office() -> None:
    for edge in edges():
        over = staff_of(edge.before) is not None and staff_of(edge.after) is None
        late = (
            isinstance(edge.event, StaffTold) and isinstance(edge.event.answer, SignedIn) and not staff_of(edge.after)
        )
        assert bool(sent(edge.effects, SignOut)) == (over or late or _second(edge)), edge


def _second(edge: Edge) -> bool:
    """True for a session that came while there is one."""
    return isinstance(edge.event, StaffTold) and isinstance(edge.event.answer, SignedIn) and bool(staff_of(edge.before))


def test_every_case_that_was_opened_comes_to_an_end_that_is_reported() -> None:
    for edge in edges():
        before, after = open_case(edge.before.holder), open_case(edge.after.holder)
        ends = [effect for effect in edge.effects if isinstance(effect, EndCase)]
        assert len(ends) <= 1, edge
        if before is not None and after is None:
            assert [end.case for end in ends] == [before.id], edge
        if isinstance(edge.event, CaseTold) and isinstance(edge.event.answer, CaseOpened):
            assert (after is not None) == (not ends), edge


def test_done_is_reported_only_of_what_the_card_said_itself() -> None:
    for edge in edges():
        if any(isinstance(effect, EndCase) and effect.result is Result.DONE for effect in edge.effects):
            outcome = edge.event.outcome if isinstance(edge.event, UnblockAnswered | Answered) else None
            before = lost_case(edge.before.holder)
            set_back = before is not None and (before.set_back or isinstance(edge.before.holder, UnlockSettling))
            assert set_back or isinstance(outcome, Unblocked | Verified), edge


def test_proof_is_reported_only_of_what_pik_answered_to_the_offices_own_question() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, EndCase) and effect.proof:
                outcome = edge.event.outcome if isinstance(edge.event, UnblockAnswered | Answered) else None
                assert isinstance(outcome, Unblocked | Verified), edge
                assert (effect.proof, effect.number) == (outcome.evidence, "3"), edge


def test_an_unblock_whose_answer_may_still_come_is_never_given_up() -> None:
    for edge in edges():
        before = edge.before.holder
        written = isinstance(before, Unlocking) and isinstance(before.stage, Unblocking)
        if not (written or isinstance(before, UnlockSettling | ResetConfirming)):
            continue
        if type(edge.after.holder) is not type(before):
            assert isinstance(edge.event, UnblockAnswered | Answered | DeadlineMissed | CaseTold), edge


def test_a_pin_is_kept_only_where_it_is_needed() -> None:
    for edge in edges():
        state = edge.after
        paused = state.holder.paused if isinstance(state.holder, StillThere | CaseStillThere) else state.holder
        of_staff = isinstance(state.staff, StaffVerifying)
        if isinstance(paused, NEEDS_A_PIN) or of_staff:
            assert pins_in(state), edge
        elif not isinstance(paused, MAY_NEED_A_PIN):
            assert not pins_in(state), edge


def test_an_attempt_is_sent_only_when_a_person_entered_a_pin() -> None:
    for edge in edges():
        requests = [one.request if isinstance(one, OnStaffReader) else one for one in edge.effects]
        if any(isinstance(request, VerifyPin | ChangePin) for request in requests):
            assert isinstance(edge.event, PinEntered), edge


def test_the_staffs_pin_goes_to_the_staffs_reader_and_the_holders_to_the_holders() -> None:
    for edge in edges():
        if not isinstance(edge.event, PinEntered):
            continue
        at_staff = [one for one in edge.effects if isinstance(one, OnStaffReader)]
        at_holder = [one for one in edge.effects if isinstance(one, VerifyPin | ChangePin | UnblockRequest)]
        assert not (at_staff and at_holder), edge
        assert not at_staff or staff_in_front(edge.before), edge
        assert not at_holder or not staff_in_front(edge.before), edge


def test_a_new_pin_goes_to_the_office_and_with_its_word_to_the_card_and_nowhere_else() -> None:
    for edge in edges():
        if isinstance(edge.before.holder, MAY_NEED_A_PIN):
            for effect in edge.effects:
                carries = pins_of(effect.question) if isinstance(effect, AskForCase) else pins_of(effect)
                asked = isinstance(effect, AskForCase) and isinstance(effect.question, AskUnblockCommand)
                assert not carries or asked or isinstance(effect, Unblock), edge


def test_take_card_works_at_once_except_while_the_card_is_written() -> None:
    for edge in edges():
        holder = edge.before.holder
        if not isinstance(edge.event, Ended) or not isinstance(holder, CaseState):
            continue
        unblocking = isinstance(holder, Unlocking) and isinstance(holder.stage, Unblocking)
        written = unblocking or isinstance(holder, UnlockSettling | ResetConfirming)
        assert written == (edge.after.holder == holder), edge


def test_no_case_is_a_trap() -> None:
    """Once a card that hangs was given up, "take card" ends it, whatever it was."""
    for before in states():
        state = before
        for event in (*(DeadlineMissed(1), DeadlineMissed(2)) * 2, Ended()):
            state, _effects = step(state, event, TERMS)
        assert not isinstance(state.holder, CaseState) or staff_in_front(before), before


def test_silence_leaves_no_case_open_and_no_pin() -> None:
    for before in states():
        state = before
        if staff_of(state) is None or not isinstance(state.holder, CaseState):
            continue
        for _ in range(3):
            state, _effects = step(state, TimedOut(), TERMS)
        waits = isinstance(before.holder, Unlocking | UnlockSettling | ResetConfirming)
        assert waits or (open_case(state.holder) is None and not pins_in(state)), before


def test_without_staff_no_case_begins() -> None:
    for edge in edges():
        if staff_of(edge.before) is None and isinstance(edge.event, ChoseCase | OpenCase):
            assert edge.after == edge.before, edge


def test_staff_is_gone_at_once_whatever_is_going_on() -> None:
    for edge in edges():
        if isinstance(edge.event, SignedOut | StaffTimedOut):
            assert staff_of(edge.after) is None, edge


def test_of_another_visit_nothing_is_heard() -> None:
    of_a_visit = CaseTold | UnblockAnswered | StaffAnswered | StaffTold | StaffDeadlineMissed
    for edge in edges():
        begins = isinstance(edge.event, CaseTold | StaffTold) and isinstance(edge.event.answer, CaseOpened | SignedIn)
        if isinstance(edge.event, of_a_visit) and not begins:
            assert step(edge.before, replace(edge.event, visit=99), TERMS) == (edge.before, ()), edge


def test_what_a_service_point_asks_is_its_own() -> None:
    """No inquiry of the plain session runs while card and office are at an unlock: it would spend the challenge."""
    for edge in edges():
        if isinstance(edge.before.holder, Unlocking) and isinstance(edge.after.holder, Unlocking):
            assert not sent(edge.effects, ReadHolder), edge
