"""PIN UNBLOCK through the terminal, on virtual cards of both algorithms and protocols, with the issuer's test keys."""

from __future__ import annotations

import pytest

from emulator.card.crypto import ALGORITHMS
from emulator.card.personalise import keys_of_card
from emulator.card.profile import CardProfile
from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.card.outcome import CardGone, Contradicted, OtherCard, Refused
from kiosk.card.pin import Pin
from kiosk.card.port import CardSession, Failure, Fault, Protocols
from kiosk.card.request import Evidence
from kiosk.roles.service_point.driver import carry_out
from kiosk.roles.service_point.outcome import (
    AnyOutcome,
    NotAnUnblock,
    NotProved,
    NotUnblocked,
    Returned,
    UnblockChallenge,
    Unblocked,
    UnblockRefused,
    UnblockUnknown,
)
from kiosk.roles.service_point.request import AskReturnedCard, BeginUnblock, ProveUnblock, Unblock, UnblockRequest
from tests.support.cards import (
    NEW,
    PRESENT,
    READER,
    Listening,
    card_of,
    connected,
    holds,
    pin,
    profile,
    slot_with,
    tries,
    virtual_card,
    with_pik,
)
from tests.support.office import INFO
from tests.support.staffed_office import unblock_message

LOCKED = {"sm4": profile("normal", remaining=0), "3des": profile("v2-3des", remaining=0)}
SM4 = LOCKED["sm4"]
EVIDENCE = Evidence(bytes(range(1, 9)), INFO)

COUNTER, ENTRY, PIK = "00200000", f"0020000003{NEW.decode()}", "0088000C"  # how each command begins

BOTH_PROTOCOLS = pytest.mark.parametrize("protocol", ["t0", "t1"])
BOTH_ALGORITHMS = pytest.mark.parametrize("described", LOCKED.values(), ids=LOCKED)


def in_turn(session: CardSession, request: UnblockRequest) -> AnyOutcome:
    """The outcome in a transaction of its own, as the worker holds one for each request."""
    session.begin()
    outcome = carry_out(request, session)
    session.end(reset=False)
    return outcome


def begun(described: CardProfile, session: CardSession) -> bytes:
    """The challenge for the proof of PUK."""
    outcome = in_turn(session, BeginUnblock(1, READER, described.identification))
    assert isinstance(outcome, UnblockChallenge)
    return outcome.challenge


def key_proof(described: CardProfile, key: str) -> bytes:
    """What a key of the card makes of the evidence that the issuer wants."""
    algorithm = ALGORITHMS[described.application.algorithm]
    return algorithm.authentication_data(keys_of_card(described, {})[key], EVIDENCE.factor, EVIDENCE.info)


def puk_proof(described: CardProfile, challenge: bytes, key: str = "PUK") -> bytes:
    """What the issuer proves to the card."""
    algorithm = ALGORITHMS[described.application.algorithm]
    return algorithm.authentication_data(described.keys.given[key], challenge, INFO) + INFO


def proved(described: CardProfile, session: CardSession) -> bytes:
    """The challenge for the message, the PUK being proved."""
    proof = puk_proof(described, begun(described, session))
    outcome = in_turn(session, ProveUnblock(1, READER, described.identification, proof))
    assert isinstance(outcome, UnblockChallenge)
    return outcome.challenge


def unblocked(
    described: CardProfile,
    session: CardSession,
    new: Pin | None = None,
    evidence: Evidence | None = EVIDENCE,
    least: int = 6,
) -> AnyOutcome:
    """The whole chain."""
    apdu = unblock_message(described, proved(described, session), new)
    wanted = None if new is None else evidence
    return in_turn(session, Unblock(1, READER, described.identification, apdu, new, wanted, least))


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_an_unlock_restores_six_attempts_and_keeps_the_pin(described: CardProfile, protocol: Protocols) -> None:
    card = card_of(described, protocol)
    outcome = unblocked(described, connected(slot_with(card)))

    assert (outcome, tries(card), holds(card, PRESENT)) == (Unblocked(6), 6, True)


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_a_reset_restores_six_attempts_and_sets_the_new_pin(described: CardProfile, protocol: Protocols) -> None:
    card = card_of(described, protocol)
    outcome = unblocked(described, connected(slot_with(card)), pin(NEW))

    assert (outcome, tries(card), holds(card, NEW)) == (Unblocked(6, key_proof(described, "PIK")), 6, True)


