"""Enabling by what the card proves, not by what a terminal says: wedges, empty cards, other people's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from emulator.issuer.answers import (
    Credential,
    Enabled,
    EnabledReport,
    Reason,
    Refused,
    Standing,
    UnderReview,
)
from emulator.issuer.edge import CALLS
from emulator.issuer.schema import CardRow, TerminalRow
from tests.attacks.hall import (
    ELSEWHERE,
    HERE,
    KINDS,
    NEW_PIN,
    OWN_PIN,
    WITH_PIK,
    WITHOUT_PIK,
    Hall,
    HeldCard,
    changed,
    enabled,
    hall,
    presence,
)
from tests.unit.emulator.issuer.service_point import got

NOT_GENUINE, REPLAYED = Refused(Reason.NOT_GENUINE), Refused(Reason.REPLAYED)
SEALED, NORMAL = Standing.SEALED, Standing.NORMAL
WRONG = bytes(8)


@pytest.fixture
def here() -> Iterator[Hall]:
    """A hall of one's own."""
    with hall() as opened:
        yield opened


def of(hall: Hall, card: HeldCard, standing: Standing) -> None:
    """Give the card a standing, whatever it had."""
    with hall.database.writing() as session:
        session.get_one(CardRow, card.identification.hex()).standing = standing


# --- the honest way


@pytest.mark.parametrize("id", KINDS)
def test_what_the_card_proves_around_the_change_enables_it(here: Hall, id: str) -> None:
    card = HeldCard(id)

    assert here.office.report_enabled_by(HERE, enabled(here, card), "key") == Enabled()
    assert here.history(card) == [(SEALED, NORMAL, "hall-1", "proved" if id in WITH_PIK else "claimed")]


def test_a_report_that_comes_twice_is_one(here: Hall) -> None:
    card = HeldCard("sealed")
    report = enabled(here, card)

    assert [here.office.report_enabled_by(HERE, report, "key") for _ in range(2)] == [Enabled()] * 2
    assert len(here.history(card)) == 1


def test_a_second_change_of_an_enabled_card_changes_nothing(here: Hall) -> None:
    card = HeldCard("normal")

    assert here.office.report_enabled_by(HERE, enabled(here, card), "key") == Enabled()
    assert here.history(card) == []


# --- nothing by a bare number


def test_an_empty_card_that_says_yes_to_everything_enables_nothing(here: Hall) -> None:
    """It shows the free data of a sealed card, has no key, and answers 9000 to every PIN."""
    card = HeldCard("sealed")
    asked = got(here.office.internal_challenge(HERE, card.identification))

    assert here.office.check_proof(HERE, asked.number, WRONG) == NOT_GENUINE
    assert here.office.enabling_challenge(HERE, WRONG * 4) == Refused(Reason.NO_PRESENCE)
    assert here.office.report_enabled_by(HERE, EnabledReport(WRONG * 4), "key") == NOT_GENUINE
    assert here.office.report_enabled_by(HERE, EnabledReport(b"", asked.number, WRONG, WRONG), "other") == NOT_GENUINE
    assert (here.standing(card), here.history(card)) == (SEALED, [])


def test_of_a_report_that_no_card_stands_behind_a_count_is_kept(here: Hall) -> None:
    for number in range(3):
        here.office.report_enabled_by(HERE, EnabledReport(bytes(32)), f"key {number}")

    assert (here.unproved(), here.audited("report-enabled")) == (3, [])


@pytest.mark.parametrize("id", KINDS)
def test_a_reader_that_swallows_the_change_and_cannot_prove_it_gets_a_review(here: Hall, id: str) -> None:
    """The real card proved itself; CHANGE and all that follows never reached it."""
    card = HeldCard(id)
    proved = presence(here, card)
    asked = got(here.office.enabling_challenge(HERE, proved))
    report = EnabledReport(proved, asked.number, card.irk(asked.before))

    assert here.office.report_enabled_by(HERE, report, "key") == UnderReview()
    assert (here.standing(card), card.verify(OWN_PIN)) == (SEALED, True)


# --- a wrong proof


@pytest.mark.parametrize("id", KINDS)
@pytest.mark.parametrize("lie", [{"before": WRONG}, {"after": WRONG}, {"number": "0" * 32}])
def test_a_wrong_proof_enables_nothing_and_is_not_reviewed(here: Hall, id: str, lie: dict[str, bytes | str]) -> None:
    card = HeldCard(id)

    assert here.office.report_enabled_by(HERE, replace(enabled(here, card), **lie), "key") == NOT_GENUINE  # type: ignore[arg-type]
    assert here.standing(card) is SEALED


@pytest.mark.parametrize("lie", [WRONG, bytes(7), "a text"])
def test_what_was_tried_with_a_wrong_proof_is_spent(here: Hall, lie: bytes) -> None:
    right = enabled(here, HeldCard("sealed"))
    here.office.report_enabled_by(HERE, replace(right, after=lie), "key")

    assert here.office.report_enabled_by(HERE, right, "other") == REPLAYED


