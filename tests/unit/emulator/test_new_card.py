"""A card file of one's own: valid whatever was wished for, about nobody who can be alive, and never twice the same."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from stdnum.cn import ric

from emulator.card.keys import KEYS
from emulator.card.profile import CardProfile, ProfileError
from emulator.new_card import Wishes, new_card_file
from tests.support.workbench import TODAY

SEEDS = range(40)


def made(seed: int = 1, **wishes: Any) -> CardProfile:
    return new_card_file(Wishes("mine", **wishes), TODAY, Random(seed))[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_its_holder_is_nobody_alive_with_a_right_number(seed: int) -> None:
    holder = made(seed).holder

    assert ric.is_valid(holder.number)
    assert holder.birth_date < date(1900, 1, 1)
    assert holder.sex == ("1" if int(holder.number[16]) % 2 else "2")


@pytest.mark.parametrize("protocol", ["t0", "t1"])
@pytest.mark.parametrize(("version", "algorithm"), [("1.00", "3des"), ("2.00", "3des"), ("3.00", "sm4")])
def test_it_has_the_algorithm_of_its_version(version: str, algorithm: str, protocol: str) -> None:
    card = made(version=version, protocol=protocol)

    assert (card.card.version, card.card.protocol, card.application.algorithm) == (version, protocol, algorithm)


def test_what_is_wished_for_is_in_it() -> None:
    card = made(
        title="我的卡",
        name='O"Neil {阿}',
        version="2.00",
        algorithm="sm4",
        region="620100",
        standing=4,
        pin="24680135",
        remaining=0,
    )

    assert (card.card.id, card.card.title, card.holder.name) == ("mine", "我的卡", 'O"Neil {阿}')
    assert (card.application.algorithm, card.card.region, card.registry.standing) == ("sm4", "620100", 4)
    assert card.pin.value is not None
    assert (card.pin.value.get_secret_value(), card.pin.remaining) == ("24680135", 0)


def test_its_atr_says_its_region() -> None:
    assert made(region="620100").atr_for(t1=False)[-6:-4].hex() == "6201"


def test_it_gives_every_key() -> None:
    assert len(set(made().keys.given.values())) == len(KEYS)


def test_no_two_are_alike() -> None:
    cards = [made(seed) for seed in SEEDS]

    assert len({card.identification for card in cards}) == len(cards)
    assert len({card.card.number for card in cards}) == len(cards)
    assert len({card.keys.given["PUK"] for card in cards}) == len(cards)


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"region": "61"}, "card.region: a region has six digits"),
        ({"region": "６１０１００"}, "card.region: a region has six digits"),
        ({"standing": 7}, "registry.standing: not 0 sealed"),
        ({"pin": "12a4"}, "pin.value: a PIN has the digits"),
        ({"remaining": 9}, "pin.remaining: more attempts"),
        ({"name": "阿" * 26}, "holder.name: too long"),
        ({"name": "阿\n"}, "name: it has characters"),
        ({"name": "\ud800"}, "name: it has characters"),
        ({"title": ""}, "card.title: not a text of 1 to 60"),
        ({"name": ""}, "holder.name: not a text of 1 to 60"),
    ],
    ids=ascii,
)
def test_what_can_t_be_had_is_refused(wish: dict[str, Any], reason: str) -> None:
    with pytest.raises(ProfileError, match=f"^{reason}"):
        made(**wish)
