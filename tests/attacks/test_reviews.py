"""Changes that were proved in part: a review freezes nothing, and nobody gets past it with less than was missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from emulator.issuer import reviews
from emulator.issuer.answers import Done, Enabled, EnabledReport, Reason, Refused, Standing, UnderReview
from emulator.issuer.differences import InReview, Unbelieved, notes
from emulator.issuer.schema import CardRow, Review
from tests.attacks.hall import ELSEWHERE, HERE, NEW_PIN, WITH_PIK, Hall, HeldCard, enabled, hall, pin_proved, presence
from tests.unit.emulator.issuer.service_point import got

SEALED, NORMAL = Standing.SEALED, Standing.NORMAL


@pytest.fixture
def here() -> Iterator[Hall]:
    """A hall of one's own."""
    with hall() as opened:
        yield opened


def reported_offline(hall: Hall, card: HeldCard, key: str = "offline") -> bytes:
    """A change of which the office heard when it was over; the presence that it names."""
    token = presence(hall, card)
    assert hall.office.report_enabled_by(HERE, EnabledReport(token), key) == UnderReview()
    return token


def listed(hall: Hall, *, closed: bool = True) -> list[Review]:
    with hall.database.reading() as session:
        return list(reviews.listed(session, closed=closed))


def decided(hall: Hall, accept: bool, *, id: int = 1, reason: str = "seen at desk 3", by: str = "east-01") -> object:
    with hall.database.writing() as session:
        return reviews.decide(session, id, accept, reason, by, hall.clock())


# --- what is written down


def test_a_review_says_what_was_missing(here: Hall) -> None:
    offline, cut, late = HeldCard("sealed"), HeldCard("sealed-3des"), HeldCard("without-pik")
    reported_offline(here, offline)
    proved = presence(here, cut)
    asked = got(here.office.enabling_challenge(HERE, proved))
    here.office.report_enabled_by(HERE, EnabledReport(proved, asked.number, cut.irk(asked.before)), "cut")
    report = enabled(here, late)
    here.clock.pass_by(minutes=5)
    here.office.report_enabled_by(HERE, report, "late")

    assert [(each.card, each.terminal, each.why, each.state) for each in listed(here)] == [
        (offline.identification.hex(), "hall-1", "no-challenge", "open"),
        (cut.identification.hex(), "hall-1", "not-shown", "open"),
        (late.identification.hex(), "hall-1", "late", "open"),
    ]


def test_a_card_has_one_open_review(here: Hall) -> None:
    card = HeldCard("sealed")
    for number in range(3):
        reported_offline(here, card, f"key {number}")

    assert len(listed(here)) == 1


def test_a_report_that_comes_twice_opens_one_review_and_says_the_same_later(here: Hall) -> None:
    card = HeldCard("sealed")
    report = EnabledReport(presence(here, card))
    first = here.office.report_enabled_by(HERE, report, "key")
    decided(here, accept=False)

    assert (first, here.office.report_enabled_by(HERE, report, "key")) == (UnderReview(), UnderReview())
    assert [each.state for each in listed(here)] == ["refused"]


def test_a_review_freezes_nothing(here: Hall) -> None:
    card = HeldCard("sealed")
    token = reported_offline(here, card)

    assert here.standing(card) is SEALED
    assert pin_proved(here, card, token, initial=True) == Done()
    assert here.office.report_enabled_by(HERE, enabled(here, card), "another change") == Enabled()


def test_reviews_and_what_nobody_believed_are_worth_knowing(here: Hall) -> None:
    reported_offline(here, HeldCard("sealed"))
    for number in range(2):
        here.office.report_enabled_by(ELSEWHERE, EnabledReport(bytes(32)), f"nobody {number}")
    with here.database.reading() as session:
        told = notes(session, here.clock())
        month_later = notes(session, here.clock() + timedelta(days=31))

    assert (told, month_later) == ((InReview(1), Unbelieved("hall-2", 2)), (InReview(1),))


# --- how one ends


def test_a_later_change_that_is_proved_completes_it(here: Hall) -> None:
    card = HeldCard("sealed")
    reported_offline(here, card)
    here.office.report_enabled_by(HERE, enabled(here, card), "proved")

    assert here.history(card) == [(SEALED, NORMAL, "hall-1", "proved")]
    assert [(each.state, each.closed_by) for each in listed(here)] == [("completed", "hall-1")]


def test_one_of_a_card_that_is_normal_by_now_ends_with_what_is_proved(here: Hall) -> None:
    card = HeldCard("sealed")
    reported_offline(here, card)
    with here.database.writing() as session:
        session.get_one(CardRow, card.identification.hex()).standing = NORMAL

    assert here.office.report_enabled_by(HERE, enabled(here, card), "proved") == Enabled()
    assert (here.history(card), listed(here, closed=False)) == ([], [])


