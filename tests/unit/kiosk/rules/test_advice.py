"""From what is known of a card to advice: the whole table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.advice import ADVICE, ALL_WELL, Known, Needs, advice_for, advice_to_follow
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.words import ADVICE as WORDS
from tests.support.samples import FACTS

TODAY = date(2026, 11, 22)


def known(standing: StandingAnswer = Standing.NORMAL, tries_left: int | None = 6, days_left: int | None = 365) -> Known:
    valid_until = None if days_left is None else TODAY + timedelta(days=days_left)
    return Known(replace(FACTS, tries_left=tries_left, valid_until=valid_until), standing, TODAY)


def without_pin(standing: StandingAnswer = Standing.NORMAL) -> Known:
    """A card that has no PIN yet."""
    card = known(standing, None)
    return replace(card, card=replace(card.card, has_pin=False))


def recorded(standing: Standing = Standing.NORMAL, *, active: bool = True, days_left: int | None = 365) -> Known:
    """A card whose registry record is known; its bank account ends after so many days."""
    until = None if days_left is None else TODAY + timedelta(days=days_left)
    return replace(known(standing), record=Record(standing, bank_active=active, bank_until=until))


def test_what_each_advice_needs_is_what_it_takes() -> None:
    """`kiosk status` never gives what needs a PIN, however the page of its advice puts it."""
    counted = (known(NoStanding.NOT_CONFIGURED, *card) for card in product((0, 1, 2, 6), (-1, 0, 365, None)))
    cards = [*counted, without_pin(NoStanding.NOT_CONFIGURED)]
    at_an_issuer = [
        replace(recorded(Standing.NORMAL, active=active, days_left=days), standing=standing, genuine=genuine)
        for active, days, standing, genuine in product(
            (True, False), (-1, 365), (*Standing, NoStanding.NOT_LISTED, NoStanding.UNREACHABLE), Genuineness
        )
    ]
    by_card = {advice for each in cards for advice in advice_for(each)}
    asked_for_none = {advice for each in (*cards, *at_an_issuer) for advice in advice_for(each)}
    unblocked_in_vain = set(advice_for(replace(known(tries_left=0), unblockable=False)))
    told = {
        advice.id: Needs.CARD
        if advice in by_card
        else Needs.ISSUER
        if advice in asked_for_none
        else Needs.UNBLOCK
        if advice in unblocked_in_vain
        else Needs.PIN
        for advice in (*ADVICE, ALL_WELL)
    }

    assert {advice.id: advice.needs for advice in (*ADVICE, ALL_WELL)} == told


@pytest.mark.parametrize(
    ("what", "ids"),
    [
        pytest.param(known(), ["all-well"], id="a normal card"),
        pytest.param(known(Standing.SEALED), ["enable-card"], id="sealed"),
        pytest.param(known(Standing.LOST), ["replace-lost-card"], id="lost"),
        pytest.param(known(Standing.APPLICATION_LOCKED), ["issuer-locked"], id="locked by the issuer"),
        pytest.param(known(Standing.TEMPORARILY_LOST), ["lift-or-confirm-loss"], id="temporarily lost"),
        pytest.param(known(Standing.CANCELLED), ["card-cancelled"], id="cancelled"),
        pytest.param(known(NoStanding.NOT_LISTED), ["standing-not-listed"], id="not in the registry"),
        pytest.param(known(NoStanding.UNREACHABLE), ["standing-unreachable"], id="no registry"),
        pytest.param(known(NoStanding.NOT_CONFIGURED), ["standing-not-configured"], id="no issuer"),
        pytest.param(known(NoStanding.ASKED), ["standing-unreachable"], id="no registry yet"),
        pytest.param(known(tries_left=0), ["pin-locked"], id="no attempts left"),
        pytest.param(known(tries_left=1), ["pin-last-attempt"], id="one attempt left"),
        pytest.param(known(tries_left=2), ["pin-few-attempts"], id="two attempts left"),
        pytest.param(known(tries_left=3), ["all-well"], id="three attempts left"),
        pytest.param(known(tries_left=None), ["all-well"], id="attempts that are not known"),
        pytest.param(without_pin(), ["pin-not-set"], id="a card without a PIN"),
        pytest.param(without_pin(Standing.SEALED), ["pin-not-set"], id="sealed, without a PIN to change"),
        pytest.param(known(days_left=61), ["all-well"], id="61 days left"),
        pytest.param(known(days_left=60), ["renew-soon"], id="60 days left"),
        pytest.param(known(days_left=0), ["renew-soon"], id="the last day"),
        pytest.param(known(days_left=-1), ["card-expired"], id="the day after"),
        pytest.param(known(days_left=None), ["validity-unknown"], id="a card without a date"),
        pytest.param(recorded(), ["all-well"], id="a card and its account in use"),
        pytest.param(recorded(active=False, days_left=None), ["activate-bank-function"], id="no account yet"),
        pytest.param(recorded(Standing.SEALED, active=False), ["enable-card"], id="sealed, no account yet"),
        pytest.param(recorded(days_left=0), ["all-well"], id="the account's last day"),
        pytest.param(recorded(days_left=-1), ["bank-account-ended"], id="the day after"),
        pytest.param(recorded(active=False, days_left=-1), ["bank-account-ended"], id="the bank has stopped it"),
        pytest.param(recorded(days_left=None), ["all-well"], id="an account without an end"),
        pytest.param(replace(known(), others=1), ["several-cards"], id="another card in use"),
        pytest.param(replace(known(Standing.LOST), others=1), ["replace-lost-card"], id="lost, and another in use"),
        pytest.param(
            replace(known(tries_left=0), genuine=Genuineness.NOT_GENUINE),
            ["card-not-genuine", "pin-locked"],
            id="not genuine comes first",
        ),
        *(
            pytest.param(replace(known(), genuine=genuine), ids, id=f"its proof: {genuine.value}")
            for genuine, ids in (
                (Genuineness.UNKNOWN, ["all-well"]),
                (Genuineness.ASKED, ["all-well"]),
                (Genuineness.GENUINE, ["all-well"]),
                (Genuineness.SILENT, ["card-silent"]),
                (Genuineness.POSTPONED, ["card-postponed"]),
                (Genuineness.UNCHECKED, ["card-unchecked"]),
            )
        ),
        pytest.param(
            replace(known(NoStanding.UNREACHABLE), genuine=Genuineness.UNCHECKED),
            ["standing-unreachable"],
            id="nothing can be looked up",
        ),
    ],
)
def test_advice(what: Known, ids: list[str]) -> None:
    assert [advice.id for advice in advice_for(what)] == ids


def test_the_most_pressing_comes_first() -> None:
    """DigiDoc4-Client#1058: the overview hides how many attempts are left until it is too late."""
    found = advice_for(known(Standing.LOST, tries_left=0, days_left=-1))

    assert [advice.id for advice in found] == ["replace-lost-card", "pin-locked", "card-expired"]


