"""Staff who are none: a PIN that nobody verified, a card that was lost, a session that is kept alive by nonsense."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from emulator.issuer.answers import CaseOpened, InternalChallenge, Reason, Refused, SignedIn, Standing
from emulator.issuer.office import Office
from emulator.issuer.schema import CardRow, StaffRow
from emulator.issuer.vault import Vault
from tests.unit.emulator.issuer.counter import (
    HOLDERS_ID,
    PIK,
    STAFF_PIN,
    Case,
    Counter,
    answer_of,
    make_operator,
    sign_in,
)
from tests.unit.emulator.issuer.service_point import (
    ELSEWHERE,
    LOCKED,
    NEIGHBOUR,
    POINT,
    RIGHT_PIN,
    SELF_SERVICE,
    TRIES,
    WEST,
    CardInReader,
    Desk,
    got,
    opened,
    presence,
)

ANY_DIGITS = "0020000003111111"
NO_SESSION = Refused(Reason.NO_SESSION)

Liar = Callable[[Desk, CardInReader, InternalChallenge], bytes]


# --- a reader that answers VERIFY with 9000 before a stolen operator card


def nothing(_desk: Desk, operator: CardInReader, asked: InternalChallenge) -> bytes:
    """What the card itself says to PIK, whose PIN was not verified."""
    return answer_of(operator, asked, PIK)


def by_irk(_desk: Desk, operator: CardInReader, asked: InternalChallenge) -> bytes:
    """The card's other key answers to anybody."""
    return answer_of(operator, asked)


def of_an_earlier_sign_in(desk: Desk, operator: CardInReader, _asked: InternalChallenge) -> bytes:
    """What PIK said this morning, when the right PIN was keyed in."""
    witness = CardInReader(operator.profile.card.id)
    proved = got(desk.office.operator_challenge(POINT, witness.identification))
    earlier = got(desk.office.check_operator(POINT, proved.number, answer_of(witness, proved)))
    assert witness.say(STAFF_PIN if witness.profile.card.id == "operator" else RIGHT_PIN) == "9000"
    return answer_of(witness, InternalChallenge(earlier.number, earlier.factor, earlier.info), PIK)


def of_another_card(_desk: Desk, _operator: CardInReader, asked: InternalChallenge) -> bytes:
    """Of the thief's own, whose PIN he knows."""
    own = CardInReader("normal")
    own.say("0020000003135790")
    return answer_of(own, asked, PIK)


def made_up(_desk: Desk, _operator: CardInReader, _asked: InternalChallenge) -> bytes:
    """Bytes."""
    return bytes(8)


def sm4_over_t1(_desk: Desk) -> CardInReader:
    return CardInReader("operator", protocol="t1")


def of_version_1(desk: Desk) -> CardInReader:
    """3DES, and T=0."""
    return make_operator(desk, "v1-3des")


OPERATORS = pytest.mark.parametrize("made", [sm4_over_t1, of_version_1])


@OPERATORS
@pytest.mark.parametrize("lie", [nothing, by_irk, of_an_earlier_sign_in, of_another_card, made_up])
def test_nobody_signs_in_whose_pin_the_card_did_not_verify(
    desk: Desk, lie: Liar, made: Callable[[Desk], CardInReader]
) -> None:
    operator = made(desk)
    asked = got(desk.office.operator_challenge(POINT, operator.identification))
    proved = got(desk.office.check_operator(POINT, asked.number, answer_of(operator, asked)))
    operator.say(ANY_DIGITS)
    said = lie(desk, operator, InternalChallenge(proved.number, proved.factor, proved.info))
    answer = desk.office.open_session(POINT, proved.number, said)

    assert isinstance(answer, Refused)
    assert answer.reason in (Reason.NOT_GENUINE, Reason.MALFORMED)
    assert desk.office.open_session(POINT, proved.number, bytes(8)) == Refused(Reason.REPLAYED)


def test_a_wrong_pin_costs_the_question_nothing_and_the_right_one_signs_in(desk: Desk) -> None:
    operator = CardInReader("operator")
    asked = got(desk.office.operator_challenge(POINT, operator.identification))
    proved = got(desk.office.check_operator(POINT, asked.number, answer_of(operator, asked)))
    operator.say(ANY_DIGITS)
    desk.clock.pass_by(seconds=170)
    operator.say(STAFF_PIN)
    asks = InternalChallenge(proved.number, proved.factor, proved.info)

    assert isinstance(desk.office.open_session(POINT, proved.number, answer_of(operator, asks, PIK)), SignedIn)


