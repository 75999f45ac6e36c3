"""The registry: standings, changes put down once each, temporary losses that end by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import update

from emulator.issuer import records
from emulator.issuer.answers import Done, OtherCards, Reason, Record, Refused, Standing
from emulator.issuer.changes import Cause, change
from emulator.issuer.schema import CardRow
from emulator.issuer.standings import SETTLED, SUSPENDED, Actor, allowed
from tests.unit.emulator.issuer.registry_scenes import CARDS, Bench

SEALED, NORMAL, LOST = Standing.SEALED, Standing.NORMAL, Standing.LOST
LOCKED, TEMPORARILY_LOST, CANCELLED = Standing.APPLICATION_LOCKED, Standing.TEMPORARILY_LOST, Standing.CANCELLED
HOLDER, SERVICE_POINT, CLOCK, ISSUER = Actor.HOLDER, Actor.SERVICE_POINT, Actor.CLOCK, Actor.ISSUER
NOBODYS = bytes(16)
STANDS = {
    SEALED: "sealed",
    NORMAL: "normal",
    LOST: "lost",
    LOCKED: "blocked-application",
    TEMPORARILY_LOST: "temporarily-lost",
    CANCELLED: "cancelled",
}


@pytest.fixture(scope="module")
def bundled() -> Iterator[Bench]:
    """For tests that leave it as it is."""
    with Bench() as bench:
        yield bench


def told(bench: Bench, card: str) -> list[tuple[Standing, Standing, Actor]]:
    """A card's history, without times."""
    return [(change.before, change.after, change.actor) for change in bench.registry.history(CARDS[card])]


def record(bench: Bench, card: str) -> Record:
    found = bench.registry.record(CARDS[card])
    assert isinstance(found, Record)
    return found


def version(bench: Bench, card: str) -> int:
    with bench.database.reading() as session:
        return session.get_one(CardRow, CARDS[card].hex()).version


# --- what is known of a card


def test_a_cards_record_says_all_that_a_terminal_asks(bench: Bench) -> None:
    assert bench.registry.record(CARDS["normal"]) == Record(
        standing=NORMAL,
        lost_until=None,
        bank_active=True,
        bank_until=date(2034, 3, 17),
        minor=False,
        pin_limit=6,
    )


def test_a_child_is_a_minor(bench: Bench) -> None:
    assert record(bench, "child").minor


def test_a_child_is_a_minor_until_the_eighteenth_birthday_in_china(bench: Bench) -> None:
    midnight = datetime(2037, 5, 2, 16, 0, tzinfo=UTC)  # 3 May in China
    bench.clock.now = midnight - timedelta(microseconds=1)
    before = record(bench, "child").minor
    bench.clock.now = midnight

    assert (before, record(bench, "child").minor) == (True, False)


def test_a_card_that_nobody_knows_is_unknown(bench: Bench) -> None:
    unknown = Refused(Reason.UNKNOWN_CARD)

    assert bench.registry.record(NOBODYS) == unknown
    assert bench.registry.others(NOBODYS) == unknown
    assert bench.registry.enable(NOBODYS, terminal="t", key="1") == unknown
    assert bench.registry.change(NOBODYS, LOST, seen=NORMAL, actor=SERVICE_POINT, by="s", key="2") == unknown
    assert bench.registry.history(NOBODYS) == ()


def test_the_other_cards_of_a_person_are_told(bench: Bench) -> None:
    others = bench.registry.others(CARDS["normal"])

    assert isinstance(others, OtherCards)
    assert [(card.last_four, card.region, card.standing) for card in others.cards] == [("6183", "620100", NORMAL)]


def test_who_has_one_card_has_no_others(bench: Bench) -> None:
    assert bench.registry.others(CARDS["sealed"]) == OtherCards(())


def test_another_card_is_told_with_its_standing_of_the_day(bench: Bench) -> None:
    bench.change("second-card", TEMPORARILY_LOST, HOLDER)
    bench.clock.pass_by(days=8)
    others = bench.registry.others(CARDS["normal"])

    assert isinstance(others, OtherCards)
    assert [card.standing for card in others.cards] == [NORMAL]


# --- changes


@pytest.mark.parametrize(("before", "after"), list(product(Standing, Standing)))
def test_exactly_what_the_table_allows_is_done(bundled: Bench, before: Standing, after: Standing) -> None:
    """A card that came suspended was normal, as far as anybody knows."""
    card, at = CARDS[STANDS[before]], bundled.clock()
    for actor in Actor:
        possible = allowed(before, after, actor) and not (before in SUSPENDED and after is SEALED)
        with bundled.database.reading() as session:  # nothing stays
            held = session.get_one(CardRow, card.hex())
            answer = change(session, card, after, Cause(actor, "", "once", at), seen=before)
            now = records.record(session, card, at)
            standing = held.standing

        assert answer == (Done() if possible else Refused(Reason.NOT_ALLOWED))
        assert isinstance(now, Record)
        assert now.standing is Standing(standing) is (after if possible else before)


