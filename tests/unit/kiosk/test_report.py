"""What `kiosk status` says of a card: for programs and for people, and nothing personal in either."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.card.facts import CardFacts
from kiosk.report import MEANINGS, report, report_lines
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.session.visit import Visit
from tests.support.samples import CARD, FACTS, HOLDER, VISIT

TODAY = date(2026, 11, 22)


def visit(standing: StandingAnswer = Standing.NORMAL, card: CardFacts = FACTS) -> Visit:
    return replace(VISIT, standing=standing, card=card)


def lines(shown: Visit) -> dict[str, str]:
    return dict(report_lines(shown, TODAY))


def test_attempts_are_counted_as_people_do() -> None:
    told = {left: lines(visit(card=replace(FACTS, tries_left=left)))["PIN"] for left in (None, 0, 1, 2)}

    assert told == {None: "not known", 0: "locked", 1: "1 PIN attempt left", 2: "2 PIN attempts left"}


def test_the_whole_report() -> None:
    assert report(visit(), TODAY) == {
        "reader": "Bench Reader",
        "atr": "3B6D000000814A44468660610100000001",
        "protocol": "t0",
        "version": "3.00",
        "region": "610100",
        "card_number": "*****569X",
        "identification": "****************************4567",
        "issued": "2024-03-18",
        "valid_until": "2034-03-17",
        "tries_left": 6,
        "locked": False,
        "expired": False,
        "renewable": False,
        "standing": {"code": 1, "name": "normal"},
        "electronic_card": "all-services",
        "advice": ["all-well"],
    }


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param(
            visit(NoStanding.NOT_LISTED),
            {"standing": None, "electronic_card": None, "advice": ["standing-not-listed"]},
            id="not in the registry",
        ),
        pytest.param(
            visit(Standing.SEALED),
            {"standing": {"code": 0, "name": "sealed"}, "electronic_card": "as-physical-card"},
            id="standing 0 is a standing",
        ),
        pytest.param(visit(card=replace(FACTS, tries_left=0)), {"tries_left": 0, "locked": True}, id="locked"),
        pytest.param(visit(card=replace(FACTS, tries_left=None)), {"tries_left": None, "locked": False}, id="no PIN"),
        pytest.param(
            visit(card=replace(FACTS, issued=None, valid_until=None)),
            {"issued": None, "valid_until": None, "expired": None, "renewable": None, "advice": ["validity-unknown"]},
            id="no dates",
        ),
        pytest.param(
            visit(card=replace(FACTS, valid_until=date(2026, 11, 21))),
            {"valid_until": "2026-11-21", "expired": True, "renewable": True},
            id="expired",
        ),
        pytest.param(
            visit(card=replace(FACTS, number="", version="", identification=b"\xff" * 16)),
            {"card_number": None, "version": None, "region": None},
            id="nothing of its form",
        ),
    ],
)
def test_what_differs(shown: Visit, expected: dict[str, object]) -> None:
    whole = report(shown, TODAY)

    assert {key: whole[key] for key in expected} == expected


def test_the_report_for_people() -> None:
    assert report_lines(visit(Standing.LOST), TODAY) == [
        ("reader", "Bench Reader"),
        ("card", "*****569X, region 610100, version 3.00"),
        ("ATR", "3B6D000000814A44468660610100000001 (t0)"),
        ("valid", "2024-03-18 to 2034-03-17, in date"),
        ("PIN", "6 PIN attempts left"),
        ("standing", "2 lost"),
        ("advice", "This card is reported lost. Take your ID card to a service point or the bank to replace it."),
    ]


@pytest.mark.parametrize(
    ("shown", "label", "words"),
    [
        (visit(card=replace(FACTS, tries_left=0)), "PIN", "locked"),
        (visit(card=replace(FACTS, tries_left=None)), "PIN", "not known"),
        (visit(card=replace(FACTS, tries_left=None, has_pin=False)), "PIN", "none yet"),
        (visit(NoStanding.UNREACHABLE), "standing", "not known"),
        (visit(NoStanding.NOT_CONFIGURED), "standing", "not known, no issuer is configured"),
        (visit(card=replace(FACTS, valid_until=date(2026, 11, 21))), "valid", "2024-03-18 to 2026-11-21, expired"),
        (visit(card=replace(FACTS, valid_until=None)), "valid", "2024-03-18 to not known"),
        (visit(card=replace(FACTS, issued=None)), "valid", "not known to 2034-03-17, in date"),
        (visit(card=replace(FACTS, number="", version="")), "card", "not known, region 610100, version not known"),
        (visit(card=replace(FACTS, valid_until=date(2027, 1, 21))), "valid", "2024-03-18 to 2027-01-21, renewable"),
    ],
)
def test_what_differs_for_people(shown: Visit, label: str, words: str) -> None:
    assert lines(shown)[label] == words


def test_nothing_personal_is_in_either() -> None:
    shown = visit(card=replace(FACTS, version="2.00", holder=HOLDER))
    said = f"{report(shown, TODAY)} {report_lines(shown, TODAY)}"
    personal = [FACTS.number, CARD.hex().upper(), HOLDER.name, HOLDER.number, "1885"]

    assert [each for each in personal if each in said] == []


def test_the_page_says_what_every_key_means() -> None:
    assert list(report(visit(Standing.NORMAL), TODAY)) == list(MEANINGS)


def test_a_card_that_the_issuer_does_not_check_is_said_to_be_so() -> None:
    told = lines(replace(visit(), genuine=Genuineness.UNCHECKED))["standing"]

    assert told.startswith("1 normal, but the issuer does not check now whether this is the card")