@pytest.mark.parametrize(("step", "seconds"), [("IRK", 60), ("PIK", 180)])
def test_what_an_operator_card_says_too_late_signs_nobody_in(desk: Desk, step: str, seconds: int) -> None:
    operator = CardInReader("operator")
    asked = got(desk.office.operator_challenge(POINT, operator.identification))
    desk.clock.pass_by(seconds=seconds if step == "IRK" else 0)
    proved = desk.office.check_operator(POINT, asked.number, answer_of(operator, asked))
    if isinstance(proved, Refused):
        assert (step, proved.reason) == ("IRK", Reason.NO_PRESENCE)
        return
    operator.say(STAFF_PIN)
    desk.clock.pass_by(seconds=seconds)
    asks = InternalChallenge(proved.number, proved.factor, proved.info)

    assert desk.office.open_session(POINT, proved.number, answer_of(operator, asks, PIK)) == Refused(Reason.NO_PRESENCE)


def test_what_was_asked_for_one_purpose_serves_no_other(desk: Desk) -> None:
    """The number of IRK's question signs nobody in, nor does a presence's or a PIN's of the same card."""
    operator = CardInReader("operator")
    as_operator = got(desk.office.operator_challenge(POINT, operator.identification))
    as_holder = got(desk.office.internal_challenge(POINT, operator.identification))

    assert {
        desk.office.open_session(POINT, as_operator.number, answer_of(operator, as_operator)),
        desk.office.check_operator(POINT, as_holder.number, answer_of(operator, as_holder)),
    } == {Refused(Reason.NOT_GENUINE)}


def test_an_operator_card_without_pik_signs_nobody_in(tmp_path: Path) -> None:
    operator = CardInReader("operator")
    with opened(tmp_path) as desk:
        forget_pik(tmp_path / "keys.toml", operator)  # which the folder, once it knows its keys, would not open with
        vault = Vault.open(tmp_path / "keys.toml")
        desk.office = Office(desk.database, vault, desk.audit, desk.clock, os.urandom)

        assert sign_in(desk, operator) == Refused(Reason.NO_EVIDENCE)


def forget_pik(vault: Path, card: CardInReader) -> None:
    """As of a card of another maker, which has no such key."""
    before, of_card, after = vault.read_text().partition(f"[card.{card.identification.hex().upper()}]")
    own, *others = after.split("\n[card.")
    lines = ["PIK = false" if line.startswith("PIK") else line for line in own.splitlines()]
    vault.write_text(before + of_card + "\n[card.".join(["\n".join(lines) + "\n", *others]))


@pytest.mark.parametrize(
    ("caller", "reason"),
    [(SELF_SERVICE, Reason.WRONG_ROLE), (ELSEWHERE, Reason.NOT_STAFF)],
    ids=["at a self-service terminal", "at another service point"],
)
def test_an_operator_card_signs_in_at_its_own_service_point_alone(desk: Desk, caller: object, reason: Reason) -> None:
    operator = CardInReader("operator")
    here = got(desk.office.operator_challenge(POINT, operator.identification))

    assert desk.office.operator_challenge(caller, operator.identification) == Refused(reason)  # type: ignore[arg-type]
    assert desk.office.check_operator(caller, here.number, answer_of(operator, here)) == Refused(  # type: ignore[arg-type]
        Reason.NOT_GENUINE
    )


# --- nonsense every twenty minutes


def nonsense(case: Case) -> list[object]:
    """Questions in the session that are refused, or prove nothing."""
    office, session, card = case.at.desk.office, case.at.session, case.card
    bad, here, seen = card.challenge(), bytes(32), presence(case.at.desk, POINT, card)
    asked = got(office.case_challenge(POINT, session))
    return [
        office.puk_proof(POINT, session, "0" * 32, here, bad),
        office.puk_proof(POINT, session, case.id, here, bad),
        office.unblock_command(POINT, session, case.id, here, bad, None),
        office.presence_challenge(POINT, session, "0" * 32),
        office.check_presence(POINT, session, case.id, "0" * 32, bytes(8)),
        office.record_case(POINT, session, asked.number, bytes(8), seen, "unlock", "holder", HOLDERS_ID, "key"),
        office.presence_challenge(POINT, session, case.id),  # answered, and yet no work
        case.at.record(card, key=case.at.key(1)),  # a case that there is already
        case.report("unknown", key="told"),
        office.sign_out(NEIGHBOUR, session),
    ]