@pytest.mark.parametrize("id", WITH_PIK)
def test_a_card_that_can_prove_its_pin_is_not_taken_without_that(here: Hall, id: str) -> None:
    """IRK in place of PIK needs no PIN: whoever holds the card could have it."""
    card = HeldCard(id)
    proved = presence(here, card)
    asked = got(here.office.enabling_challenge(HERE, proved))
    report = EnabledReport(proved, asked.number, card.irk(asked.before), card.irk(asked.after))

    assert (asked.evidence, card.pik(asked.after)) == (True, b"")
    assert here.office.report_enabled_by(HERE, report, "key") == NOT_GENUINE


@pytest.mark.parametrize("id", WITHOUT_PIK)
def test_a_card_without_pik_is_asked_for_irk_again(here: Hall, id: str) -> None:
    card = HeldCard(id)
    proved = presence(here, card)
    asked = got(here.office.enabling_challenge(HERE, proved))
    before = card.irk(asked.before)

    assert asked.evidence is False
    assert here.office.report_enabled_by(HERE, EnabledReport(proved, asked.number, before, before), "k") == NOT_GENUINE


def test_before_and_after_can_not_be_exchanged(here: Hall) -> None:
    report = enabled(here, HeldCard("without-pik"))
    exchanged = replace(report, before=report.after, after=report.before)

    assert here.office.report_enabled_by(HERE, exchanged, "key") == NOT_GENUINE


# --- somebody else's proof


def _in_the_name_of_another_card(here: Hall) -> tuple[Credential, EnabledReport]:
    return HERE, replace(enabled(here, HeldCard("sealed")), presence=presence(here, HeldCard("without-pik")))


def _another_cards_number(here: Hall) -> tuple[Credential, EnabledReport]:
    theirs = got(here.office.enabling_challenge(HERE, presence(here, HeldCard("without-pik"))))
    return HERE, replace(enabled(here, HeldCard("sealed")), number=theirs.number)


def _another_terminals_presence(here: Hall) -> tuple[Credential, EnabledReport]:
    return ELSEWHERE, enabled(here, HeldCard("sealed"))


def _another_terminals_number(here: Hall) -> tuple[Credential, EnabledReport]:
    card = HeldCard("sealed")
    return ELSEWHERE, replace(enabled(here, card), presence=presence(here, card, ELSEWHERE))


def _a_number_alone_of_another_terminal(here: Hall) -> tuple[Credential, EnabledReport]:
    return ELSEWHERE, replace(enabled(here, HeldCard("sealed")), presence=b"")


def _the_answers_of_an_earlier_visit(here: Hall) -> tuple[Credential, EnabledReport]:
    card = HeldCard("sealed")
    earlier = enabled(here, card)
    proved = presence(here, card)
    asked = got(here.office.enabling_challenge(HERE, proved))
    return HERE, EnabledReport(proved, asked.number, earlier.before, earlier.after)


def _a_question_about_presence(here: Hall) -> tuple[Credential, EnabledReport]:
    """A number, but of another purpose."""
    card = HeldCard("sealed")
    asked = got(here.office.internal_challenge(HERE, card.identification))
    return HERE, EnabledReport(presence(here, card), asked.number, card.irk(asked), card.irk(asked))


@pytest.mark.parametrize(
    "lie",
    [
        _in_the_name_of_another_card,
        _another_cards_number,
        _another_terminals_presence,
        _another_terminals_number,
        _a_number_alone_of_another_terminal,
        _the_answers_of_an_earlier_visit,
        _a_question_about_presence,
    ],
)
def test_somebody_elses_proof_is_none(here: Hall, lie: Callable[[Hall], tuple[Credential, EnabledReport]]) -> None:
    terminal, report = lie(here)

    assert here.office.report_enabled_by(terminal, report, "key") == NOT_GENUINE
    assert [here.standing(HeldCard(id)) for id in ("sealed", "without-pik")] == [SEALED] * 2


def test_the_same_evidence_under_another_key_is_a_replay(here: Hall) -> None:
    card = HeldCard("sealed")
    report = enabled(here, card)
    here.office.report_enabled_by(HERE, report, "key")
    of(here, card, SEALED)

    assert here.office.report_enabled_by(HERE, report, "other") == REPLAYED
    assert here.standing(card) is SEALED


def test_a_key_belongs_to_one_report(here: Hall) -> None:
    here.office.report_enabled_by(HERE, enabled(here, HeldCard("sealed")), "key")
    other = HeldCard("without-pik")

    assert here.office.report_enabled_by(HERE, enabled(here, other), "key") == Refused(Reason.CONFLICT)
    assert here.standing(other) is SEALED


# --- late, or in part


