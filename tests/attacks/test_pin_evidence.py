"""Whose PIN was entered: a reader that says yes to everything, and what a person's other cards are shown for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator.issuer.answers import Done, OtherCards, Reason, Refused
from emulator.issuer.schema import Case, StaffRow
from emulator.issuer.settings import IssuerSettings
from tests.attacks.hall import (
    ELSEWHERE,
    HERE,
    KINDS,
    WITH_PIK,
    WITHOUT_PIK,
    Hall,
    HeldCard,
    hall,
    pin_proved,
    presence,
)
from tests.unit.emulator.issuer.counter import PIK, answer_of, ready
from tests.unit.emulator.issuer.service_point import RIGHT_PIN, SELF_SERVICE, CardInReader, Desk, got, opened
from tests.unit.emulator.issuer.service_point import presence as at_a_terminal

NOT_GENUINE, NO_EVIDENCE = Refused(Reason.NOT_GENUINE), Refused(Reason.NO_EVIDENCE)
NO_PRESENCE = Refused(Reason.NO_PRESENCE)


@pytest.fixture
def here() -> Iterator[Hall]:
    """A hall of one's own."""
    with hall() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An office with a service point."""
    with opened(tmp_path) as desk:
        yield desk


def proved(hall: Hall, card: HeldCard) -> bytes:
    """A presence whose PIN was proved just now."""
    here = presence(hall, card)
    assert pin_proved(hall, card, here) == Done()
    return here


# --- the honest way


@pytest.mark.parametrize("id", KINDS)
def test_a_terminal_is_told_what_a_card_can_prove(here: Hall, id: str) -> None:
    card = HeldCard(id)
    asked = got(here.office.internal_challenge(HERE, card.identification))

    assert got(here.office.check_proof(HERE, asked.number, card.irk(asked))).evidence is (id in WITH_PIK)


@pytest.mark.parametrize("id", ["normal", *WITH_PIK])
def test_whoever_keyed_the_pin_in_sees_their_other_cards(here: Hall, id: str) -> None:
    found = here.office.other_cards(HERE, proved(here, HeldCard(id)))

    assert isinstance(found, OtherCards)
    assert [each.region for each in found.cards] == (["620100"] if id == "normal" else [])


# --- the list of other cards


@pytest.mark.parametrize("id", ["normal", *KINDS])
def test_a_card_alone_shows_no_other_cards(here: Hall, id: str) -> None:
    """A reader that answers VERIFY with 9000 in front of a stolen card."""
    assert here.office.other_cards(HERE, presence(here, HeldCard(id))) == NO_EVIDENCE


@pytest.mark.parametrize("id", ["normal", *WITH_PIK])
def test_a_card_whose_pin_was_not_verified_proves_none(here: Hall, id: str) -> None:
    card = HeldCard(id)
    proved = presence(here, card)

    assert pin_proved(here, card, proved, "111111") == NOT_GENUINE
    assert here.office.other_cards(HERE, proved) == NO_EVIDENCE


def _irk_in_place_of_pik(here: Hall, card: HeldCard, proved: bytes) -> object:
    asked = got(here.office.pin_challenge(HERE, proved))
    return here.office.check_pin(HERE, asked.number, card.irk(asked), False)


def _a_number_that_irk_was_asked_under(here: Hall, card: HeldCard, _proved: bytes) -> object:
    asked = got(here.office.internal_challenge(HERE, card.identification))
    card.verify()
    return here.office.check_pin(HERE, asked.number, card.irk(asked), False)


def _an_earlier_visits_pik(here: Hall, card: HeldCard, proved: bytes) -> object:
    earlier, asked = (got(here.office.pin_challenge(HERE, proved)) for _ in range(2))
    card.verify()
    return here.office.check_pin(HERE, asked.number, card.pik(earlier), False)


def _a_number_that_was_tried_before(here: Hall, card: HeldCard, proved: bytes) -> object:
    asked = got(here.office.pin_challenge(HERE, proved))
    here.office.check_pin(HERE, asked.number, bytes(8), False)
    card.verify()
    return here.office.check_pin(HERE, asked.number, card.pik(asked), False)


def _another_terminals_number(here: Hall, card: HeldCard, _proved: bytes) -> object:
    asked = got(here.office.pin_challenge(ELSEWHERE, presence(here, card, ELSEWHERE)))
    card.verify()
    return here.office.check_pin(HERE, asked.number, card.pik(asked), False)


def _another_cards_pin(here: Hall, _card: HeldCard, _proved: bytes) -> object:
    """The thief's own, keyed in beside a stolen card that proved itself before."""
    mine = HeldCard("sealed")
    return pin_proved(here, mine, presence(here, mine))


def _too_late(here: Hall, card: HeldCard, proved: bytes) -> object:
    asked = got(here.office.pin_challenge(HERE, proved))
    here.clock.pass_by(seconds=180)
    card.verify()
    return here.office.check_pin(HERE, asked.number, card.pik(asked), False)


def _a_claim(here: Hall, _card: HeldCard, proved: bytes) -> object:
    return here.office.claim_pin(HERE, proved)


@pytest.mark.parametrize(
    ("lie", "answer"),
    [
        (_irk_in_place_of_pik, NOT_GENUINE),
        (_a_number_that_irk_was_asked_under, NOT_GENUINE),
        (_an_earlier_visits_pik, NOT_GENUINE),
        (_a_number_that_was_tried_before, Refused(Reason.REPLAYED)),
        (_another_terminals_number, NOT_GENUINE),
        (_another_cards_pin, Done()),
        (_too_late, NO_PRESENCE),
        (_a_claim, NO_EVIDENCE),
    ],
)
def test_nothing_else_stands_for_the_pin_of_a_card(
    here: Hall, lie: Callable[[Hall, HeldCard, bytes], object], answer: object
) -> None:
    card = HeldCard("normal")
    proved = presence(here, card)

    assert lie(here, card, proved) == answer
    assert here.office.other_cards(HERE, proved) in (NO_EVIDENCE, NO_PRESENCE)