def test_nothing_that_is_refused_or_proves_nothing_keeps_a_session_alive(desk: Desk) -> None:
    case = Counter(desk).case(CardInReader("locked"))
    desk.clock.pass_by(minutes=20)
    nonsense(case)
    desk.clock.pass_by(minutes=10)

    assert desk.office.case_challenge(POINT, case.at.session) == NO_SESSION


def test_work_keeps_it_alive_for_twelve_hours_and_no_longer(desk: Desk) -> None:
    counter = Counter(desk)
    cards = [CardInReader(id) for id in ("locked", "last-attempt", "two-left", "sealed", "normal")]
    answers = []
    for number in range(26):
        desk.clock.pass_by(minutes=29)
        answers.append(isinstance(counter.record(cards[number % 5]), CaseOpened))

    assert answers == [True] * 24 + [False] * 2  # 24 × 29 minutes are 11 h 36 min


# --- an operator card reported lost, a member of staff who is none any more


def lose_the_card(desk: Desk) -> None:
    set_standing(desk, Standing.LOST)


def find_the_card(desk: Desk) -> None:
    set_standing(desk, Standing.NORMAL)


def set_standing(desk: Desk, standing: Standing) -> None:
    operator = CardInReader("operator").identification.hex()
    with desk.database.writing() as session:
        session.execute(update(CardRow).where(CardRow.identification == operator).values(standing=standing.value))


def dismiss(desk: Desk) -> None:
    change_staff(desk, active=False)


def transfer(desk: Desk) -> None:
    change_staff(desk, service_point=WEST.id)


def give_another_card(desk: Desk) -> None:
    change_staff(desk, operator_card=CardInReader("normal").identification.hex())


def change_staff(desk: Desk, **values: object) -> None:
    with desk.database.writing() as session:
        session.execute(update(StaffRow).values(**values))


def lock_the_issuers_way(desk: Desk) -> None:
    set_standing(desk, Standing.APPLICATION_LOCKED)


ENDS = [lose_the_card, lock_the_issuers_way, dismiss, transfer, give_another_card]


@pytest.mark.parametrize("change", ENDS)
def test_a_session_ends_with_what_made_it(desk: Desk, change: Callable[[Desk], None]) -> None:
    case = Counter(desk).case(CardInReader("locked"))
    here = case.present()
    got(case.proof(here))
    change(desk)
    answers = [
        case.proof(here),
        case.command(here),
        desk.office.presence_challenge(POINT, case.at.session, case.id),
        case.at.record(case.card),
    ]

    assert answers == [NO_SESSION] * 4
    assert case.card.say(TRIES) == LOCKED


def test_a_card_that_was_found_again_opens_no_session_that_its_loss_had_ended(desk: Desk) -> None:
    counter = Counter(desk)
    lose_the_card(desk)
    while_lost = counter.record(CardInReader("locked"))
    find_the_card(desk)

    assert [while_lost, counter.record(CardInReader("locked"))] == [NO_SESSION] * 2


@pytest.mark.parametrize("change", ENDS)
def test_who_is_no_staff_by_the_time_of_a_proof_is_not_signed_in(desk: Desk, change: Callable[[Desk], None]) -> None:
    operator = CardInReader("operator")
    first, second = (got(desk.office.operator_challenge(POINT, operator.identification)) for _ in range(2))
    proved = got(desk.office.check_operator(POINT, first.number, answer_of(operator, first)))
    operator.say(STAFF_PIN)
    change(desk)
    asks = InternalChallenge(proved.number, proved.factor, proved.info)

    assert [
        desk.office.check_operator(POINT, second.number, answer_of(operator, second)),
        desk.office.open_session(POINT, proved.number, answer_of(operator, asks, PIK)),
    ] == [Refused(Reason.NOT_STAFF)] * 2


# --- one card, one session


def test_a_new_sign_in_with_a_card_ends_its_session_at_every_terminal(desk: Desk) -> None:
    there = Counter(desk, NEIGHBOUR)
    here = Counter(desk)

    assert there.record(CardInReader("locked")) == NO_SESSION
    assert isinstance(here.record(CardInReader("locked")), CaseOpened)