@given(
    st.builds(
        known,
        standing=st.sampled_from([*Standing, *NoStanding]),
        tries_left=st.none() | st.integers(0, 15),
        days_left=st.none() | st.integers(-9000, 9000),
    )
    | st.builds(
        recorded,
        standing=st.sampled_from(Standing),
        active=st.booleans(),
        days_left=st.none() | st.integers(-9000, 9000),
    )
)
def test_there_is_always_advice_and_all_is_well_only_where_nothing_else_is_said(what: Known) -> None:
    found = advice_for(what)

    assert (ALL_WELL in found, len(found) > 0) == (found == (ALL_WELL,), True)


def test_every_advice_has_words_and_no_words_are_left_over() -> None:
    assert [advice.id for advice in (*ADVICE, ALL_WELL)] == list(WORDS)


@pytest.mark.parametrize(
    ("what", "ids"),
    [
        pytest.param(
            known(Standing.LOST, 0, -1), ["replace-lost-card"], id="a lost card is neither unlocked nor renewed"
        ),
        pytest.param(known(Standing.CANCELLED, 1), ["card-cancelled"], id="a cancelled one has no attempts to save"),
        pytest.param(known(Standing.SEALED, 0), ["pin-locked"], id="a locked PIN is not changed to enable a card"),
        pytest.param(known(Standing.SEALED, 1), ["pin-last-attempt", "enable-card"], id="with one attempt it is"),
        pytest.param(
            replace(known(tries_left=0, days_left=10), unblockable=False),
            ["replace-locked-card"],
            id="a card that nothing unlocks is replaced",
        ),
    ],
)
def test_what_a_person_is_told_to_do_is_not_vain(what: Known, ids: list[str]) -> None:
    assert [advice.id for advice in advice_to_follow(what)] == ids


def test_screens_say_that_the_banks_function_has_ended_before_that_the_card_will() -> None:
    soon = replace(FACTS, valid_until=TODAY + timedelta(days=10))
    record = Record(Standing.NORMAL, bank_active=True, bank_until=TODAY - timedelta(days=1))
    ended = Known(soon, Standing.NORMAL, TODAY, record, Genuineness.GENUINE)
    assert [advice.id for advice in advice_to_follow(ended)] == ["bank-account-ended", "renew-soon"]
    assert [advice.id for advice in advice_for(ended)] == ["renew-soon", "bank-account-ended"]
