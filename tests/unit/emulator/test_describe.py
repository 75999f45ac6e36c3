"""What `emulator cards show` says of a card."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emulator.card.keys import KEYS
from emulator.card.personalise import keys_of_card
from emulator.card.profile import CardProfile
from emulator.cards import bundled_cards, find_card, invented_master_keys, memory_of
from emulator.describe import describe
from tests.support.workbench import TODAY


def described(card: str, *, reveal: bool = False) -> Any:
    profile = find_card(card)
    return describe(profile, memory_of(profile, store=None, today=TODAY), reveal=reveal)


def secrets_of(profile: CardProfile) -> list[str]:
    keys = keys_of_card(profile, invented_master_keys())
    pin = [] if profile.pin.value is None else [profile.pin.value.get_secret_value()]
    return [*pin, *(keys[key.name].hex().upper() for key in KEYS if key.name in keys)]


@pytest.mark.parametrize("profile", bundled_cards(), ids=lambda profile: profile.card.id)
def test_a_description_holds_no_secret_and_nothing_personal(profile: CardProfile) -> None:
    said = json.dumps(described(profile.card.id), ensure_ascii=False)

    assert [each for each in (*secrets_of(profile), profile.holder.name, profile.holder.number) if each in said] == []


def test_secrets_are_revealed_when_asked_for_and_said_to_be_test_secrets() -> None:
    description = described("normal", reveal=True)
    said = [description["pin"]["value"], *(key["value"] for key in description["keys"])]

    assert said == secrets_of(find_card("normal"))
    assert description["secrets"].startswith("test secrets of an invented card")


def test_derived_keys_are_shown_as_they_are_on_the_card() -> None:
    values = {key["value"] for key in described("v1-3des", reveal=True)["keys"]}

    assert len(values) == len(KEYS)


def files(card: str) -> dict[str, Any]:
    return {file["path"]: file for each in described(card)["applications"] for file in each["files"]}


def test_a_record_file_is_described() -> None:
    assert files("normal")["DF01/EF06"] == {
        "path": "DF01/EF06",
        "file_id": "EF06",
        "sfi": 6,
        "kind": "records",
        "capacity": 16,
        "record_bytes": 257,
        "read": "PIN or RK1DF01",
        "write": "UK2DF01",
        "records": 5,
        "used_bytes": 93,
        "tags": ["23", "24", "28", "2C", "2D"],
    }


def test_a_cyclic_file_is_described() -> None:
    file = files("normal")["DF04/EF08"]

    assert (file["kind"], file["records"], file["record_bytes"], file["read"], file["write"]) == (
        "cyclic",
        30,
        28,
        "PIN",
        "never",
    )


def test_a_transparent_file_is_described() -> None:
    assert (files("normal")["SSSE/EF08"]["kind"], files("normal")["SSSE/EF08"]["bytes"]) == ("transparent", 4096)


@pytest.mark.parametrize(("card", "read"), [("v1-3des", "free"), ("v2-3des", "free"), ("normal", "RKSSSE")])
def test_who_may_read_the_holders_data_depends_on_the_version(card: str, read: str) -> None:
    assert files(card)["SSSE/EF06"]["read"] == read


def test_only_a_key_that_is_proved_to_the_card_has_a_counter() -> None:
    counted = {key["name"] for key in described("normal")["keys"] if "tries_left" in key}

    assert counted == {key.name for key in KEYS} - {"IRK", "STK", "BK", "PIK"}


def test_days_counted_from_today_are_those_of_the_memory() -> None:
    description = described("expiring")

    assert (description["issued"], description["valid_until"]) == ("2017-01-05", "2027-01-06")


@pytest.mark.parametrize(
    ("card", "blocked"), [("normal", None), ("blocked-application", "application"), ("blocked-card", "card")]
)
def test_what_is_blocked_is_said(card: str, blocked: str | None) -> None:
    assert described(card)["blocked"] == blocked


def test_a_bank_card_has_the_bank_s_application_alone() -> None:
    assert [each["label"] for each in described("bank-only")["applications"]] == ["MF", "bank"]
