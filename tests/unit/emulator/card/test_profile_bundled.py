"""The bundled cards: every one loads, is a person who cannot be alive, and differs from all others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from stdnum.cn import ric

from emulator.assets import CARDS
from emulator.card.profile import CardProfile, check_character
from emulator.cards import bundled_cards, find_card
from tests.unit.emulator.workbench import TODAY

PROFILES = bundled_cards()
EVERY_CARD = pytest.mark.parametrize("card", PROFILES, ids=lambda card: card.card.id)


def test_every_card_file_is_a_card_named_as_its_file() -> None:
    assert [card.card.id for card in PROFILES] == sorted(path.stem for path in CARDS.iterdir())


@EVERY_CARD
def test_every_card_can_be_made(card: CardProfile) -> None:
    assert card.personalise(TODAY)["record:SSSE/EF05:03"] == b"\x03\x04" + card.card.version.encode()


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
    cells = card.personalise(TODAY)

    assert cells["record:SSSE/EF05:05"][2:] < cells["record:SSSE/EF05:06"][2:]


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(lambda card: card.identification, id="identification"),
        pytest.param(lambda card: card.card.number, id="card number"),
        pytest.param(lambda card: card.card.atr.upper(), id="ATR"),
        pytest.param(lambda card: card.keys.IRK.get_secret_value(), id="IRK"),
        pytest.param(lambda card: card.keys.PUK.get_secret_value(), id="PUK"),
    ],
)
def test_no_two_cards_share(what: Callable[[CardProfile], object]) -> None:
    values = [what(card) for card in PROFILES]

    assert len(set(values)) == len(values)


@pytest.mark.parametrize(
    ("eight", "character"), [("D2143569", "X"), ("00000000", "0"), ("00000007", "8"), ("00000009", "4")]
)
def test_a_card_number_ends_in_its_check_character(eight: str, character: str) -> None:
    assert check_character(eight) == character


@pytest.mark.parametrize(
    ("card", "what"),
    [
        ("normal", ("3.00", "t0", 6, 6, False, 1)),
        ("initial-pin", ("3.00", "t0", 6, 6, True, 0)),
        ("sealed", ("3.00", "t0", 6, 6, False, 0)),
        ("two-left", ("3.00", "t0", 2, 6, False, 1)),
        ("last-attempt", ("3.00", "t0", 1, 6, False, 1)),
        ("locked", ("3.00", "t0", 0, 6, False, 1)),
        ("lost", ("3.00", "t0", 6, 6, False, 2)),
        ("temporarily-lost", ("3.00", "t0", 6, 6, False, 4)),
        ("cancelled", ("3.00", "t0", 6, 6, False, 9)),
        ("t1", ("3.00", "t1", 6, 6, False, 1)),
    ],
)
def test_a_card_is_what_its_name_says(card: str, what: tuple[str, str, int, int, bool, int]) -> None:
    profile = find_card(card)
    pin = profile.pin

    assert what == (
        profile.card.version,
        profile.card.protocol,
        pin.remaining,
        pin.limit,
        pin.initial,
        profile.registry.standing,
    )


@EVERY_CARD
def test_every_card_has_both_applications_but_the_bank_s_own(card: CardProfile) -> None:
    both = ("social-security", "bank")

    assert card.card.applications == (("bank",) if card.card.id == "bank-only" else both)


@EVERY_CARD
def test_pins_are_the_published_ones(card: CardProfile) -> None:
    published = {"initial-pin": "123456", "operator": "246802"}.get(card.card.id, "135790")

    assert card.pin.value.get_secret_value() == published


def test_expiring_ends_within_sixty_days_and_expired_has_ended() -> None:
    ends = {
        name: find_card(name).personalise(TODAY)["record:SSSE/EF05:06"][2:].hex() for name in ("expiring", "expired")
    }

    assert ends["expired"] < f"{TODAY:%Y%m%d}" < ends["expiring"] < "20270121"
