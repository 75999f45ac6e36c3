"""What a screen is given to show of a card: all that is known, nothing that is not, and other cards after the PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kiosk.issuer.answers import OwnedCard
from kiosk.roles.self_service.intents import INTENTS
from kiosk.roles.self_service.projection import project
from kiosk.roles.view import Value, View
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session import state as st
from kiosk.session.enabling import Enabling
from kiosk.session.place import Broken, Outside, Place
from kiosk.session.reason import NotChanged
from kiosk.session.state import StandingShown
from kiosk.session.visit import NoList, Visit
from tests.support.samples import BROKEN, FACTS, INSIDE, OTHER, VISIT

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)


def shown(visit: Visit) -> dict[str, Value]:
    """What the standing screen is given."""
    return project(StandingShown(visit), TODAY).values


@pytest.mark.parametrize("others", [(OTHER,), (), *NoList], ids=str)
def test_other_cards_are_nobodys_business_before_the_pin(others: tuple[OwnedCard, ...] | NoList) -> None:
    values = shown(replace(VISIT, others=others, pin_verified=False))
    assert (values["othersAre"], values["others"]) == ("pin-needed", [])


@pytest.mark.parametrize(
    ("others", "are", "listed"),
    [
        ((OTHER,), "known", [{"lastFour": "4321", "region": "310100", "standing": "normal"}]),
        ((), "known", []),
        (NoList.ASKED, "asked", []),
        (NoList.WITHHELD, "withheld", []),
        (NoList.UNKNOWN, "unknown", []),
        (NoList.NOT_ASKED, "unknown", []),
    ],
    ids=str,
)
def test_after_the_pin_they_are_listed_as_far_as_known(
    others: tuple[OwnedCard, ...] | NoList, are: str, listed: list[dict[str, str]]
) -> None:
    values = shown(replace(VISIT, others=others, pin_verified=True))
    assert (values["othersAre"], values["others"]) == (are, listed)


@pytest.mark.parametrize(
    ("record", "bank"),
    [
        (Record(Standing.NORMAL), "not-active"),
        (Record(Standing.NORMAL, bank_active=True), "active"),
        (Record(Standing.NORMAL, bank_active=True, bank_until=TODAY), "active"),
        (Record(Standing.NORMAL, bank_active=True, bank_until=YESTERDAY), "ended"),
        (Record(Standing.NORMAL, bank_active=False, bank_until=YESTERDAY), "ended"),
    ],
)
def test_the_bank_function_is_as_the_registry_says(record: Record, bank: str) -> None:
    assert shown(replace(VISIT, record=record))["bank"] == bank


@pytest.mark.parametrize(
    ("visit", "advice"),
    [
        (replace(VISIT, genuine=Genuineness.NOT_GENUINE), "card-not-genuine"),
        (replace(VISIT, record=Record(Standing.NORMAL)), "activate-bank-function"),
        (replace(VISIT, record=Record(Standing.NORMAL, bank_active=True, bank_until=YESTERDAY)), "bank-account-ended"),
        (replace(VISIT, others=(OTHER,), pin_verified=True), "several-cards"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_advice_is_drawn_from_all_that_is_known(visit: Visit, advice: str) -> None:
    assert shown(visit)["advice"] == [advice]


def test_advice_tells_nothing_of_other_cards_before_the_pin() -> None:
    assert shown(replace(VISIT, others=(OTHER,), pin_verified=False))["advice"] == ["all-well"]


@pytest.mark.parametrize(
    ("standing", "bank"),
    [(NoStanding.ASKED, "asked"), (NoStanding.UNREACHABLE, "unknown"), (NoStanding.NOT_LISTED, "unknown")],
)
def test_without_a_record_nothing_is_said_of_the_bank(standing: NoStanding, bank: str) -> None:
    values = shown(replace(VISIT, standing=standing, record=None))
    assert (values["bank"], values["bankUntil"], values["lostUntil"]) == (bank, "", "")


def test_without_an_issuer_nothing_is_said_to_be_unknown_only_for_now() -> None:
    values = shown(replace(VISIT, standing=NoStanding.NOT_CONFIGURED, record=None))
    told = {name: values[name] for name in ("standing", "genuine", "bank", "electronicCard", "othersAre", "here")}
    assert told == {
        "standing": "not-configured",
        "genuine": "not-here",
        "bank": "not-here",
        "electronicCard": "not-here",
        "othersAre": "not-here",
        "here": "change-pin",
    }
    assert values["advice"] == ["standing-not-configured"]


def test_while_the_registry_is_asked_nobody_is_told_that_it_cannot_be() -> None:
    asked = replace(VISIT, standing=NoStanding.ASKED, record=None)
    unreachable = replace(asked, standing=NoStanding.UNREACHABLE)
    told = [("standing-unreachable" in str(shown(visit)["advice"])) for visit in (asked, unreachable)]
    assert told == [False, True]


@pytest.mark.parametrize(
    ("visit", "here"),
    [
        (VISIT, "change-pin"),
        (replace(VISIT, standing=Standing.SEALED), "change-pin"),
        (replace(VISIT, standing=NoStanding.UNREACHABLE), "change-pin"),
        (replace(VISIT, card=replace(FACTS, tries_left=0)), "unlock"),
        (replace(VISIT, standing=Standing.LOST), "replace"),
        (replace(VISIT, standing=Standing.CANCELLED, card=replace(FACTS, tries_left=0)), ""),
        (replace(VISIT, genuine=Genuineness.NOT_GENUINE), ""),
    ],
    ids=["normal", "sealed", "unreachable", "locked", "lost", "cancelled-and-locked", "not-genuine"],
)
def test_what_can_be_done_right_here(visit: Visit, here: str) -> None:
    assert shown(visit)["here"] == here


def test_what_can_be_touched_of_a_card_is_an_intent_wherever_nothing_stands_against_it() -> None:
    cards = (VISIT, *(replace(VISIT, standing=standing) for standing in (*Standing, *NoStanding)))
    named = {"enable": "change-pin"}
    for visit in cards:
        offered = shown(visit)["offers"]
        assert isinstance(offered, list)
        free = [each["deed"] for each in offered if isinstance(each, dict) and not each["bar"]]
        assert [deed for deed in free if named.get(deed, deed) not in INTENTS] == []


@pytest.mark.parametrize("enabling", list(Enabling))
def test_a_card_is_said_to_be_enabled_when_the_office_says_so_and_not_before(enabling: Enabling) -> None:
    view = project(st.PinChanged(VISIT, INSIDE, enabling), TODAY)
    screen = "enabled" if enabling is Enabling.DONE else "pin-changed"
    assert (view.screen, view.values["enabling"]) == (screen, enabling.value)


def test_what_is_keyed_belongs_to_its_screen_and_stage() -> None:
    first, again = View("reset-pin", {"stage": "new"}), View("reset-pin", {"stage": "again"})
    assert (first.pad, again.pad, View("pin-new").pad) == (
        ("reset-pin", "new"),
        ("reset-pin", "again"),
        ("pin-new", ""),
    )


def test_of_a_day_and_a_number_that_can_not_be_read_nothing_is_said() -> None:
    values = shown(replace(VISIT, card=replace(FACTS, valid_until=None, number="")))

    assert [values[key] for key in ("validUntil", "expired", "renewable", "lastFour", "advice")] == [
        "",
        False,
        False,
        "",
        ["validity-unknown"],
    ]


@pytest.mark.parametrize("place", [INSIDE, Outside(), Broken(BROKEN)], ids=lambda place: type(place).__name__)
@pytest.mark.parametrize(
    "result",
    [lambda place: st.PinChanged(VISIT, place), lambda place: st.ChangeFailed(VISIT, NotChanged.REFUSED, place)],
    ids=["changed", "failed"],
)
def test_a_result_whose_card_is_out_tells_of_the_card_what_it_needs_and_nothing_of_the_person(
    result: Callable[[Place], st.State], place: Place
) -> None:
    values = project(result(place), TODAY).values
    told = set(values) & set(shown(VISIT))

    needed = {"hasPin", "triesLeft", "triesLimit", "genuine", "limitedUntil"}
    assert told == (set(shown(VISIT)) - {"mayListOthers"} if place == INSIDE else needed)


@pytest.mark.parametrize(
    ("record", "limit"),
    [(None, 0), (Record(Standing.NORMAL), 0), (Record(Standing.NORMAL, pin_limit=3), 3)],
    ids=["no record", "not known", "three"],
)
def test_attempts_are_drawn_of_the_cards_own_limit(record: Record | None, limit: int) -> None:
    assert shown(replace(VISIT, record=record))["triesLimit"] == limit


def test_what_was_chosen_before_the_card_is_in_is_shown() -> None:
    told = [project(st.Attract(wish), TODAY).values.get("wish") for wish in (None, *st.Wish)]
    assert told == [None, "change-pin", "standing"]
