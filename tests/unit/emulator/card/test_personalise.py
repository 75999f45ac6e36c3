"""A new card's memory: its keys, given or derived, and what is blocked from the start."""

from __future__ import annotations

import pytest

from emulator.card.memory import Block, Memory
from emulator.card.personalise import keys_of_card, new_memory
from emulator.card.profile import parse_profile
from emulator.cards import find_card
from emulator.store.volatile import VolatileStore
from tests.support.workbench import NORMAL, TODAY, edited, profile

MASTER = bytes.fromhex("00112233445566778899AABBCCDDEEFF")
DERIVED = NORMAL[: NORMAL.index("[keys]")] + "[keys]\nderived = true\n\n" + NORMAL[NORMAL.index("[holder]") :]


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [("sm4", "3B6916860CC5BCE316E6B2E988A82D12"), ("3des", "FAC4185A6CED2BD6DA75E13B132FEF9A")],
)
def test_derived_keys_are_made_from_the_master_keys_of_the_cards_algorithm(algorithm: str, key: str) -> None:
    card = parse_profile(
        edited(DERIVED, {"application.algorithm": f'"{algorithm}"', "card.atr": '"3B6D000000814A4446866061010000000A"'})
    )

    masters = {algorithm: {"IRK": MASTER}, "another": {"IRK": bytes(16)}}
    assert keys_of_card(card, masters)["IRK"] == bytes.fromhex(key)


def test_given_keys_are_the_cards_as_they_are() -> None:
    assert keys_of_card(find_card("normal"), {})["IRK"] == bytes.fromhex("C1A9808BA5D7BD098459EBAEDD83CA81")


@pytest.mark.parametrize(
    ("blocked", "block"),
    [(None, Block.NONE), ("application", Block.APPLICATION), ("card", Block.CARD)],
)
def test_a_card_may_be_blocked_from_the_start(blocked: str | None, block: Block) -> None:
    card = profile() if blocked is None else profile(card_blocked=f'"{blocked}"')

    assert Memory(VolatileStore(new_memory(card, TODAY, {}))).block is block