@pytest.mark.parametrize("id", WITH_PIK)
def test_a_pin_that_is_no_initial_one_completes_it(here: Hall, id: str) -> None:
    card = HeldCard(id)
    reported_offline(here, card)
    here.clock.pass_by(days=100)
    pin_proved(here, card, presence(here, card))

    assert here.history(card) == [(SEALED, NORMAL, "hall-1", "review")]
    assert listed(here, closed=False) == []


def test_an_initial_pin_completes_nothing(here: Hall) -> None:
    card = HeldCard("sealed")
    token = reported_offline(here, card)

    assert pin_proved(here, card, token, initial=True) == Done()

    assert here.standing(card) is SEALED


def test_a_pin_that_is_proved_enables_no_card_that_nobody_reported(here: Hall) -> None:
    card = HeldCard("sealed")

    assert pin_proved(here, card, presence(here, card)) == Done()
    assert here.standing(card) is SEALED


def test_a_claim_completes_nothing(here: Hall) -> None:
    card = HeldCard("without-pik")
    here.office.claim_pin(HERE, reported_offline(here, card))

    assert here.standing(card) is SEALED


def test_a_pin_of_another_card_completes_nothing(here: Hall) -> None:
    card, mine = HeldCard("sealed"), HeldCard("sealed-3des")
    reported_offline(here, card)
    pin_proved(here, mine, presence(here, mine))

    assert [here.standing(each) for each in (card, mine)] == [SEALED, SEALED]


@pytest.mark.parametrize("accept", [True, False])
def test_staff_decides_for_a_reason(here: Hall, accept: bool) -> None:
    card = HeldCard("without-pik")
    reported_offline(here, card)

    assert [decided(here, accept) for _ in range(2)] == [Done(), Done()]
    assert here.history(card) == ([(SEALED, NORMAL, "east-01", "review")] if accept else [])
    assert [(each.state, each.closed_by, each.reason) for each in listed(here)] == [
        ("completed" if accept else "refused", "east-01", "seen at desk 3")
    ]


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"reason": " "}, Reason.MALFORMED),
        ({"by": ""}, Reason.MALFORMED),
        ({"id": 2}, Reason.NO_REVIEW),
    ],
)
def test_a_decision_has_a_reason_a_name_and_a_review(here: Hall, what: dict[str, object], reason: Reason) -> None:
    reported_offline(here, HeldCard("sealed"))

    assert decided(here, True, **what) == Refused(reason)  # type: ignore[arg-type]
    assert len(listed(here, closed=False)) == 1


def test_what_was_decided_stays_decided(here: Hall) -> None:
    card = HeldCard("sealed")
    reported_offline(here, card)
    decided(here, accept=False)

    assert decided(here, accept=True) == Refused(Reason.CONFLICT)
    assert here.standing(card) is SEALED


def test_a_card_that_was_lost_meanwhile_is_not_enabled_and_waits(here: Hall) -> None:
    card = HeldCard("sealed")
    token = reported_offline(here, card)
    with here.database.writing() as session:
        session.get_one(CardRow, card.identification.hex()).standing = Standing.LOST

    assert decided(here, accept=True) == Refused(Reason.NOT_ALLOWED)
    pin_proved(here, card, token)
    assert (here.standing(card), len(listed(here, closed=False))) == (Standing.LOST, 1)
    assert decided(here, accept=False) == Done()


# --- getting round it


def test_a_proof_from_before_a_refusal_opens_no_other_review(here: Hall) -> None:
    """A terminal that keeps presences in stock, and brings one after the other."""
    card = HeldCard("sealed")
    stock = [presence(here, card) for _ in range(3)]
    here.office.report_enabled_by(HERE, EnabledReport(stock[0]), "key 0")
    here.clock.pass_by(minutes=1)
    decided(here, accept=False)

    for number, token in enumerate(stock, start=1):
        answer = here.office.report_enabled_by(HERE, EnabledReport(token), f"key {number}")
        assert answer == Refused(Reason.REPLAYED)


def test_a_proof_from_after_it_does(here: Hall) -> None:
    card = HeldCard("sealed")
    reported_offline(here, card)
    decided(here, accept=False)
    here.clock.pass_by(minutes=1)
    reported_offline(here, card, "again")

    assert [each.state for each in listed(here)] == ["refused", "open"]


def test_a_new_pin_that_was_keyed_in_at_home_is_no_way_past_the_key(here: Hall) -> None:
    """PIK without the PIN verified since power-on: the card says no, and the review stays open."""
    card = HeldCard("sealed")
    token = reported_offline(here, card)
    card.verify()
    card.power_on()

    assert pin_proved(here, card, token, NEW_PIN) == Refused(Reason.NOT_GENUINE)
    assert here.standing(card) is SEALED