def test_a_proof_of_another_key_is_refused_and_nothing_changed() -> None:
    card = card_of(SM4)
    session = connected(slot_with(card))
    proof = puk_proof(SM4, begun(SM4, session), key="RKSSSE")

    assert in_turn(session, ProveUnblock(1, READER, SM4.identification, proof)) == UnblockRefused(0x63C9)
    assert tries(card) == 0


def test_a_message_without_a_proof_is_refused() -> None:
    card = card_of(SM4)
    session = connected(slot_with(card))
    apdu = unblock_message(SM4, begun(SM4, session), None)

    assert in_turn(session, Unblock(1, READER, SM4.identification, apdu, None, None)) == NotUnblocked(0)
    assert tries(card) == 0


def test_a_message_for_another_card_is_refused() -> None:
    card = card_of(SM4)
    session = connected(slot_with(card))
    apdu = unblock_message(profile("t1"), proved(SM4, session), None)

    assert in_turn(session, Unblock(1, READER, SM4.identification, apdu, None, None)) == NotUnblocked(0)
    assert tries(card) == 0


def test_a_message_heard_before_is_refused() -> None:
    """The challenge is spent: whoever recorded the message can't send it again."""
    card = card_of(SM4)
    session = connected(slot_with(card))
    request = Unblock(1, READER, SM4.identification, unblock_message(SM4, proved(SM4, session), None), None, None)

    assert [in_turn(session, request) for _ in range(2)] == [Unblocked(6), UnblockRefused(0x6984, 6)]


@pytest.mark.parametrize(
    "apdu",
    [
        "",
        "842400",
        "84240000",
        "8424000005",
        "0020000003135790",
        "805E010007135790FF624815",
        "841E000104E4A319CC",
        "8416000004E4A319CC",
        "8424010004E4A319CC",
        "8424000004E4A319CC00",
        "84240000000004E4A319CC",
    ],
)
def test_what_is_no_unblock_is_never_sent(apdu: str) -> None:
    """Whatever the office says, the terminal sends PIN UNBLOCK here and nothing else: no block, no change."""
    card = Listening(card_of(SM4))
    outcome = in_turn(
        connected(slot_with(card)), Unblock(1, READER, SM4.identification, bytes.fromhex(apdu), None, None)
    )

    assert (outcome, {heard[1] for heard in card.heard}) == (NotAnUnblock(), {0xA4, 0xC0, 0xB2})


@pytest.mark.parametrize(
    "request_",
    [
        BeginUnblock(1, READER, SM4.identification),
        ProveUnblock(1, READER, SM4.identification, bytes(16)),
        Unblock(1, READER, SM4.identification, bytes.fromhex("8424000004E4A319CC"), None, None),
        AskReturnedCard(1, READER, SM4.identification, EVIDENCE),
    ],
    ids=lambda request: type(request).__name__,
)
def test_another_card_is_told_and_nothing_asked_of_it(request_: UnblockRequest) -> None:
    other = Listening(virtual_card("t1"))
    outcome = in_turn(connected(slot_with(other)), request_)

    assert (outcome, [apdu for apdu in other.heard if apdu[1] not in (0xA4, 0xB2)]) == (OtherCard(), [])


@BOTH_PROTOCOLS
@pytest.mark.parametrize(("before", "tries_after"), [(True, 0), (False, 6)])
def test_a_card_pulled_out_at_the_unblock_is_unknown(protocol: Protocols, before: bool, tries_after: int) -> None:
    card, slot = card_of(SM4, protocol), Slot(READER)
    slot.insert(PulledOut(card, slot.remove, lambda apdu: apdu[:2] == b"\x84\x24", before=before))
    outcome = unblocked(SM4, connected(slot))

    assert (type(outcome), tries(card)) == (UnblockUnknown, tries_after)


