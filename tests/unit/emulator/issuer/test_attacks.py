"""What a terminal, a person or an editor of files may try: a real locked card stays locked.

The good path stands first: else the others would prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator.card.profile import Protocol
from emulator.issuer.answers import Credential, Reason, Refused, UnblockMessage
from tests.unit.emulator.issuer.counter import Case, Counter, ready
from tests.unit.emulator.issuer.edits import edit
from tests.unit.emulator.issuer.service_point import (
    ALL_TRIES,
    ELSEWHERE,
    LOCKED,
    NEIGHBOUR,
    NEW_PIN,
    POINT,
    RIGHT_PIN,
    SELECT_SSSE,
    SELF_SERVICE,
    TRIES,
    CardInReader,
    Desk,
    got,
    new_pin,
    opened,
    presence,
)

SELECT_MF = "00A40000"
CARDS = pytest.mark.parametrize("id", ["locked", "v2-3des", "v1-3des"])
CARDS_AND_PROTOCOLS = pytest.mark.parametrize(
    ("id", "protocol"),
    [
        *(("locked", "t0"), ("v2-3des", "t1"), ("v1-3des", "t0")),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (("locked", "t1"), ("v2-3des", "t0"), ("v1-3des", "t1"))
        ),
    ],
)


@pytest.fixture
def locked() -> Iterator[CardInReader]:
    """A locked card, which is locked afterwards."""
    card = CardInReader("locked")
    yield card
    assert card.say(TRIES) == LOCKED


def a_locked_card(id: str, protocol: Protocol = "t0") -> CardInReader:
    return CardInReader(id, protocol=protocol, remaining=0)


# --- the good path


@CARDS_AND_PROTOCOLS
def test_an_unlock_gives_six_attempts_back_and_keeps_the_pin(desk: Desk, id: str, protocol: Protocol) -> None:
    case = ready(desk, a_locked_card(id, protocol))
    before = case.card.say(TRIES)

    assert case.card.take_message(got(case.message(case.card.challenge()))) == "9000"
    assert (before, case.card.say(TRIES), case.card.say(RIGHT_PIN)) == (LOCKED, ALL_TRIES, "9000")


@CARDS_AND_PROTOCOLS
def test_a_reset_sets_the_new_pin(desk: Desk, id: str, protocol: Protocol) -> None:
    case = ready(desk, a_locked_card(id, protocol), "reset")

    assert case.card.take_message(got(case.message(case.card.challenge(), new_pin()))) == "9000"
    assert (case.card.say(RIGHT_PIN), case.card.say(NEW_PIN)) == ("63C5", "9000")


def test_a_message_that_was_lost_on_the_way_is_had_again_for_a_fresh_challenge(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    got(case.message(case.card.challenge()))

    assert case.card.take_message(got(case.message(case.card.challenge()))) == "9000"


# --- who asks


@pytest.mark.parametrize(
    "caller",
    [Credential("nobody", POINT.secret()), Credential(POINT.terminal, b"guessed"), Credential(POINT.terminal, b"")],
    ids=["no such terminal", "a wrong secret", "no secret"],
)
def test_who_is_not_registered_gets_nothing(desk: Desk, locked: CardInReader, caller: Credential) -> None:
    case = ready(desk, locked)
    challenge, office = locked.challenge(), desk.office

    assert {
        office.standing(caller, locked.identification),
        office.internal_challenge(caller, locked.identification),
        office.read_proof(caller, case.here, challenge),
        office.other_cards(caller, case.here),
        office.puk_proof(caller, case.session, case.id, case.here, challenge),
        office.unblock_command(caller, case.session, case.id, case.here, challenge, None),
        office.report_case(caller, case.id, "done", "key"),
    } == {Refused(Reason.UNKNOWN_TERMINAL)}


@pytest.mark.parametrize("caller", [NEIGHBOUR, ELSEWHERE], ids=["of the same service point", "of another"])
def test_a_session_and_a_case_are_good_at_their_own_terminal_only(
    desk: Desk, locked: CardInReader, caller: Credential
) -> None:
    case = ready(desk, locked)

    assert desk.office.unblock_command(caller, case.session, case.id, case.here, locked.challenge(), None) == Refused(
        Reason.NO_SESSION
    )


# --- the staff


def sign_out(case: Case) -> None:
    got(case.at.desk.office.sign_out(POINT, case.session))


def idle_for_half_an_hour(case: Case) -> None:
    case.at.desk.clock.pass_by(minutes=30)


def sign_another_in(case: Case) -> None:
    Counter(case.at.desk)


@pytest.mark.parametrize("end", [sign_out, idle_for_half_an_hour, sign_another_in])
def test_nothing_is_signed_once_the_session_has_ended(
    desk: Desk, locked: CardInReader, end: Callable[[Case], None]
) -> None:
    case = ready(desk, locked)
    end(case)
    challenge = locked.challenge()

    assert {
        desk.office.puk_proof(POINT, case.session, case.id, case.here, challenge),
        desk.office.unblock_command(POINT, case.session, case.id, case.here, challenge, None),
    } == {Refused(Reason.NO_SESSION)}


def test_a_holders_card_makes_nobody_staff(desk: Desk, locked: CardInReader) -> None:
    assert desk.office.operator_challenge(POINT, locked.identification) == Refused(Reason.NOT_STAFF)


# --- the case


def test_a_message_for_another_card_is_none_for_this_one(desk: Desk, locked: CardInReader) -> None:
    ready(desk, locked)
    of_another = ready(desk, CardInReader("normal"))
    message = got(of_another.message(locked.challenge()))

    assert locked.take_message(message) == "6988"


@pytest.mark.parametrize(("matter", "asks_reset"), [("unlock", True), ("reset", False)])
def test_a_case_is_good_for_its_own_matter_only(
    desk: Desk, locked: CardInReader, matter: str, asks_reset: bool
) -> None:
    case = ready(desk, locked, matter)

    assert case.message(locked.challenge(), new_pin() if asks_reset else None) == Refused(Reason.NO_CASE)


@pytest.mark.parametrize(
    ("case", "reason"), [("", Reason.MALFORMED), ("0" * 32, Reason.NO_CASE), ("' OR 1=1 --", Reason.MALFORMED)]
)
def test_without_a_case_nothing_is_signed(desk: Desk, locked: CardInReader, case: str, reason: Reason) -> None:
    there = ready(desk, locked)

    assert desk.office.unblock_command(POINT, there.session, case, there.here, locked.challenge(), None) == Refused(
        reason
    )


# --- the challenge


@pytest.mark.parametrize("size", [0, 1, 7, 9, 12, 15, 17, 32, 255])
def test_what_no_card_gives_for_a_challenge_is_not_signed(desk: Desk, locked: CardInReader, size: int) -> None:
    case = ready(desk, locked)
    challenge = bytes(range(size))

    assert {
        desk.office.read_proof(POINT, case.here, challenge),
        desk.office.puk_proof(POINT, case.session, case.id, case.here, challenge),
        case.message(challenge),
    } == {Refused(Reason.MALFORMED)}


def test_a_challenge_longer_than_a_block_is_not_signed(desk: Desk) -> None:
    case = ready(desk, a_locked_card("v2-3des"))

    assert case.message(case.card.challenge(16)) == Refused(Reason.MALFORMED)


def test_a_challenge_is_answered_once(desk: Desk, locked: CardInReader) -> None:
    case = ready(desk, locked)
    challenge = locked.challenge()
    got(case.message(challenge))

    assert {
        case.message(challenge),
        desk.office.puk_proof(POINT, case.session, case.id, case.here, challenge),
        desk.office.read_proof(SELF_SERVICE, presence(desk, SELF_SERVICE, locked), challenge),
    } == {Refused(Reason.REPLAYED)}


def test_a_short_challenge_has_no_answer_in_any_disguise(desk: Desk, locked: CardInReader) -> None:
    """The card pads a challenge with zeros: who stocked answers to four bytes would soon meet one of them again."""
    case = ready(desk, locked)
    short = locked.challenge(4)

    for challenge in (short, short + bytes(4), short + bytes(12)):
        assert {
            case.message(challenge),
            desk.office.puk_proof(POINT, case.session, case.id, case.here, challenge),
            desk.office.read_proof(POINT, case.here, challenge),
        } == {Refused(Reason.MALFORMED)}


def test_a_message_is_good_on_the_card_once(desk: Desk) -> None:
    case = ready(desk, CardInReader("locked"))
    message = got(case.message(case.card.challenge()))
    first = case.card.take_message(message)
    for _ in range(6):
        case.card.say("0020000003111111")

    case.card.challenge()
    assert (first, case.card.take_message(message), case.card.say(TRIES)) == ("9000", "6988", LOCKED)


def test_a_message_alone_opens_no_card(desk: Desk, locked: CardInReader) -> None:
    case = ready(desk, locked)
    locked.say(SELECT_MF)
    locked.say(SELECT_SSSE)  # the card forgets that PUK was proved

    assert locked.take_message(got(case.message(locked.challenge()))) == "6982"


@CARDS
def test_the_proof_for_reading_does_not_unblock(desk: Desk, id: str) -> None:
    card = a_locked_card(id)
    here = presence(desk, SELF_SERVICE, card)
    proof = got(desk.office.read_proof(SELF_SERVICE, here, card.challenge()))

    assert (card.take_proof("06", proof), card.say(TRIES)) == ("63C9", LOCKED)


# --- the terminal on its own


@pytest.mark.parametrize("key", ["02", "05", "06", "0A"], ids=["STK", "BK", "PUK", "RKSSSE"])
def test_the_card_computes_with_no_other_key_than_irk_for_anybody(locked: CardInReader, key: str) -> None:
    assert locked.say(f"008800{key}10{'00' * 16}") == "6A88"


def test_bytes_of_the_terminals_own_are_no_message(desk: Desk, locked: CardInReader) -> None:
    ready(desk, locked)
    locked.challenge()

    assert [locked.say("842400000400000000"), locked.say("8424000114" + "00" * 20)] == ["6988", "6984"]


def test_what_a_card_said_of_itself_is_no_message(desk: Desk, locked: CardInReader) -> None:
    """A terminal has the card compute with IRK over whatever it likes."""
    ready(desk, locked)
    said = bytes.fromhex(locked.say(f"0088000010{locked.challenge().hex()}8424000004800000"))[:-2]

    assert locked.say(f"8424000004{said[:4].hex()}") == "6988"


def test_a_spoilt_message_spends_the_challenge(desk: Desk, locked: CardInReader) -> None:
    case = ready(desk, locked)
    apdu = bytearray(got(case.message(locked.challenge())).apdu)
    spoilt = UnblockMessage(bytes(apdu[:-1]) + bytes((apdu[-1] ^ 1,)))

    assert (locked.take_message(spoilt), locked.take_message(UnblockMessage(bytes(apdu)))) == ("6988", "6984")


def test_an_old_answer_about_another_question_is_not_genuine(desk: Desk, locked: CardInReader) -> None:
    first = got(desk.office.internal_challenge(POINT, locked.identification))
    second = got(desk.office.internal_challenge(POINT, locked.identification))

    assert desk.office.check_proof(POINT, second.number, locked.prove_itself(first)) == Refused(Reason.NOT_GENUINE)


def test_a_question_is_answered_once(desk: Desk, locked: CardInReader) -> None:
    asked = got(desk.office.internal_challenge(POINT, locked.identification))
    proof = locked.prove_itself(asked)
    got(desk.office.check_proof(POINT, asked.number, proof))

    assert desk.office.check_proof(POINT, asked.number, proof) == Refused(Reason.REPLAYED)


# --- the standing


@pytest.mark.parametrize("id", ["lost", "temporarily-lost", "cancelled"])
def test_a_standing_that_forbids_it_opens_no_case(desk: Desk, id: str) -> None:
    card = a_locked_card(id)

    assert Counter(desk).record(card) == Refused(Reason.NOT_ALLOWED)
    assert card.say(TRIES) == LOCKED


# --- the audit


@pytest.mark.parametrize("spoil", ["row edited", "row deleted", "rows cut off", "another head", "no head"])
def test_an_office_whose_audit_was_tampered_with_signs_nothing(
    tmp_path: Path, locked: CardInReader, spoil: str, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(tmp_path) as desk:
        case = ready(desk, locked)
    tamper(tmp_path, spoil)
    with opened(tmp_path) as desk:
        office, challenge = desk.office, locked.challenge()
        answers = {
            office.internal_challenge(POINT, locked.identification),
            office.check_proof(POINT, "0" * 32, bytes(8)),
            office.read_proof(POINT, case.here, challenge),
            office.operator_challenge(POINT, locked.identification),
            office.open_session(POINT, "0" * 32, bytes(8)),
            office.puk_proof(POINT, case.session, case.id, case.here, challenge),
            office.unblock_command(POINT, case.session, case.id, case.here, challenge, None),
        }

    assert answers == {Refused(Reason.AUDIT_BROKEN)}
    assert "the audit was tampered with" in caplog.text
    caplog.clear()


def tamper(folder: Path, spoil: str) -> None:
    """As somebody does who has the files, but not the key."""
    head = folder / "audit.head"
    if spoil == "another head":
        head.write_text(f"3 {'0' * 64}\n")
    elif spoil == "no head":
        head.unlink()
    else:
        edit(folder / "registry.sqlite", EDITS[spoil])


EDITS = {
    "row edited": "UPDATE audit SET terminal = 'hall-1' WHERE seq = 2",
    "row deleted": "DELETE FROM audit WHERE seq = 3",
    "rows cut off": "DELETE FROM audit WHERE seq > 2",
}
