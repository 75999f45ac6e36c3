"""PIN UNBLOCK through the terminal, on virtual cards of both algorithms and protocols, with the issuer's test keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.card.crypto import ALGORITHMS
from emulator.card.profile import CardProfile
from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.card.outcome import CardGone, OtherCard, Unsettled
from kiosk.card.pin import Pin
from kiosk.card.port import CardSession, Failure, Fault, Protocols
from kiosk.roles.service_point.driver import carry_out
from kiosk.roles.service_point.outcome import (
    AnyOutcome,
    NotAnUnblock,
    NotUnblocked,
    UnblockChallenge,
    Unblocked,
    UnblockRefused,
    UnblockUnknown,
)
from kiosk.roles.service_point.request import AskUnblocked, BeginUnblock, ProveUnblock, Unblock, UnblockRequest
from tests.support.cards import (
    NEW,
    PRESENT,
    READER,
    WRONG,
    Listening,
    card_of,
    connected,
    holds,
    pin,
    profile,
    slot_with,
    tries,
    virtual_card,
)
from tests.support.office import INFO
from tests.support.staffed_office import unblock_message

LOCKED = {"sm4": profile("normal", remaining=0), "3des": profile("v2-3des", remaining=0)}
SM4 = LOCKED["sm4"]

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


def unblocked(described: CardProfile, session: CardSession, new: Pin | None = None) -> AnyOutcome:
    """The whole chain."""
    apdu = unblock_message(described, proved(described, session), new)
    return in_turn(session, Unblock(1, READER, described.identification, apdu))


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

    assert (outcome, tries(card), holds(card, NEW)) == (Unblocked(6), 6, True)


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

    assert in_turn(session, Unblock(1, READER, SM4.identification, apdu)) == UnblockRefused(0x6982)
    assert tries(card) == 0


def test_a_message_for_another_card_is_refused() -> None:
    card = card_of(SM4)
    session = connected(slot_with(card))
    apdu = unblock_message(profile("t1"), proved(SM4, session), None)

    assert in_turn(session, Unblock(1, READER, SM4.identification, apdu)) == UnblockRefused(0x6988)
    assert tries(card) == 0


def test_a_message_heard_before_is_refused() -> None:
    """The challenge is spent: whoever recorded the message can't send it again."""
    card = card_of(SM4)
    session = connected(slot_with(card))
    request = Unblock(1, READER, SM4.identification, unblock_message(SM4, proved(SM4, session), None))

    assert [in_turn(session, request) for _ in range(2)] == [Unblocked(6), UnblockRefused(0x6984)]


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
    outcome = in_turn(connected(slot_with(card)), Unblock(1, READER, SM4.identification, bytes.fromhex(apdu)))

    assert (outcome, {heard[1] for heard in card.heard}) == (NotAnUnblock(), {0xA4, 0xC0, 0xB2})


@pytest.mark.parametrize(
    "request_",
    [
        BeginUnblock(1, READER, SM4.identification),
        ProveUnblock(1, READER, SM4.identification, bytes(16)),
        Unblock(1, READER, SM4.identification, bytes.fromhex("8424000004E4A319CC")),
        AskUnblocked(1, READER, SM4.identification, 0, None),
        AskUnblocked(1, READER, SM4.identification, 0, pin()),
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


class Doubtful(Listening):
    """A card that does what it is told, and answers this to the unblock."""

    def __init__(self, card: Insertable, answer: str) -> None:
        super().__init__(card)
        self._answer = bytes.fromhex(answer)

    def transmit(self, apdu: bytes) -> bytes | None:
        """The answer to 8424."""
        told = super().transmit(apdu)
        return self._answer if apdu[:2] == b"\x84\x24" else told


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        *((sw, UnblockUnknown(Failure(Fault.OTHER, int(sw, 16)))) for sw in ("6581", "6500", "6300", "6200", "611E")),
        *((sw, UnblockUnknown(Failure(Fault.OTHER, int(sw, 16)))) for sw in ("9001", "FFFF", "6F00")),
        ("90000000", UnblockUnknown(Failure(Fault.ANSWER_LOST))),
        *((sw, UnblockRefused(int(sw, 16))) for sw in ("6400", "6985", "6A80", "63C2", "9303")),
    ],
)
def test_an_answer_that_does_not_say_that_nothing_was_changed_is_unknown(answer: str, outcome: AnyOutcome) -> None:
    assert unblocked(SM4, connected(slot_with(Doubtful(card_of(SM4), answer)))) == outcome