@BOTH_PROTOCOLS
@pytest.mark.parametrize("at", [0xA4, 0xB2, 0x82, 0x84])
def test_a_card_pulled_out_before_the_unblock_has_gone(protocol: Protocols, at: int) -> None:
    card, slot, proving = card_of(SM4, protocol), Slot(READER), list[bool]()
    slot.insert(PulledOut(card, slot.remove, lambda apdu: bool(proving) and apdu[1] == at))
    session = connected(slot)
    proof = puk_proof(SM4, begun(SM4, session))
    proving.append(True)
    outcome = in_turn(session, ProveUnblock(1, READER, SM4.identification, proof))

    assert (type(outcome), tries(card)) == (CardGone, 0)


class Answers(Listening):
    """A card that does what it is told, and answers otherwise from the unblock on; "" where its answer is lost."""

    def __init__(self, card: Insertable, after: dict[str, str]) -> None:
        super().__init__(card)
        self._after = {bytes.fromhex(start): bytes.fromhex(answer) for start, answer in after.items()}

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, or the one in its place to a command that begins so."""
        told = super().transmit(apdu)
        unblocked = any(heard[:2] == b"\x84\x24" for heard in self.heard)
        instead = [answer for start, answer in self._after.items() if apdu.startswith(start)]
        return (instead[0] or None) if unblocked and instead else told


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("90000000", UnblockUnknown(Failure(Fault.ANSWER_LOST))),
        *((sw, UnblockRefused(int(sw, 16), 6)) for sw in ("6400", "6985", "6A80", "63C2", "9303", "6C00", "6988")),
        *((sw, UnblockRefused(int(sw, 16), 6)) for sw in ("6581", "6200", "611E", "9001", "6F00")),
    ],
)
def test_whatever_is_answered_but_9000_the_counter_is_read(answer: str, outcome: AnyOutcome) -> None:
    """The card did as it was told: its counter shows that, and the machine judges it."""
    assert unblocked(SM4, connected(slot_with(Answers(card_of(SM4), {"8424": answer})))) == outcome


@pytest.mark.parametrize("answer", ["6D00", "010203040506079000", "9000"])
def test_a_challenge_that_is_none_ends_the_unblock_before_it_began(answer: str) -> None:
    """GET CHALLENGE without the eight bytes that were asked for."""

    class Unchallenging(Listening):
        def transmit(self, apdu: bytes) -> bytes | None:
            return bytes.fromhex(answer) if apdu[1] == 0x84 else super().transmit(apdu)

    card = card_of(SM4)
    outcome = in_turn(connected(slot_with(Unchallenging(card))), BeginUnblock(1, READER, SM4.identification))

    assert (outcome, tries(card)) == (UnblockRefused(int(answer[-4:], 16)), 0)


class Swallowing(Listening):
    """A reader that answers the unblock in the card's place."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """9000, and the card hears nothing."""
        return b"\x90\x00" if apdu[:2] == b"\x84\x24" else super().transmit(apdu)


def test_a_card_at_its_limit_that_says_it_was_reset_and_does_not_hold_the_new_pin_contradicts_itself() -> None:
    described = profile("normal", remaining=6)

    assert unblocked(described, connected(slot_with(Swallowing(card_of(described)))), pin(NEW)) == Contradicted(5)


@pytest.mark.parametrize("left", range(6))
def test_below_what_a_reset_leaves_no_pin_is_sent_whatever_was_answered(left: int) -> None:
    described = profile("normal", remaining=left)
    card = Listening(Swallowing(card_of(described)))

    assert unblocked(described, connected(slot_with(card)), pin(NEW)) == NotUnblocked(left)
    assert (pins_in(card), tries(card)) == ([], left)


def test_the_last_attempt_is_never_spent_on_a_check() -> None:
    """Its limit is not known, and it had one attempt: as many as it says now."""
    described = profile("normal", remaining=1)
    card = Listening(Swallowing(card_of(described)))

    assert unblocked(described, connected(slot_with(card)), pin(NEW), least=1) == NotProved(1)
    assert (pins_in(card), tries(card)) == ([], 1)


