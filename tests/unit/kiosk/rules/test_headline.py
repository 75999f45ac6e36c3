"""The worst that is known of a card is what every screen says first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from kiosk.rules.advice import Known
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.headline import HEADLINES, Tone, headline_of
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from tests.support.samples import FACTS

TODAY = date(2026, 11, 22)
FROM_GOOD_TO_BAD = (Tone.GOOD, Tone.INFO, Tone.WARN, Tone.BAD)


def known(
    standing: StandingAnswer = Standing.NORMAL,
    tries_left: int | None = 6,
    days_left: int | None = 365,
    bank_days: int = 365,
    genuine: Genuineness = Genuineness.GENUINE,
) -> Known:
    valid_until = None if days_left is None else TODAY + timedelta(days=days_left)
    card = replace(FACTS, tries_left=tries_left, valid_until=valid_until, has_pin=tries_left is not None)
    record = Record(Standing.NORMAL, bank_active=True, bank_until=TODAY + timedelta(days=bank_days))
    return Known(card, standing, TODAY, record, genuine)


ALL = [
    known(*facts)
    for facts in product((*Standing, *NoStanding), (0, 1, 2, 6, None), (-1, 10, 365, None), (-1, 365), Genuineness)
]


@pytest.mark.parametrize(
    ("what", "headline"),
    [
        (known(), "normal"),
        (known(tries_left=0), "pin-locked"),
        (replace(known(tries_left=0), unblockable=False), "to-be-replaced"),
        (known(Standing.LOST, 0), "lost"),
        (known(Standing.TEMPORARILY_LOST, 0), "temporarily-lost"),
        (known(Standing.SEALED), "sealed"),
        (known(Standing.SEALED, 0), "pin-locked"),
        (known(Standing.SEALED, days_left=-1), "expired"),
        (known(tries_left=1, days_left=-1), "last-attempt"),
        (known(tries_left=2), "few-attempts"),
        (known(days_left=10), "expiring"),
        (known(days_left=10, bank_days=-1), "bank-ended"),
        (known(NoStanding.UNREACHABLE, 0), "pin-locked"),
        (known(NoStanding.ASKED), "asked"),
        (known(genuine=Genuineness.ASKED), "checking"),
        (known(genuine=Genuineness.UNCHECKED), "unchecked"),
        (known(Standing.CANCELLED, 0, -1, genuine=Genuineness.NOT_GENUINE), "not-genuine"),
        (known(tries_left=None), "pin-not-set"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_worst_is_said(what: Known, headline: str) -> None:
    assert headline_of(what).id == headline


def test_no_tone_is_better_than_that_of_anything_that_is_known() -> None:
    graded = [FROM_GOOD_TO_BAD.index(headline.tone) for headline in HEADLINES]
    assert graded == sorted(graded, reverse=True)


def test_green_is_a_card_with_which_nothing_is_wrong() -> None:
    green = [each for each in ALL if headline_of(each).tone is Tone.GOOD]
    assert green
    assert all(
        each.standing is Standing.NORMAL
        and (each.card.tries_left or 0) > 2
        and each.card.valid_until == TODAY + timedelta(days=365)
        and each.genuine in (Genuineness.GENUINE, Genuineness.UNKNOWN)
        and each.record is not None
        and each.record.bank_until == TODAY + timedelta(days=365)
        for each in green
    )


def test_every_headline_is_of_some_card() -> None:
    dead = replace(known(tries_left=0), unblockable=False)
    assert {headline_of(each).id for each in (*ALL, dead)} == {headline.id for headline in HEADLINES}
