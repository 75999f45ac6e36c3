"""What card and issuer prove to each other through the terminal, on virtual cards of both algorithms and protocols."""

from __future__ import annotations

import pytest

from emulator.card.crypto import ALGORITHMS
from emulator.card.profile import CardProfile
from emulator.reader.faults import PulledOut
from kiosk.card.driver import carry_out
from kiosk.card.facts import HolderFacts
from kiosk.card.outcome import ChallengeRead, Counter, HolderRead, NoInquiry, Outcome, Proof
from kiosk.card.port import CardSession, Protocols
from kiosk.card.request import Inquiry, ProveCard, ReadChallenge, ReadCounter, ReadHolder
from tests.support.cards import READER, Listening, asked, card_of, connected, profile, slot_with, tries, virtual_card

FACTOR, INFO = bytes(range(1, 9)), bytes(range(0x11, 0x19))
CARDS = {"sm4": profile("normal"), "3des": profile("v2-3des", version="3.00")}

BOTH_PROTOCOLS = pytest.mark.parametrize("protocol", ["t0", "t1"])
BOTH_ALGORITHMS = pytest.mark.parametrize("described", CARDS.values(), ids=CARDS)


def proof_of(described: CardProfile, key: str, factor: bytes) -> bytes:
    """What whoever has this key of the card makes of `factor`."""
    algorithm = ALGORITHMS[described.application.algorithm]
    return algorithm.authentication_data(described.keys.given[key], factor, INFO)


def in_turn(session: CardSession, request: Inquiry | ReadCounter) -> Outcome:
    """The outcome in a transaction of its own, as the worker holds one for each request."""
    session.begin()
    outcome = carry_out(request, session)
    session.end(reset=False)
    return outcome


def challenged(described: CardProfile, session: CardSession) -> bytes:
    read = in_turn(session, ReadChallenge(1, READER, described.identification))
    assert isinstance(read, ChallengeRead)
    return read.challenge


def read_holder(described: CardProfile, session: CardSession, proof: bytes) -> Outcome:
    return in_turn(session, ReadHolder(1, READER, described.identification, proof + INFO))


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_the_cards_proof_is_the_one_that_its_key_makes(described: CardProfile, protocol: Protocols) -> None:
    outcome = asked(card_of(described, protocol), ProveCard(1, READER, described.identification, FACTOR, INFO))

    assert outcome == Proof(proof_of(described, "IRK", FACTOR))


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_a_challenge_has_eight_bytes_and_is_another_each_time(described: CardProfile, protocol: Protocols) -> None:
    session = connected(slot_with(card_of(described, protocol)))
    challenges = [challenged(described, session) for _ in range(3)]

    assert ([len(challenge) for challenge in challenges], len(set(challenges))) == ([8, 8, 8], 3)


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_the_holder_is_read_with_the_issuers_proof(described: CardProfile, protocol: Protocols) -> None:
    session = connected(slot_with(card_of(described, protocol)))
    challenge = challenged(described, session)
    outcome = read_holder(described, session, proof_of(described, "RKSSSE", challenge))

    holder = described.holder
    assert outcome == HolderRead(HolderFacts(holder.number, holder.name, holder.birth_date))


def test_what_other_requests_do_in_between_does_not_disturb_the_challenge() -> None:
    described = CARDS["sm4"]
    session = connected(slot_with(card_of(described)))
    challenge = challenged(described, session)
    counted = in_turn(session, ReadCounter(1, READER, described.identification))
    outcome = read_holder(described, session, proof_of(described, "RKSSSE", challenge))

    assert (counted, type(outcome)) == (Counter(6), HolderRead)


@pytest.mark.parametrize("key", ["PUK", "UKSSSE"])
def test_a_proof_of_another_key_reads_no_holder(key: str) -> None:
    described = CARDS["sm4"]
    session = connected(slot_with(card_of(described)))
    challenge = challenged(described, session)

    assert read_holder(described, session, proof_of(described, key, challenge)) == NoInquiry(0x63C9)


def test_a_proof_without_a_challenge_reads_no_holder() -> None:
    described = CARDS["sm4"]
    session = connected(slot_with(card_of(described)))

    assert read_holder(described, session, proof_of(described, "RKSSSE", bytes(8))) == NoInquiry(0x6984)


class Closed(Listening):
    """A card that shows its holder to nobody."""

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, and 6982 to whoever reads EF06."""
        return b"\x69\x82" if apdu[1] == 0xB2 and apdu[3] == 6 << 3 else super().transmit(apdu)


def test_a_holder_that_stays_closed_after_the_proof_is_not_read() -> None:
    described = CARDS["sm4"]
    session = connected(slot_with(Closed(card_of(described))))
    challenge = challenged(described, session)

    assert read_holder(described, session, proof_of(described, "RKSSSE", challenge)) == NoInquiry()


INQUIRIES: list[Inquiry] = [
    ProveCard(1, READER, CARDS["sm4"].identification, FACTOR, INFO),
    ReadChallenge(1, READER, CARDS["sm4"].identification),
    ReadHolder(1, READER, CARDS["sm4"].identification, bytes(16)),
]
EVERY_INQUIRY = pytest.mark.parametrize("inquiry", INQUIRIES, ids=lambda inquiry: type(inquiry).__name__)


@EVERY_INQUIRY
def test_another_card_proves_and_tells_nothing(inquiry: Inquiry) -> None:
    other = Listening(virtual_card("t1"))
    outcome = asked(other, inquiry)

    assert (outcome, [apdu for apdu in other.heard if apdu[1] not in (0xA4, 0xB2)]) == (NoInquiry(other_card=True), [])


@EVERY_INQUIRY
@pytest.mark.parametrize("card", ["mute", "bank-only", "blocked-application", "blocked-card"])
def test_a_card_that_can_not_be_asked_comes_to_nothing(inquiry: Inquiry, card: str) -> None:
    assert asked(virtual_card(card), inquiry) == NoInquiry(other_card=card != "mute")


@EVERY_INQUIRY
@BOTH_PROTOCOLS
@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("at", range(6))
def test_a_card_pulled_out_at_any_exchange_comes_to_nothing(
    inquiry: Inquiry, protocol: Protocols, before: bool, at: int
) -> None:
    card, slot, sent = virtual_card(protocol=protocol), slot_with(), list[bytes]()

    def strikes(apdu: bytes) -> bool:
        sent.append(apdu)
        return len(sent) == at + 1

    slot.insert(PulledOut(card, slot.remove, strikes, before=before))
    outcome = carry_out(inquiry, connected(slot))

    assert ((outcome == NoInquiry()) == (len(sent) > at), tries(card)) == (True, 6)


@EVERY_INQUIRY
def test_an_inquiry_costs_no_attempt_of_the_pin(inquiry: Inquiry) -> None:
    card = virtual_card(remaining=1)
    asked(card, inquiry)

    assert tries(card) == 1
