"""A self-service terminal has no word for an unlock: not in its effects, its questions, its requests, or its driver."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

import pytest

from kiosk.card import request as plain
from kiosk.card.outcome import Outcome
from kiosk.card.trade import SELF_SERVICE
from kiosk.issuer import office
from kiosk.issuer.answers import Answer
from kiosk.issuer.question import Question
from kiosk.roles.service_point.office import ServicePointOffice
from kiosk.roles.service_point.question import AskUnblockCommand
from kiosk.roles.service_point.request import DEADLINES_S, Unblock, UnblockRequest
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.trade import SERVICE_POINT
from kiosk.session import effect, event, state
from tests.support.cards import Listening, connected, pin, slot_with, virtual_card
from tests.support.samples import CARD, READER

UNIONS = {
    "Effect": effect.Effect,
    "Event": event.Event,
    "State": state.State,
    "Question": Question,
    "Answer": Answer,
    "CardRequest": plain.CardRequest,
    "Outcome": Outcome,
}


@pytest.mark.parametrize("name", UNIONS)
def test_none_of_a_sessions_words_is_the_service_points(name: str) -> None:
    assert not [kind for kind in get_args(UNIONS[name]) if kind.__module__.startswith("kiosk.roles.service_point")]


def test_the_plain_office_can_not_be_asked_for_an_unblock() -> None:
    own = {name for name in vars(ServicePointOffice) if not name.startswith("_")}

    assert own == {
        *("operator_challenge", "check_operator", "open_session", "sign_out"),
        *("case_challenge", "record_case", "presence_challenge", "check_presence"),
        *("puk_proof", "unblock_command", "report_case"),
    }
    assert not own & set(vars(office.Office))


@pytest.mark.parametrize("kind", get_args(UnblockRequest), ids=lambda kind: kind.__name__)
def test_a_self_service_terminals_worker_has_no_deadline_for_it_and_so_no_way_to_take_it(kind: type) -> None:
    assert kind not in SELF_SERVICE.deadlines_s
    assert kind in SERVICE_POINT.deadlines_s


def test_the_plain_driver_has_no_code_for_it() -> None:
    card = Listening(virtual_card(remaining=0))
    request = Unblock(1, READER, CARD, bytes.fromhex("8424000004E4A319CC"), None, None)
    with pytest.raises(AssertionError):  # a bug, not an outcome
        SELF_SERVICE.carry_out(request, connected(slot_with(card)))  # type: ignore[arg-type]

    assert card.heard == []


def test_every_request_of_a_service_point_has_a_deadline() -> None:
    assert set(DEADLINES_S) == {*get_args(plain.CardRequest), *get_args(UnblockRequest)}


def test_after_an_unblock_nothing_that_was_proved_stays() -> None:
    assert SERVICE_POINT.resets_after(Unblock(1, READER, CARD, b"", None, None))
    assert SELF_SERVICE.proves <= SERVICE_POINT.proves
    assert set(SELF_SERVICE.lost) <= set(SERVICE_POINT.lost)


def test_a_terminal_that_is_told_to_end_waits_for_an_unlock_that_has_no_pin_in_it() -> None:
    unlock, reading = Unblock(1, READER, CARD, b"", None, None), plain.ReadCard(1, READER)

    assert [SERVICE_POINT.is_writing(each) for each in (unlock, reading)] == [True, False]


def test_what_is_secret_is_not_in_any_repr() -> None:
    question = AskUnblockCommand(b"session", "case", b"presence", bytes(8), pin())
    request = Unblock(1, READER, CARD, b"\x84\x24", pin(), None)

    assert repr(question) == f"AskUnblockCommand(case='case', challenge={bytes(8)!r}, new=<Pin>)"
    assert "apdu" not in repr(request)
    assert not [one for one in fields(Staff) if one.name == "session" and one.repr]