@pytest.mark.parametrize("late", [{"seconds": 60}, {"days": 29}])
@pytest.mark.parametrize("id", ["sealed", "without-pik"])
def test_a_report_that_comes_later_than_one_hold_is_reviewed(here: Hall, id: str, late: dict[str, float]) -> None:
    card = HeldCard(id)
    report = enabled(here, card)
    here.clock.pass_by(**late)

    assert here.office.report_enabled_by(HERE, report, "key") == UnderReview()
    assert here.standing(card) is SEALED


def test_a_wrong_proof_is_as_wrong_weeks_later(here: Hall) -> None:
    report = replace(enabled(here, HeldCard("sealed")), after=WRONG)
    here.clock.pass_by(days=20)

    assert here.office.report_enabled_by(HERE, report, "key") == NOT_GENUINE


@pytest.mark.parametrize("days", [30, 40])
def test_after_thirty_days_nothing_is_left_of_a_proof(here: Hall, days: int) -> None:
    report = enabled(here, HeldCard("sealed"))
    here.clock.pass_by(days=days)
    presence(here, HeldCard("normal"))  # somebody asks meanwhile: what is old goes

    for told in (report, replace(report, presence=b"")):
        assert here.office.report_enabled_by(HERE, told, "key") == NOT_GENUINE


def test_a_change_while_the_office_was_away_is_reviewed(here: Hall) -> None:
    card = HeldCard("sealed")

    assert here.office.report_enabled_by(HERE, EnabledReport(presence(here, card)), "key") == UnderReview()
    assert here.standing(card) is SEALED


@pytest.mark.parametrize("missing", [{"before": b""}, {"after": b""}, {"before": b"", "after": b""}])
def test_a_proof_that_was_not_shown_is_reviewed(here: Hall, missing: dict[str, bytes]) -> None:
    report = replace(enabled(here, HeldCard("sealed")), **missing)  # type: ignore[arg-type]

    assert here.office.report_enabled_by(HERE, report, "key") == UnderReview()


def test_what_the_card_answered_before_stands_for_its_presence(here: Hall) -> None:
    report = replace(enabled(here, HeldCard("sealed")), presence=b"")

    assert here.office.report_enabled_by(HERE, replace(report, before=b""), "key") == NOT_GENUINE
    report = replace(enabled(here, HeldCard("without-pik")), presence=b"", after=b"")
    assert here.office.report_enabled_by(HERE, report, "other") == UnderReview()


# --- standings, terminals


@pytest.mark.parametrize("standing", sorted(set(Standing) - {SEALED, NORMAL}))
def test_a_card_that_is_suspended_or_ended_is_not_enabled(here: Hall, standing: Standing) -> None:
    card = HeldCard("sealed")
    report = enabled(here, card)
    of(here, card, standing)

    assert here.office.report_enabled_by(HERE, report, "key") == Refused(Reason.NOT_ALLOWED)
    assert here.office.report_enabled_by(HERE, EnabledReport(presence(here, card)), "2") == Refused(Reason.NOT_ALLOWED)
    assert here.standing(card) is standing


def test_a_terminal_that_was_taken_out_of_service_enables_nothing(here: Hall) -> None:
    card = HeldCard("sealed")
    report = enabled(here, card)
    with here.database.writing() as session:
        session.get_one(TerminalRow, HERE.terminal).active = False

    assert here.office.report_enabled_by(HERE, report, "key") == Refused(Reason.UNKNOWN_TERMINAL)


@pytest.mark.parametrize("seconds", [180, 3600])
def test_a_challenge_is_for_a_card_that_is_here(here: Hall, seconds: int) -> None:
    proved = presence(here, HeldCard("sealed"))
    here.clock.pass_by(seconds=seconds)

    assert here.office.enabling_challenge(HERE, proved) == Refused(Reason.NO_PRESENCE)


def test_a_card_cut_off_between_change_and_proof_is_reviewed_and_another_change_enables_it(here: Hall) -> None:
    card = HeldCard("sealed")
    proved = presence(here, card)
    asked = got(here.office.enabling_challenge(HERE, proved))
    before = card.irk(asked.before)
    assert card.change(OWN_PIN, NEW_PIN)
    card.power_on()
    report = EnabledReport(proved, asked.number, before, card.pik(asked.after))
    assert here.office.report_enabled_by(HERE, report, "first") == UnderReview()

    again = got(here.office.enabling_challenge(HERE, proved))
    assert card.verify(NEW_PIN)
    assert card.change(NEW_PIN, OWN_PIN)
    assert here.office.report_enabled_by(HERE, changed(card, proved, again), "second") == Enabled()


def test_nothing_is_believed_of_a_card_by_its_bare_number() -> None:
    """What takes one tells a standing, which is counted, or asks the card itself."""
    assert {call for call, takes in CALLS.items() if {"card", "operator_card"} & takes.keys()} == {
        "standing",
        "internal_challenge",
        "operator_challenge",
    }
