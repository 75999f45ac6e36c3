"""The three questions of the key service: who gets an answer, how often, and what it changes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from emulator.issuer.answers import Reason, Refused, Standing
from emulator.issuer.key_service import KeyService
from emulator.issuer.limits import Limit
from emulator.issuer.operators import Operators
from emulator.issuer.schema import Answered, CardRow, Case
from emulator.issuer.unblocking import Unblocking
from tests.unit.emulator.issuer.counter import ready
from tests.unit.emulator.issuer.service_point import (
    POINT,
    SELF_SERVICE,
    START,
    CardInReader,
    Desk,
    got,
    new_pin,
    opened,
    presence,
)


def test_it_answers_these_questions_and_no_other() -> None:
    """None of them computes over a caller's bytes but for the card's own challenge: add none that does."""
    services = (KeyService, Operators, Unblocking)

    assert {name for service in services for name in dir(service) if not name.startswith("_")} == {
        "internal_challenge",
        "check_proof",
        "read_proof",
        "operator_challenge",
        "check_operator",
        "open_session",
        "case_challenge",
        "record_case",
        "presence_challenge",
        "check_presence",
        "puk_proof",
        "unblock_command",
        "report_case",
    }


# --- is this card genuine


@pytest.mark.parametrize("id", ["normal", "v1-3des", "v2-3des", "t1", "locked"])
def test_a_genuine_card_is_present(desk: Desk, id: str) -> None:
    assert len(presence(desk, SELF_SERVICE, CardInReader(id))) == 32


def test_a_copy_with_other_keys_is_not_genuine(desk: Desk) -> None:
    copy = CardInReader("second-card")
    asked = got(desk.office.internal_challenge(SELF_SERVICE, CardInReader("normal").identification))

    assert desk.office.check_proof(SELF_SERVICE, asked.number, copy.prove_itself(asked)) == Refused(Reason.NOT_GENUINE)


def test_bytes_that_prove_nothing_are_not_genuine(desk: Desk) -> None:
    asked = got(desk.office.internal_challenge(SELF_SERVICE, CardInReader("normal").identification))

    assert desk.office.check_proof(SELF_SERVICE, asked.number, bytes(8)) == Refused(Reason.NOT_GENUINE)


def test_a_wrong_proof_spends_the_question(desk: Desk) -> None:
    card = CardInReader("normal")
    asked = got(desk.office.internal_challenge(SELF_SERVICE, card.identification))
    desk.office.check_proof(SELF_SERVICE, asked.number, bytes(8))

    assert desk.office.check_proof(SELF_SERVICE, asked.number, card.prove_itself(asked)) == Refused(Reason.REPLAYED)


def test_the_proof_must_come_within_a_minute(desk: Desk) -> None:
    card = CardInReader("normal")
    asked = got(desk.office.internal_challenge(SELF_SERVICE, card.identification))
    desk.clock.pass_by(seconds=60)

    assert desk.office.check_proof(SELF_SERVICE, asked.number, card.prove_itself(asked)) == Refused(Reason.NO_PRESENCE)


def test_a_card_that_is_not_registered_is_not_asked(desk: Desk) -> None:
    assert desk.office.internal_challenge(SELF_SERVICE, bytes(16)) == Refused(Reason.UNKNOWN_CARD)


# --- reading the holder


@pytest.mark.parametrize("id", ["normal", "v2-3des", "v1-3des"])
def test_the_proof_opens_the_holders_file(desk: Desk, id: str) -> None:
    card = CardInReader(id)
    proof = got(desk.office.read_proof(SELF_SERVICE, presence(desk, SELF_SERVICE, card), card.challenge()))

    assert card.take_proof("0A", proof) == "9000"


def test_the_holder_is_readable_after_the_proof_only(desk: Desk) -> None:
    card = CardInReader("normal")
    before = card.say("00A4020002EF06"), card.say("00B2010414")
    card.take_proof(
        "0A", got(desk.office.read_proof(SELF_SERVICE, presence(desk, SELF_SERVICE, card), card.challenge()))
    )

    assert (before, card.say("00B2010414")[-4:]) == (("9000", "6982"), "9000")


def test_a_card_that_is_not_present_is_not_read(desk: Desk) -> None:
    card = CardInReader("normal")

    assert desk.office.read_proof(SELF_SERVICE, bytes(32), card.challenge()) == Refused(Reason.NO_PRESENCE)


def test_a_card_is_read_five_times_a_minute(desk: Desk) -> None:
    card = CardInReader("normal")
    here = presence(desk, SELF_SERVICE, card)
    answers = [desk.office.read_proof(SELF_SERVICE, here, card.challenge()) for _ in range(7)]
    desk.clock.pass_by(seconds=59)
    early = desk.office.read_proof(SELF_SERVICE, here, card.challenge())
    until = START + timedelta(seconds=60)
    desk.clock.pass_by(seconds=2)

    refused = [isinstance(answer, Refused) for answer in answers]
    assert (refused, early) == ([False] * 5 + [True] * 2, Refused(Reason.TOO_OFTEN, until))
    got(desk.office.read_proof(SELF_SERVICE, here, card.challenge()))


def test_a_card_is_not_read_more_often_at_two_terminals(desk: Desk) -> None:
    card = CardInReader("normal")
    for caller in (SELF_SERVICE, POINT, SELF_SERVICE, POINT, SELF_SERVICE):
        got(desk.office.read_proof(caller, presence(desk, caller, card), card.challenge()))

    assert desk.office.read_proof(POINT, presence(desk, POINT, card), card.challenge()) == Refused(
        Reason.TOO_OFTEN, START + timedelta(seconds=60)
    )


def test_a_terminal_reads_so_many_cards_a_minute(tmp_path: Path) -> None:
    limits = Limit("read", "card", "minute", 1), Limit("read", "terminal", "minute", 3)
    with opened(tmp_path, limits) as desk:
        first, second, third = CardInReader("normal"), CardInReader("sealed"), CardInReader("child")
        answers = [
            desk.office.read_proof(SELF_SERVICE, presence(desk, SELF_SERVICE, card), card.challenge())
            for card in (first, first, second, third)
        ]

    assert [isinstance(answer, Refused) for answer in answers] == [False, True, False, True]


# --- unblocking


def test_a_proof_and_a_message_change_the_case_only_when_the_message_is_out(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    states = [state_of(desk, case.id)]
    states.append(state_of(desk, case.id))
    got(case.message(case.card.challenge()))

    assert [*states, state_of(desk, case.id)] == ["open", "open", "message"]


def test_what_is_refused_leaves_case_and_challenge_as_they_were(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    challenge = case.card.challenge()
    refused = case.message(challenge, new_pin())  # the case is for an unlock

    assert (refused, state_of(desk, case.id)) == (Refused(Reason.NO_CASE), "open")
    got(case.message(challenge))


def test_a_message_carries_a_pin_for_a_reset_alone(desk: Desk) -> None:
    unlock = ready(desk, CardInReader("locked"))
    kept = got(unlock.message(unlock.card.challenge()))
    reset = ready(desk, CardInReader("locked"), "reset")
    messages = [each.apdu[:4].hex() for each in (kept, got(reset.message(reset.card.challenge(), new_pin())))]

    assert messages == ["84240000", "84240001"]


@pytest.mark.parametrize(
    "standing", [Standing.LOST, Standing.TEMPORARILY_LOST, Standing.APPLICATION_LOCKED, Standing.CANCELLED]
)
def test_a_card_that_is_reported_meanwhile_is_not_unblocked(desk: Desk, standing: Standing) -> None:
    case = ready(desk, CardInReader("locked"))
    set_standing(desk, case.card, standing)
    challenge = case.card.challenge()

    assert {
        desk.office.puk_proof(POINT, case.session, case.id, case.here, challenge),
        case.message(challenge),
    } == {Refused(Reason.NOT_ALLOWED)}


def test_a_sealed_card_may_be_unblocked(desk: Desk) -> None:
    case = ready(desk, CardInReader("sealed", remaining=0), "reset")

    assert case.card.take_message(got(case.message(case.card.challenge(), new_pin()))) == "9000"


def test_a_challenge_that_was_refused_is_not_spent_and_one_that_was_answered_is(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    got(case.message(case.card.challenge()))
    case.message(bytes(3))
    desk.office.read_proof(POINT, bytes(32), case.card.challenge())
    with desk.database.reading() as session:
        answered = session.scalars(select(Answered.card)).all()

    assert answered == [case.card.identification.hex()] * 2  # of the proof, and of the message


def state_of(desk: Desk, case: str) -> str:
    """What is known of the case."""
    with desk.database.reading() as session:
        return session.get_one(Case, case).state


def set_standing(desk: Desk, card: CardInReader, standing: Standing) -> None:
    """What somebody else reports meanwhile."""
    with desk.database.writing() as session:
        session.execute(
            update(CardRow)
            .where(CardRow.identification == card.identification.hex())
            .values(standing=standing.value, lost_until=None)
        )