def test_what_was_proved_here_is_not_told_elsewhere(here: Hall) -> None:
    assert here.office.other_cards(ELSEWHERE, proved(here, HeldCard("normal"))) == NO_PRESENCE


def test_what_was_proved_of_another_visit_does_not_count_for_this(here: Hall) -> None:
    card = HeldCard("normal")
    proved(here, card)

    assert here.office.other_cards(HERE, presence(here, card)) == NO_EVIDENCE


@pytest.mark.parametrize(("seconds", "told"), [(179, True), (180, False)])
def test_a_proved_pin_is_good_for_three_minutes(here: Hall, seconds: int, told: bool) -> None:
    """However old the presence is by then: PIK shows that the card is here as well."""
    card = HeldCard("normal")
    token = presence(here, card)
    here.clock.pass_by(seconds=100)
    pin_proved(here, card, token)
    here.clock.pass_by(seconds=seconds)

    assert isinstance(here.office.other_cards(HERE, token), OtherCards) is told


@pytest.mark.parametrize("ask", ["pin_challenge", "claim_pin", "enabling_challenge", "other_cards", "read_proof"])
def test_a_presence_is_for_one_terminal_and_three_minutes(here: Hall, ask: str) -> None:
    """One that never was, one of another terminal, an old one."""
    card = HeldCard("normal")
    token = presence(here, card)
    challenge = (card.challenge(),) if ask == "read_proof" else ()
    answers = [getattr(here.office, ask)(*lie, *challenge) for lie in ((HERE, bytes(32)), (ELSEWHERE, token))]
    here.clock.pass_by(seconds=180)

    assert [*answers, getattr(here.office, ask)(HERE, token, *challenge)] == [NO_PRESENCE] * 3


# --- cards that have no PIK


@pytest.mark.parametrize("id", WITHOUT_PIK)
def test_a_card_without_pik_is_asked_for_no_evidence(here: Hall, id: str) -> None:
    assert here.office.pin_challenge(HERE, presence(here, HeldCard(id))) == NO_EVIDENCE


@pytest.mark.parametrize("id", WITHOUT_PIK)
@pytest.mark.parametrize("listed", [False, True])
def test_whether_a_claim_lists_other_cards_is_the_issuers_setting(id: str, listed: bool) -> None:
    with hall(IssuerSettings(claims_list_cards=listed)) as here:
        token = presence(here, HeldCard(id))

        assert here.office.claim_pin(HERE, token) == Done()
        assert isinstance(here.office.other_cards(HERE, token), OtherCards) is listed


def test_a_claim_makes_no_card_stay_longer() -> None:
    with hall(IssuerSettings(claims_list_cards=True)) as here:
        token = presence(here, HeldCard("without-pik"))
        here.clock.pass_by(seconds=100)
        here.office.claim_pin(HERE, token)
        here.clock.pass_by(seconds=100)

        assert here.office.other_cards(HERE, token) == NO_PRESENCE


# --- an unlock that was only reported


@pytest.mark.parametrize(
    ("matter", "state", "after"),
    [("unlock", "reported", "done"), ("reset", "reported", "reported"), ("unlock", "unknown", "unknown")],
)
def test_a_pin_that_is_proved_later_ends_a_reported_unlock(here: Hall, matter: str, state: str, after: str) -> None:
    card = HeldCard("normal")
    case(here, card, matter, state)
    here.clock.pass_by(days=1)
    proved(here, card)

    assert state_of(here) == after


@pytest.mark.parametrize("unlocked", [True, False])
def test_an_unlock_of_a_service_point_is_done_once_the_card_proves_its_pin(desk: Desk, unlocked: bool) -> None:
    """A reader that swallows the message leaves the card locked, and the case reported for ever."""
    card = CardInReader("locked")
    case = ready(desk, card)
    message = got(case.message(card.challenge()))
    if unlocked:
        assert card.take_message(message) == "9000"
    assert case.report("done") == Done()
    token = at_a_terminal(desk, SELF_SERVICE, card)
    asked = got(desk.office.pin_challenge(SELF_SERVICE, token))
    card.say(RIGHT_PIN)
    proof = answer_of(card, asked, PIK) or bytes(8)

    assert desk.office.check_pin(SELF_SERVICE, asked.number, proof, False) == (Done() if unlocked else NOT_GENUINE)
    with desk.database.reading() as session:
        assert session.get_one(Case, case.id).state == ("done" if unlocked else "reported")


def test_a_pin_that_was_asked_for_before_the_unlock_does_not_end_it(here: Hall) -> None:
    card = HeldCard("normal")
    asked = got(here.office.pin_challenge(HERE, presence(here, card)))
    here.clock.pass_by(seconds=1)
    case(here, card, "unlock", "reported")
    card.verify()

    assert here.office.check_pin(HERE, asked.number, card.pik(asked), False) == Done()
    assert state_of(here) == "reported"


def case(here: Hall, card: HeldCard, matter: str, state: str) -> None:
    """One whose message was handed out just now."""
    now = here.clock()
    with here.database.writing() as session:
        session.add(
            Case(
                id="case",
                card=card.identification.hex(),
                matter=matter,
                who="holder",
                documents="holder-id",
                staff=session.query(StaffRow).first().id,  # type: ignore[union-attr]
                terminal="point-1",
                at=now,
                state=state,
                message_at=now,
                ended_at=now,
            )
        )


def state_of(here: Hall) -> str:
    """What became of that case."""
    with here.database.reading() as session:
        return session.get_one(Case, "case").state