@pytest.mark.parametrize(("suspended", "actor"), [(TEMPORARILY_LOST, HOLDER), (LOCKED, ISSUER)])
@pytest.mark.parametrize("before", sorted(SETTLED))
def test_a_suspended_card_goes_back_to_what_it_was_and_to_nothing_else(
    bench: Bench, before: Standing, suspended: Standing, actor: Actor
) -> None:
    card = STANDS[before]
    other = SEALED if before is NORMAL else NORMAL
    bench.change(card, suspended, actor)

    assert bench.change(card, other, SERVICE_POINT) == Refused(Reason.NOT_ALLOWED)
    assert bench.change(card, before, SERVICE_POINT) == Done()
    assert bench.standing(card) is before


def test_what_counts_is_what_it_was_before_the_latest_suspension(bench: Bench) -> None:
    bench.change("sealed", TEMPORARILY_LOST, HOLDER)
    bench.change("sealed", SEALED, SERVICE_POINT)
    bench.change("sealed", NORMAL, SERVICE_POINT)
    bench.change("sealed", TEMPORARILY_LOST, HOLDER)

    assert bench.change("sealed", NORMAL, SERVICE_POINT) == Done()


def test_a_change_is_put_down_with_who_and_when(bench: Bench) -> None:
    bench.registry.change(CARDS["normal"], LOST, seen=NORMAL, actor=SERVICE_POINT, by="610100-P01-01", key="k")

    (change,) = bench.registry.history(CARDS["normal"])
    assert (change.at, change.by, change.actor) == (bench.clock.now, "610100-P01-01", SERVICE_POINT)


def test_a_change_of_what_is_no_more_is_a_conflict(bench: Bench) -> None:
    bench.change("normal", TEMPORARILY_LOST, HOLDER)

    assert bench.change("normal", LOST, SERVICE_POINT, seen=NORMAL) == Refused(Reason.CONFLICT)
    assert bench.standing("normal") is TEMPORARILY_LOST


def test_a_change_counts_the_version_by_one(bench: Bench) -> None:
    bench.change("normal", TEMPORARILY_LOST, HOLDER)

    assert version(bench, "normal") == 2


# --- the same request twice


def test_the_same_request_twice_is_carried_out_once(bench: Bench) -> None:
    for _ in range(3):
        answer = bench.registry.change(CARDS["normal"], LOST, seen=NORMAL, actor=SERVICE_POINT, by="s", key="once")

        assert answer == Done()
    assert told(bench, "normal") == [(NORMAL, LOST, SERVICE_POINT)]


def test_a_repeated_request_does_not_bring_back_what_others_changed_since(bench: Bench) -> None:
    def report() -> Done | Refused:
        return bench.registry.change(CARDS["normal"], TEMPORARILY_LOST, seen=NORMAL, actor=HOLDER, by="", key="once")

    report()
    bench.change("normal", NORMAL, SERVICE_POINT)

    assert report() == Done()
    assert bench.standing("normal") is NORMAL


def test_a_refusal_is_repeated_as_well(bench: Bench) -> None:
    def lift() -> Done | Refused:
        return bench.registry.change(
            CARDS["normal"], NORMAL, seen=TEMPORARILY_LOST, actor=SERVICE_POINT, by="", key="once"
        )

    first = lift()
    bench.change("normal", TEMPORARILY_LOST, HOLDER)

    assert (first, lift()) == (Refused(Reason.CONFLICT), Refused(Reason.CONFLICT))