def test_two_members_of_staff_work_beside_each_other_and_not_at_one_terminal(desk: Desk) -> None:
    second = make_operator(desk, "normal")
    here, there = Counter(desk), Counter(desk, NEIGHBOUR, second)
    both = [isinstance(each.record(CardInReader("locked")), CaseOpened) for each in (here, there)]
    instead = Counter(desk, POINT, second)

    assert both == [True, True]
    assert [here.record(CardInReader("locked")), there.record(CardInReader("locked"))] == [NO_SESSION] * 2
    assert isinstance(instead.record(CardInReader("locked")), CaseOpened)


# --- opening a case


def recorded(counter: Counter, number: str, proof: bytes, here: bytes) -> CaseOpened | Refused:
    return counter.desk.office.record_case(
        counter.caller, counter.session, number, proof, here, "unlock", "holder", HOLDERS_ID, "case"
    )


def test_a_case_is_opened_by_the_operator_card_of_that_very_session(desk: Desk) -> None:
    counter, card = Counter(desk), CardInReader("locked")
    second = make_operator(desk, "normal")
    other = Counter(desk, NEIGHBOUR, second)
    here = presence(desk, POINT, card)
    asked = got(desk.office.case_challenge(POINT, counter.session))
    by_another_card = recorded(counter, asked.number, answer_of(second, asked), here)
    again = recorded(counter, asked.number, answer_of(counter.operator, asked), here)
    elsewhere = got(desk.office.case_challenge(NEIGHBOUR, other.session))
    of_another_session = recorded(counter, elsewhere.number, answer_of(second, elsewhere), here)
    alone = recorded(counter, "0" * 32, bytes(8), here)

    assert [by_another_card, again, of_another_session, alone] == [
        Refused(Reason.NOT_GENUINE),
        Refused(Reason.REPLAYED),
        Refused(Reason.NOT_GENUINE),
        Refused(Reason.NOT_GENUINE),
    ]


def test_a_proof_of_the_session_before_opens_no_case(desk: Desk) -> None:
    counter, card = Counter(desk), CardInReader("locked")
    asked = got(desk.office.case_challenge(POINT, counter.session))
    counter.session = got(sign_in(desk, counter.operator)).session

    assert recorded(counter, asked.number, answer_of(counter.operator, asked), presence(desk, POINT, card)) == Refused(
        Reason.NOT_GENUINE
    )


@pytest.mark.parametrize(("late_s", "reason"), [(0, None), (179, None), (180, Reason.NO_PRESENCE)])
def test_opening_a_case_needs_the_holders_card(desk: Desk, late_s: int, reason: Reason | None) -> None:
    counter, card = Counter(desk), CardInReader("locked")
    here = presence(desk, POINT, card)
    desk.clock.pass_by(seconds=late_s)
    answer = counter.record(card, seen=here)

    assert isinstance(answer, CaseOpened) if reason is None else answer == Refused(reason)


def test_a_card_that_is_present_at_another_terminal_opens_no_case_here(desk: Desk) -> None:
    card = CardInReader("locked")

    assert Counter(desk).record(card, seen=presence(desk, NEIGHBOUR, card)) == Refused(Reason.NO_PRESENCE)


def test_nobody_unblocks_the_card_that_signed_them_in(desk: Desk) -> None:
    counter = Counter(desk)

    assert counter.record(counter.operator) == Refused(Reason.NOT_ALLOWED)


def test_a_self_service_terminal_has_no_case(desk: Desk) -> None:
    case = Counter(desk).case(CardInReader("locked"))
    office, session, challenge = desk.office, case.at.session, case.card.challenge()
    here = presence(desk, SELF_SERVICE, case.card)
    of_case = (SELF_SERVICE, session, case.id)

    assert {
        office.case_challenge(SELF_SERVICE, session),
        office.record_case(SELF_SERVICE, session, "0" * 32, bytes(8), here, "unlock", "holder", HOLDERS_ID, "key"),
        office.presence_challenge(*of_case),
        office.check_presence(*of_case, "0" * 32, bytes(8)),
        office.puk_proof(*of_case, here, challenge),
        office.unblock_command(*of_case, here, challenge, None),
    } == {Refused(Reason.WRONG_ROLE)}
    assert office.report_case(SELF_SERVICE, case.id, "done", "key") == Refused(Reason.NO_CASE)
