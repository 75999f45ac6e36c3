"""The machine of a service point, walked through the states it can reach, and through random lives.

A life holds the rule of the service: nothing unblocks a card but the office's word, for a case of this very card, that
a member of staff who is signed in opened.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.card.request import ChangePin, ReadHolder, VerifyPin, pins_of
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
from kiosk.roles.service_point.question import AskUnblockMessage, AskUnblockProof, CaseQuestion, RecordCase
from kiosk.roles.service_point.request import AskUnblocked, BeginUnblock, ProveUnblock, Unblock, UnblockRequest
from kiosk.roles.service_point.staff import Staff, StaffState, StaffVerifying
from kiosk.roles.service_point.stage import MessageAsked, Unblocking
from kiosk.roles.service_point.state import (
    AT_START,
    CaseState,
    CaseStillThere,
    ResetAgain,
    State,
    Unlocking,
    UnlockSettling,
    UnlockUnknown,
    open_case,
    pins_in,
    staff_in_front,
    visit_of,
)
from kiosk.roles.service_point.step import step
from kiosk.session.event import DeadlineMissed, Ended, PinEntered, TimedOut
from kiosk.session.state import (
    Changing,
    OutcomeUnknown,
    PinAgain,
    PinNew,
    Settling,
    StillThere,
    Verifying,
)

EVENTS = tuple(samples())
NEEDS_A_PIN = (Verifying, PinNew, PinAgain, Changing, OutcomeUnknown, Settling)
MAY_NEED_A_PIN = (ResetAgain, Unlocking, UnlockUnknown, UnlockSettling)


@cache
def edges() -> tuple[Edge, ...]:
    return tuple(explore())


def staff_of(state: State) -> Staff | None:
    return state.staff if isinstance(state.staff, Staff) else None


def sent(effects: tuple[Effect, ...], *kinds: type) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, kinds)]


def test_every_state_of_staff_and_case_can_be_reached() -> None:
    assert {type(edge.after.staff) for edge in edges()} == set(get_args(StaffState))
    assert {type(edge.after.holder) for edge in edges()} >= set(get_args(CaseState))


@dataclass
class Witness:
    """What somebody who watches a life knows."""

    signed_in: bytes | None = None
    recorded: dict[str, bytes] = field(default_factory=dict)  # case → card
    asked: RecordCase | None = None


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


@settings(max_examples=40)
@given(lives())
def test_an_unblock_needs_staff_signed_in_a_case_for_this_card_and_the_offices_word(life: list[Event]) -> None:
    known = Witness()
    for before, event, after, effects in live(life):
        for effect in effects:
            if isinstance(effect, AskForCase) and isinstance(effect.question, RecordCase):
                known.asked = effect.question
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
                known.recorded[case] = known.asked.card
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
                assert edge.event.answer == UnblockMessage(effect.apdu), edge
                assert effect.card == edge.before.holder.visit.card.identification, edge


def test_with_staff_gone_nothing_more_is_sent_toward_an_unlock() -> None:
    for edge in edges():
        if staff_of(edge.after) is None:
            assert not sent(edge.effects, BeginUnblock, ProveUnblock, Unblock), edge
            asked = [effect.question for effect in edge.effects if isinstance(effect, AskForCase)]
            assert not asked, edge


def test_a_case_is_opened_by_staffs_hand_with_every_document_and_for_the_card_that_is_in() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, AskForCase) and isinstance(effect.question, RecordCase):
                visit, staff, question = visit_of(edge.before.holder), staff_of(edge.before), effect.question
                assert isinstance(edge.event, OpenCase), edge
                assert staff is not None, edge
                assert visit is not None, edge
                assert question.documents == DOCUMENTS[question.who], edge
                assert (question.session, question.card) == (staff.session, visit.card.identification), edge


def test_the_office_is_asked_about_a_case_with_the_session_and_the_case_that_are_open() -> None:
    for edge in edges():
        for effect in edge.effects:
            if isinstance(effect, AskForCase) and isinstance(effect.question, AskUnblockProof | AskUnblockMessage):
                staff, case = staff_of(edge.before), open_case(edge.before.holder)
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
            assert isinstance(edge.event, UnblockAnswered), edge
            assert type(edge.event.outcome).__name__ == "Unblocked", edge


def test_an_unblock_whose_answer_may_still_come_is_never_given_up() -> None:
    for edge in edges():
        before = edge.before.holder
        if not (isinstance(before, UnlockSettling) or (isinstance(before, Unlocking) and before.stage == Unblocking())):
            continue
        if type(edge.after.holder) is not type(before):
            assert type(edge.event).__name__ in {"UnblockAnswered", "Answered", "DeadlineMissed"}, edge


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


def test_a_new_pin_goes_to_the_office_and_to_the_card_that_was_put_back_and_nowhere_else() -> None:
    for edge in edges():
        if isinstance(edge.before.holder, MAY_NEED_A_PIN):
            for effect in edge.effects:
                carries = pins_of(effect.question) if isinstance(effect, AskForCase) else pins_of(effect)
                asked = isinstance(effect, AskForCase) and isinstance(effect.question, AskUnblockMessage)
                assert not carries or asked or isinstance(effect, AskUnblocked), edge


def test_take_card_works_at_once_except_while_the_card_is_written() -> None:
    for edge in edges():
        holder = edge.before.holder
        if not isinstance(edge.event, Ended) or not isinstance(holder, CaseState):
            continue
        written = isinstance(holder, UnlockSettling) or (isinstance(holder, Unlocking) and holder.stage == Unblocking())
        assert written == (edge.after.holder == holder), edge


def test_no_case_is_a_trap() -> None:
    """Once a card that hangs was given up, "take card" ends it, whatever it was."""
    for edge in edges():
        state = edge.before
        for event in (*(DeadlineMissed(1), DeadlineMissed(2)) * 2, Ended()):
            state, _effects = step(state, event, TERMS)
        assert not isinstance(state.holder, CaseState) or staff_in_front(edge.before), edge


def test_silence_leaves_no_case_open_and_no_pin() -> None:
    for edge in edges():
        state = edge.before
        if staff_of(state) is None or not isinstance(state.holder, CaseState):
            continue
        for _ in range(3):
            state, _effects = step(state, TimedOut(), TERMS)
        waits = isinstance(edge.before.holder, Unlocking | UnlockSettling)
        assert waits or (open_case(state.holder) is None and not pins_in(state)), edge


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
    assert {kind.__name__ for kind in get_args(CaseQuestion)} == {
        "RecordCase",
        "AskPresenceProof",
        "CheckPresence",
        "AskUnblockProof",
        "AskUnblockMessage",
    }