@pytest.mark.parametrize(
    "other",
    [
        {"card": CARDS["two-left"]},
        {"after": TEMPORARILY_LOST},
        {"seen": SEALED},
        {"actor": ISSUER},
        {"by": "another"},
        {"lost_days": 3},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_key_belongs_to_one_request(bench: Bench, other: dict[str, Any]) -> None:
    request: dict[str, Any] = {
        "card": CARDS["normal"],
        "after": LOST,
        "seen": NORMAL,
        "actor": SERVICE_POINT,
        "by": "s",
        "key": "once",
    }
    bench.registry.change(**request)

    assert bench.registry.change(**request | other) == Refused(Reason.CONFLICT)
    assert bench.standing("two-left") is NORMAL


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_key_that_is_none_is_malformed(bench: Bench, key: str) -> None:
    assert bench.registry.enable(CARDS["sealed"], terminal="t", key=key) == Refused(Reason.MALFORMED)
    assert bench.standing("sealed") is SEALED


# --- enabling


def test_a_sealed_card_is_enabled_once(bench: Bench) -> None:
    answers = {bench.registry.enable(CARDS["sealed"], terminal="610100-0007", key="once") for _ in range(2)}

    assert answers == {Done()}
    assert told(bench, "sealed") == [(SEALED, NORMAL, Actor.TERMINAL)]


def test_enabling_a_normal_card_changes_nothing(bench: Bench) -> None:
    assert bench.registry.enable(CARDS["normal"], terminal="610100-0007", key="once") == Done()
    assert (told(bench, "normal"), version(bench, "normal")) == ([], 1)


@pytest.mark.parametrize("standing", [LOST, LOCKED, TEMPORARILY_LOST, CANCELLED])
def test_a_card_in_another_standing_is_not_enabled(bench: Bench, standing: Standing) -> None:
    card = STANDS[standing]

    assert bench.registry.enable(CARDS[card], terminal="t", key="once") == Refused(Reason.NOT_ALLOWED)
    assert bench.standing(card) is standing


def test_a_report_of_another_terminal_under_the_same_key_is_a_conflict(bench: Bench) -> None:
    bench.registry.enable(CARDS["sealed"], terminal="610100-0007", key="once")

    assert bench.registry.enable(CARDS["sealed"], terminal="610100-0008", key="once") == Refused(Reason.CONFLICT)


# --- temporary losses


def test_a_temporary_loss_is_told_with_its_last_day(bench: Bench) -> None:
    bench.change("normal", TEMPORARILY_LOST, HOLDER)

    assert record(bench, "normal").lost_until == date(2026, 11, 29)


def test_a_temporary_loss_can_be_given_other_days(bench: Bench) -> None:
    bench.registry.change(CARDS["normal"], TEMPORARILY_LOST, seen=NORMAL, actor=HOLDER, by="", key="once", lost_days=5)

    assert record(bench, "normal").lost_until == date(2026, 11, 27)


@pytest.mark.parametrize("card", ["normal", "sealed"])
def test_a_temporary_loss_ends_with_its_last_day_in_china(bench: Bench, card: str) -> None:
    before = bench.standing(card)
    bench.change(card, TEMPORARILY_LOST, HOLDER)
    end = datetime(2026, 11, 29, 16, 0, tzinfo=UTC)  # 30 November in China
    bench.clock.now = end - timedelta(microseconds=1)
    last_moment = bench.standing(card)
    bench.clock.now = end

    assert (last_moment, bench.standing(card), record(bench, card).lost_until) == (TEMPORARILY_LOST, before, None)


def test_a_look_at_a_loss_that_ended_writes_nothing(bench: Bench) -> None:
    bench.change("normal", TEMPORARILY_LOST, HOLDER)
    bench.clock.pass_by(days=30)
    bench.standing("normal")

    assert told(bench, "normal") == [(NORMAL, TEMPORARILY_LOST, HOLDER)]


def test_the_first_change_after_the_end_puts_the_end_down_before_itself(bench: Bench) -> None:
    bench.change("normal", TEMPORARILY_LOST, HOLDER)
    bench.clock.pass_by(days=30)

    assert bench.change("normal", TEMPORARILY_LOST, HOLDER, seen=NORMAL) == Done()
    assert told(bench, "normal")[1:] == [
        (TEMPORARILY_LOST, NORMAL, CLOCK),
        (NORMAL, TEMPORARILY_LOST, HOLDER),
    ]
    assert version(bench, "normal") == 4


def test_who_still_sees_a_loss_that_ended_is_in_conflict(bench: Bench) -> None:
    bench.change("normal", TEMPORARILY_LOST, HOLDER)
    bench.clock.pass_by(days=30)

    assert bench.change("normal", LOST, SERVICE_POINT, seen=TEMPORARILY_LOST) == Refused(Reason.CONFLICT)


def test_a_sealed_card_whose_loss_ended_can_be_enabled(bench: Bench) -> None:
    bench.change("sealed", TEMPORARILY_LOST, HOLDER)
    bench.clock.pass_by(days=30)

    assert bench.registry.enable(CARDS["sealed"], terminal="t", key="once") == Done()
    assert told(bench, "sealed")[1:] == [(TEMPORARILY_LOST, SEALED, CLOCK), (SEALED, NORMAL, Actor.TERMINAL)]


def test_a_card_that_came_temporarily_lost_becomes_normal(bench: Bench) -> None:
    bench.clock.pass_by(days=8)

    assert bench.standing("temporarily-lost") is NORMAL


def test_a_loss_made_final_does_not_end(bench: Bench) -> None:
    bench.change("normal", TEMPORARILY_LOST, HOLDER)
    bench.change("normal", LOST, SERVICE_POINT)
    bench.clock.pass_by(days=30)

    assert (bench.standing("normal"), record(bench, "normal").lost_until) == (LOST, None)


def test_a_card_whose_version_was_moved_since_it_was_read_is_a_conflict(bench: Bench) -> None:
    """A database that lets two writers look at the same time would be found out by it."""
    with bench.database.writing() as session:
        read = session.get_one(CardRow, CARDS["normal"].hex())
        seen = read.version
        session.execute(update(CardRow).values(version=2).execution_options(synchronize_session=False))
        cause = Cause(SERVICE_POINT, "somebody", "once", bench.clock())
        answer = change(session, CARDS["normal"], LOST, cause, seen=NORMAL)

    assert (seen, answer) == (1, Refused(Reason.CONFLICT))
    assert (bench.standing("normal"), told(bench, "normal")) == (NORMAL, [])
