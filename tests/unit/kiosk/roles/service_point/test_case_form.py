"""The form of a case: who may come, with which documents, and under which key it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.card.facts import CardFacts
from kiosk.roles.service_point.case_form import (
    is_ready,
    new_form,
    obstacle,
    question,
    toggled,
    until,
    with_visit,
    with_who,
)
from kiosk.roles.service_point.matter import DOCUMENTS, Document, Matter, Who
from kiosk.roles.service_point.staff import Staff, StaffVisit
from kiosk.roles.service_point.state import CaseForm, Obstacle
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session.visit import Visit
from tests.support.samples import FACTS, READER

STAFF = Staff(StaffVisit(1, READER, FACTS), b"session", "staff", 1800.0, 43_200.0)
VISIT = Visit(7, READER, FACTS, Standing.NORMAL, Record(Standing.NORMAL), Genuineness.GENUINE)
MINOR = replace(VISIT, record=Record(Standing.NORMAL, minor=True))
FORM = CaseForm(VISIT, Matter.RESET, Who.HOLDER, frozenset((Document.HOLDER_ID,)))


@pytest.mark.parametrize(("left", "matter"), [(0, Matter.UNLOCK), (1, Matter.RESET), (6, Matter.RESET)])
def test_a_locked_pin_is_to_be_unlocked_and_any_other_was_forgotten(left: int, matter: Matter) -> None:
    visit = replace(VISIT, card=replace(FACTS, tries_left=left))

    assert new_form(visit) == CaseForm(visit, matter, Who.HOLDER)


@pytest.mark.parametrize("who", [Who.HOLDER, Who.PROXY])
def test_for_an_adult_a_form_is_ready_with_exactly_the_documents_of_who_came(who: Who) -> None:
    form = with_who(new_form(VISIT), who)
    ready = [is_ready(form)]
    for document in Document:
        form = toggled(form, document)
        ready.append(is_ready(form))

    assert (ready[0], ready[-1], form.seen) == (False, True, DOCUMENTS[who])


def test_a_document_is_unseen_by_another_tap() -> None:
    assert toggled(FORM, Document.HOLDER_ID).seen == frozenset()


def test_when_somebody_else_came_what_they_need_not_bring_is_forgotten() -> None:
    proxy = replace(FORM, who=Who.PROXY, seen=DOCUMENTS[Who.PROXY])

    assert with_who(proxy, Who.HOLDER).seen == {Document.HOLDER_ID}


def test_nobody_but_a_guardian_comes_for_a_minor() -> None:
    form = new_form(MINOR)

    assert (form.who, with_who(form, Who.HOLDER)) == (Who.GUARDIAN, form)


def test_a_record_that_comes_late_asks_for_the_guardian() -> None:
    assert with_visit(FORM, MINOR) == CaseForm(MINOR, Matter.RESET, Who.GUARDIAN)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"genuine": Genuineness.ASKED}, Obstacle.ASKED),
        ({"genuine": Genuineness.UNKNOWN}, Obstacle.AWAY),
        ({"genuine": Genuineness.NOT_GENUINE}, Obstacle.NOT_GENUINE),
        ({"standing": NoStanding.ASKED}, Obstacle.ASKED),
        ({"standing": NoStanding.UNREACHABLE}, Obstacle.AWAY),
        ({"standing": NoStanding.NOT_CONFIGURED}, Obstacle.AWAY),
        ({"standing": NoStanding.NOT_LISTED}, Obstacle.UNKNOWN_CARD),
        ({"standing": Standing.CANCELLED}, Obstacle.NOT_ALLOWED),
        ({"standing": Standing.SEALED}, None),
        ({"standing": Standing.NORMAL}, None),
    ],
    ids=str,
)
def test_what_stands_against_a_case(known: dict[str, object], why: Obstacle | None) -> None:
    form = replace(FORM, visit=replace(VISIT, **known))  # type: ignore[arg-type]

    assert (obstacle(form), is_ready(form)) == (why, why is None)


def test_what_the_office_refused_is_said_and_may_be_sent_again() -> None:
    refused = replace(FORM, refused=Obstacle.AWAY)

    assert (obstacle(refused), is_ready(refused)) == (Obstacle.AWAY, True)


def test_the_same_form_has_the_same_key() -> None:
    assert question(STAFF, FORM, "1", bytes(8)).key == question(STAFF, FORM, "2", b"another").key


@pytest.mark.parametrize(
    ("staff", "form"),
    [
        (replace(STAFF, cases=1), FORM),
        (replace(STAFF, session=b"another"), FORM),
        (STAFF, replace(FORM, matter=Matter.UNLOCK)),
        (STAFF, replace(FORM, who=Who.PROXY, seen=DOCUMENTS[Who.PROXY])),
        (STAFF, replace(FORM, visit=replace(VISIT, card=replace(FACTS, identification=bytes(16))))),
    ],
    ids=["after a case", "another session", "another matter", "somebody else", "another card"],
)
def test_anything_else_has_another_key(staff: Staff, form: CaseForm) -> None:
    assert question(staff, form, "1", bytes(8)).key != question(STAFF, FORM, "1", bytes(8)).key


@pytest.mark.parametrize(
    ("card", "limit", "against"),
    [
        (replace(FACTS, tries_left=6), None, Obstacle.NOT_LOCKED),
        (replace(FACTS, tries_left=3), 3, Obstacle.NOT_LOCKED),
        (replace(FACTS, tries_left=5), None, None),  # an unlock gives one back
        (replace(FACTS, tries_left=0), None, None),
        (replace(FACTS, tries_left=None), None, None),
        (replace(FACTS, tries_left=None, has_pin=False), None, Obstacle.NO_PIN),
    ],
)
def test_what_has_all_its_attempts_is_not_unlocked_but_reset(
    card: CardFacts, limit: int | None, against: Obstacle | None
) -> None:
    visit = replace(VISIT, card=card, record=Record(Standing.NORMAL, pin_limit=limit))
    unlock, reset = replace(FORM, visit=visit, matter=Matter.UNLOCK), replace(FORM, visit=visit)

    assert (obstacle(unlock), is_ready(unlock)) == (against, against is None)
    assert (obstacle(reset), is_ready(reset)) == (None, True)


def test_a_card_that_was_asked_about_too_often_is_told_as_that_with_its_end() -> None:
    ends = datetime(2026, 11, 28, 12, 15, tzinfo=UTC)
    form = replace(FORM, visit=replace(VISIT, genuine=Genuineness.UNCHECKED, limited_until=ends))

    assert (obstacle(form), until(form), until(FORM)) == (Obstacle.TOO_OFTEN, ends, None)