def test_a_card_without_a_pin_was_not_reset() -> None:
    described = profile("no-pin")
    card = Listening(Swallowing(card_of(described)))

    assert unblocked(described, connected(slot_with(card)), pin(NEW)) == NotUnblocked(None)
    assert pins_in(card) == []


@pytest.mark.parametrize("answer", ["6982", "6A88", "9000"])
def test_a_new_pin_that_pik_does_not_show_is_not_proved(answer: str) -> None:
    assert unblocked(SM4, connected(slot_with(Answers(card_of(SM4), {PIK: answer}))), pin(NEW)) == NotProved(6)


def test_an_answer_of_pik_that_is_lost_is_unknown() -> None:
    outcome = unblocked(SM4, connected(slot_with(Answers(card_of(SM4), {PIK: ""}))), pin(NEW))

    assert isinstance(outcome, UnblockUnknown)


def test_a_card_of_which_no_pik_is_known_holds_the_new_pin_and_proves_nothing() -> None:
    described = with_pik(SM4, False)
    card = card_of(described)

    assert unblocked(described, connected(slot_with(card)), pin(NEW), evidence=None) == Unblocked(6)
    assert holds(card, NEW)


@pytest.mark.parametrize(
    ("answers", "pins"),
    [
        pytest.param({COUNTER: ""}, 0, id="its counter is lost"),
        pytest.param({ENTRY: ""}, 1, id="its word on the new PIN is lost"),
        pytest.param({ENTRY: "6F00"}, 1, id="its word on the new PIN is none"),
    ],
)
def test_where_no_key_could_bear_it_out_a_lost_answer_leaves_the_cards_word_that_it_was_reset(
    answers: dict[str, str], pins: int
) -> None:
    """The card is not asked again for a proof that it can't give. The office puts it down as reported."""
    described = with_pik(SM4, False)
    card = Answers(card_of(described), answers)

    assert unblocked(described, connected(slot_with(card)), pin(NEW), evidence=None) == Unblocked(None)
    assert len(pins_in(card)) == pins


def test_a_card_that_counts_six_attempts_and_then_calls_itself_locked_has_proved_nothing() -> None:
    """It was not this entry that locked it."""
    card = Answers(card_of(SM4), {ENTRY: "6983"})

    assert unblocked(SM4, connected(slot_with(card)), pin(NEW)) == NotProved(0)


def pins_in(card: Listening) -> list[bytes]:
    """Every VERIFY with a PIN in it."""
    return [apdu for apdu in card.heard if apdu[1] == 0x20 and len(apdu) > 5]


def returned(card: Insertable) -> AnyOutcome:
    """What the card says of itself once it is back."""
    return in_turn(connected(slot_with(card)), AskReturnedCard(2, READER, SM4.identification, EVIDENCE))


@pytest.mark.parametrize("left", [0, 2, 6])
def test_put_back_a_card_proves_itself_and_tells_its_counter_and_no_pin_is_sent_to_it(left: int) -> None:
    card = Listening(virtual_card(remaining=left))

    assert returned(card) == Returned(key_proof(SM4, "IRK"), left)
    assert [apdu for apdu in card.heard if apdu[1] == 0x20] == [bytes.fromhex("00200000")]
    assert tries(card) == left


def test_a_card_that_proves_nothing_is_not_asked_for_its_counter() -> None:
    card = Silent(virtual_card(remaining=2))

    assert (returned(card), [apdu for apdu in card.heard if apdu[1] == 0x20]) == (Refused(0x6D00), [])


class Silent(Listening):
    """A card that says nothing of what it is."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """INTERNAL AUTHENTICATE is unknown to it."""
        return b"\x6d\x00" if apdu[:2] == b"\x00\x88" else super().transmit(apdu)


@pytest.mark.parametrize("at", [0x88, 0x20], ids=["proof", "counter"])
def test_a_card_that_goes_again_while_it_is_asked_has_gone(at: int) -> None:
    card, slot = virtual_card(remaining=6), Slot(READER)
    slot.insert(PulledOut(card, slot.remove, lambda apdu: apdu[1] == at))

    assert isinstance(in_turn(connected(slot), AskReturnedCard(2, READER, SM4.identification, EVIDENCE)), CardGone)
