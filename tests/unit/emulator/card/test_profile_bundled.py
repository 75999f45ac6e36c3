"""The bundled cards: which there are and what each is; nobody alive is on one; no two share what is one card's own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from stdnum.cn import ric

import emulator.cards
from emulator.assets import CARDS
from emulator.card.keys import KEYS, PIK
from emulator.card.personalise import keys_of_card, new_memory
from emulator.card.profile import CardProfile, check_character
from emulator.cards import bundled_cards, find_card
from tests.support.workbench import TODAY

PROFILES = bundled_cards()
EVERY_CARD = pytest.mark.parametrize("card", PROFILES, ids=lambda card: card.card.id)


@dataclass(frozen=True)
class What:
    """What is special about a card; all others are as `normal`."""

    version: str = "3.00"
    algorithm: str = "sm4"
    protocol: str = "t0"
    region: str = "610100"
    card_class: int = 3
    remaining: int = 6
    initial: bool = False
    pin: str | None = "135790"
    standing: int = 1
    blocked: str | None = None
    mute: bool = False
    applications: tuple[str, ...] = ("social-security", "bank")
    derived: bool = False
    pik: bool = True


BUNDLED = {
    "normal": What(),
    "initial-pin": What(initial=True, pin="123456", standing=0),
    "sealed": What(standing=0),
    "no-evidence": What(standing=0, pik=False),
    "no-pin": What(standing=0, pin=None),
    "two-left": What(remaining=2),
    "last-attempt": What(remaining=1),
    "locked": What(remaining=0),
    "expiring": What(),
    "expired": What(),
    "lost": What(standing=2),
    "temporarily-lost": What(standing=4),
    "cancelled": What(standing=9),
    "v2-3des": What(version="2.00", algorithm="3des", region="650100"),
    "v1-3des": What(version="1.00", algorithm="3des", derived=True),
    "child": What(region="710000", card_class=1),
    "second-card": What(region="620100"),
    "blocked-application": What(blocked="application", standing=3),
    "blocked-card": What(blocked="card", standing=9),
    "bank-only": What(applications=("bank",)),
    "mute": What(mute=True),
    "operator": What(pin="246802"),
    "t1": What(protocol="t1"),
}


def memory_of(card: CardProfile) -> dict[str, bytes]:
    return new_memory(card, TODAY, emulator.cards.invented_master_keys())


def test_every_card_file_is_a_card_named_as_its_file() -> None:
    assert [card.card.id for card in PROFILES] == sorted(path.stem for path in CARDS.iterdir())


def test_the_bundled_cards_are_these_and_no_others() -> None:
    assert {card.card.id for card in PROFILES} == set(BUNDLED)


@EVERY_CARD
def test_a_card_is_what_its_name_says(card: CardProfile) -> None:
    pin = card.pin

    assert pin.limit == 6
    assert BUNDLED[card.card.id] == What(
        version=card.card.version,
        algorithm=card.application.algorithm,
        protocol=card.card.protocol,
        region=card.card.region,
        card_class=card.card.card_class,
        remaining=pin.remaining,
        initial=pin.initial,
        pin=pin.value.get_secret_value() if pin.value else None,
        standing=card.registry.standing,
        blocked=card.card.blocked,
        mute=card.card.mute,
        applications=card.card.applications,
        derived=card.keys.derived is True,
        pik=card.keys.has_pik,
    )


@EVERY_CARD
def test_every_card_can_be_made(card: CardProfile) -> None:
    assert memory_of(card)["record:SSSE/EF05:03"] == b"\x03\x04" + card.card.version.encode()


@EVERY_CARD
def test_every_holders_number_is_right_by_its_check_digit(card: CardProfile) -> None:
    assert ric.is_valid(card.holder.number)


@EVERY_CARD
def test_no_holder_can_be_a_living_person(card: CardProfile) -> None:
    child = card.card.card_class == 1

    assert card.holder.number.startswith("710000") if child else card.holder.birth_date < date(1900, 1, 1)


@EVERY_CARD
def test_a_holders_number_says_birth_date_and_sex(card: CardProfile) -> None:
    holder = card.holder
    sex = "1" if int(holder.number[16]) % 2 else "2"

    assert (holder.number[6:14], holder.sex) == (f"{holder.birth_date:%Y%m%d}", sex)


@EVERY_CARD
def test_every_card_was_issued_before_it_ends(card: CardProfile) -> None:
    cells = memory_of(card)

    assert cells["record:SSSE/EF05:05"][2:] < cells["record:SSSE/EF05:06"][2:]


def keys_of(cards: Sequence[CardProfile]) -> list[bytes]:
    masters = emulator.cards.invented_master_keys()
    return [key for card in cards for key in keys_of_card(card, masters).values()]


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(lambda cards: [card.identification for card in cards], id="identification"),
        pytest.param(lambda cards: [card.identification[8:12] for card in cards], id="serial"),
        pytest.param(lambda cards: [card.card.code for card in cards], id="code"),
        pytest.param(lambda cards: [card.card.number for card in cards], id="card number"),
        pytest.param(lambda cards: [card.card.atr.upper() for card in cards], id="ATR"),
        pytest.param(lambda cards: [card.card.title for card in cards], id="title"),
        pytest.param(keys_of, id="a key"),
    ],
)
def test_no_two_cards_share(what: Callable[[Sequence[CardProfile]], list[object]]) -> None:
    values = what(PROFILES)

    assert len(set(values)) == len(values)


def test_only_normal_and_the_second_card_are_one_persons() -> None:
    others = [card.holder.number for card in PROFILES if card.card.id != "second-card"]

    assert len(set(others)) == len(others)


@pytest.mark.parametrize(
    ("eight", "character"), [("D2143569", "X"), ("00000000", "0"), ("00000007", "8"), ("00000009", "4")]
)
def test_a_card_number_ends_in_its_check_character(eight: str, character: str) -> None:
    assert check_character(eight) == character


@EVERY_CARD
def test_every_key_is_given_outright_or_all_are_derived(card: CardProfile) -> None:
    given = set() if card.keys.derived else {key.name for key in KEYS if key is not PIK}

    assert set(card.keys.given) == given  # PIK follows from IRK


@EVERY_CARD
def test_an_atr_says_the_first_digits_of_the_region(card: CardProfile) -> None:
    assert card.atr_for(t1=False)[-6:-4].hex() == card.card.region[:4]


def test_the_second_card_is_the_same_person_s() -> None:
    assert find_card("second-card").holder == find_card("normal").holder


def test_nothing_in_its_file_makes_a_card_a_member_of_staffs() -> None:
    shapes = [
        {(section, key) for section, values in tomllib.loads(text).items() for key in values}
        for text in ((CARDS / f"{card}.toml").read_text("utf-8") for card in ("operator", "normal"))
    ]

    assert shapes[0] == shapes[1]


def test_the_child_was_born_in_this_century() -> None:
    assert find_card("child").holder.birth_date.year == 2019


@pytest.mark.parametrize(("card", "there"), [("v1-3des", False), ("v2-3des", True), ("normal", True)])
def test_a_name_goes_on_in_a_second_field_from_version_2(card: str, there: bool) -> None:
    records = [value for cell, value in memory_of(find_card(card)).items() if cell.startswith("record:SSSE/EF06")]

    assert any(record[0] == 0x4E for record in records) == there


def test_expiring_ends_within_sixty_days_and_expired_has_ended() -> None:
    ends = {name: memory_of(find_card(name))["record:SSSE/EF05:06"][2:].hex() for name in ("expiring", "expired")}

    assert ends["expired"] < f"{TODAY:%Y%m%d}" < ends["expiring"] < "20270121"