@pytest.mark.parametrize("answer", ["6D00", "010203040506079000", "9000"])
def test_a_challenge_that_is_none_ends_the_unblock_before_it_began(answer: str) -> None:
    """GET CHALLENGE without the eight bytes that were asked for."""

    class Unchallenging(Listening):
        def transmit(self, apdu: bytes) -> bytes | None:
            return bytes.fromhex(answer) if apdu[1] == 0x84 else super().transmit(apdu)

    card = card_of(SM4)
    outcome = in_turn(connected(slot_with(Unchallenging(card))), BeginUnblock(1, READER, SM4.identification))

    assert (outcome, tries(card)) == (UnblockRefused(int(answer[-4:], 16)), 0)


@pytest.mark.parametrize("at", [b"\x00\x20\x00\x00", b"\x00\x20\x00\x00\x03"], ids=["counter", "new PIN"])
def test_a_card_that_goes_again_while_it_is_asked_has_gone(at: bytes) -> None:
    card, slot = virtual_card(remaining=6), Slot(READER)
    slot.insert(PulledOut(card, slot.remove, lambda apdu: apdu[:-1].startswith(at) or apdu == at))
    request = AskUnblocked(2, READER, SM4.identification, 0, pin(NEW))

    assert isinstance(in_turn(connected(slot), request), CardGone)


def after_a_loss(card: Insertable, before: int, new: bytes | None) -> AnyOutcome:
    """What the card says of itself once it is back."""
    request = AskUnblocked(2, READER, SM4.identification, before, None if new is None else pin(new))
    return in_turn(connected(slot_with(card)), request)


@pytest.mark.parametrize(
    ("before", "left", "outcome"),
    [
        (0, 6, Unblocked(6)),
        (0, 0, NotUnblocked(0)),
        (2, 6, Unblocked(6)),
        (2, 2, NotUnblocked(2)),
        (6, 6, NotUnblocked(6)),  # it had all its attempts: all is as before either way
    ],
)
def test_after_a_lost_answer_the_counter_tells_of_an_unlock(before: int, left: int, outcome: AnyOutcome) -> None:
    card = Listening(virtual_card(remaining=left))

    assert after_a_loss(card, before, None) == outcome
    assert [apdu for apdu in card.heard if apdu[1] == 0x20] == [bytes.fromhex("00200000")]


@pytest.mark.parametrize(
    ("before", "left", "holding", "outcome", "left_after"),
    [
        (0, 6, NEW, Unblocked(6), 6),
        (6, 6, NEW, Unblocked(6), 6),
        (6, 6, PRESENT, NotUnblocked(5), 5),
        (3, 3, PRESENT, NotUnblocked(2), 2),
        (0, 0, PRESENT, NotUnblocked(0), 0),
        (2, 2, PRESENT, NotUnblocked(2), 2),  # too few to try
        (0, 2, NEW, Unsettled(2), 2),
        (0, 6, WRONG, Unsettled(5), 5),
    ],
)
def test_after_a_lost_answer_the_new_pin_is_tried_once_and_never_as_the_last_but_one(
    before: int, left: int, holding: bytes, outcome: AnyOutcome, left_after: int
) -> None:
    card = virtual_card(remaining=left, value=holding.decode())

    assert (after_a_loss(card, before, NEW), tries(card)) == (outcome, left_after)


@given(before=st.integers(0, 6), left=st.integers(0, 6), same=st.booleans())
def test_asking_after_a_lost_answer_never_locks_a_card(before: int, left: int, same: bool) -> None:
    card = virtual_card(remaining=left, value=(NEW if same else PRESENT).decode())
    after_a_loss(card, before, NEW)

    assert tries(card) >= min(left, 2)
