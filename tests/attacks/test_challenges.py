"""One challenge, one card, now: no stock of a card's proofs can be laid in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import inspect

from emulator.issuer.answers import Reason, Refused
from emulator.issuer.schema import CardRow
from tests.attacks.hall import ELSEWHERE, HERE, Hall, HeldCard, hall, presence
from tests.unit.emulator.issuer.service_point import got

CARDS = pytest.mark.parametrize("id", ["normal", "sealed-3des"])
MALFORMED = Refused(Reason.MALFORMED)


@pytest.fixture
def here() -> Iterator[Hall]:
    """A hall of one's own."""
    with hall() as opened:
        yield opened


def read_as(card: HeldCard, proof: bytes) -> str:
    """EXTERNAL AUTHENTICATE with RKSSSE."""
    return card.say(f"0082000A10{proof.hex()}")


@CARDS
def test_an_honest_challenge_is_answered_and_the_card_takes_it(here: Hall, id: str) -> None:
    card = HeldCard(id)
    token = presence(here, card)

    assert read_as(card, got(here.office.read_proof(HERE, token, card.challenge())).data) == "9000"


@CARDS
@pytest.mark.parametrize("disguise", [0, 4, 12])
def test_no_answer_to_a_challenge_of_four_bytes_can_be_stocked(here: Hall, id: str, disguise: int) -> None:
    """Invented ones, answered by the thousand, would be met by a card's own GET CHALLENGE of four bytes in an hour."""
    token = presence(here, HeldCard(id))
    for number in range(1, 30):
        invented = number.to_bytes(4) + bytes(disguise)
        assert here.office.read_proof(HERE, token, invented) == MALFORMED


@CARDS
@pytest.mark.parametrize("size", [0, 1, 5, 7, 9, 12, 15, 17, 1000])
def test_no_other_length_is_a_challenge(here: Hall, id: str, size: int) -> None:
    assert here.office.read_proof(HERE, presence(here, HeldCard(id)), b"\x01" * size) == MALFORMED


def test_a_challenge_is_longer_than_no_block(here: Hall) -> None:
    card = HeldCard("sealed-3des")

    assert here.office.read_proof(HERE, presence(here, card), card.challenge(16)) == MALFORMED


def test_what_pads_to_the_same_block_is_the_same_challenge(here: Hall) -> None:
    card = HeldCard("normal")
    token, challenge = presence(here, card), card.challenge()
    got(here.office.read_proof(HERE, token, challenge))

    assert here.office.read_proof(HERE, token, challenge) == Refused(Reason.REPLAYED)
    assert here.office.read_proof(ELSEWHERE, presence(here, card, ELSEWHERE), challenge) == Refused(Reason.REPLAYED)
    assert here.office.read_proof(HERE, token, challenge + bytes(8)) == MALFORMED


def test_a_card_that_nobody_can_judge_is_asked_for_nothing(here: Hall) -> None:
    """In the registry, but without keys in the vault: nobody waits for an answer that tells nothing."""
    known, strange = HeldCard("normal").identification, bytes(15) + b"\x01"
    with here.database.writing() as session:
        row = session.get_one(CardRow, known.hex())
        values = {column.key: getattr(row, column.key) for column in inspect(CardRow).columns}
        session.add(CardRow(**values | {"identification": strange.hex()}))

    assert here.office.internal_challenge(HERE, strange) == Refused(Reason.NO_KEY)
