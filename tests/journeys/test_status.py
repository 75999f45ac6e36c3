"""`kiosk status`: every bundled card, and what may be wrong."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from emulator import china
from emulator.assets import CARDS
from tests.journeys.console import Console, Ended, at_once


@dataclass(frozen=True)
class Row:
    """What is special about a bundled card; the rest of its report follows from its file."""

    standing: str
    electronic_card: str
    advice: list[str]
    expired: bool = False
    renewable: bool = False


IN_USE = ("normal", "all-services")
BUNDLED: dict[str, Row | None] = {  # None: it can't be read
    "bank-only": None,
    "blocked-application": None,
    "blocked-card": None,
    "cancelled": Row("cancelled", "unavailable", ["card-cancelled"]),
    "child": Row(*IN_USE, ["all-well"]),
    "expired": Row(*IN_USE, ["card-expired", "bank-account-ended"], expired=True, renewable=True),
    "expiring": Row(*IN_USE, ["renew-soon", "bank-account-ended"], renewable=True),
    "initial-pin": Row("sealed", "as-physical-card", ["enable-card"]),
    "last-attempt": Row(*IN_USE, ["pin-last-attempt"]),
    "locked": Row(*IN_USE, ["pin-locked"]),
    "lost": Row("lost", "after-authorisation", ["replace-lost-card"]),
    "mute": None,
    "no-evidence": Row("sealed", "as-physical-card", ["enable-card"]),
    "no-pin": Row("sealed", "as-physical-card", ["pin-not-set"]),
    "normal": Row(*IN_USE, ["all-well"]),
    "operator": Row(*IN_USE, ["all-well"]),
    "sealed": Row("sealed", "as-physical-card", ["enable-card"]),
    "second-card": Row(*IN_USE, ["all-well"]),
    "t1": Row(*IN_USE, ["all-well"]),
    "temporarily-lost": Row("temporarily-lost", "after-authorisation", ["lift-or-confirm-loss"]),
    "two-left": Row(*IN_USE, ["pin-few-attempts"]),
    "v1-3des": Row(*IN_USE, ["all-well"]),
    "v2-3des": Row(*IN_USE, ["all-well"]),
}
READABLE = [card for card, row in BUNDLED.items() if row is not None]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    """`kiosk status --json` of every bundled card."""

    def read(card: str) -> Ended:
        return Console(tmp_path_factory.mktemp(card)).run("status", "--emulated", card, "--json")

    return dict(zip(BUNDLED, at_once([partial(read, card) for card in BUNDLED]), strict=True))


def expected(card: str, row: Row) -> dict[str, Any]:
    """The report of a card as its file describes it."""
    file = tomllib.loads((CARDS / f"{card}.toml").read_text("utf-8"))
    left = file["pin"].get("remaining")
    return {
        "reader": "Emulated Reader",
        "atr": file["card"]["atr"],
        "protocol": file["card"]["protocol"],
        "version": file["card"]["version"],
        "region": file["card"]["region"],
        "card_number": f"*****{file['card']['number'][-4:]}",
        "identification": f"{'*' * 28}{file['card']['code'][-4:]}",
        "issued": day(file["dates"]["issued"]),
        "valid_until": day(file["dates"]["valid_until"]),
        "tries_left": left,
        "locked": left == 0,
        "expired": row.expired,
        "renewable": row.renewable,
        "standing": {"code": file["registry"]["standing"], "name": row.standing},
        "electronic_card": row.electronic_card,
        "advice": row.advice,
    }


def day(written: date | str) -> str:
    """A card file's day, "today+45d" included, in ISO form."""
    if isinstance(written, date):
        return written.isoformat()
    return (china.today() + timedelta(days=int(written[len("today") : -1]))).isoformat()


def test_every_bundled_card_is_in_the_table() -> None:
    assert sorted(path.stem for path in CARDS.glob("*.toml")) == sorted(BUNDLED)


@pytest.mark.parametrize("card", READABLE)
def test_a_bundled_card(card: str, reports: dict[str, Ended]) -> None:
    row = BUNDLED[card]
    assert row is not None
    assert (reports[card].status, reports[card].errors) == (0, "")
    assert json.loads(reports[card].output) == expected(card, row)


@pytest.mark.parametrize("card", READABLE)
def test_a_card_tells_nothing_personal_without_its_pin(card: str, reports: dict[str, Ended]) -> None:
    file = tomllib.loads((CARDS / f"{card}.toml").read_text("utf-8"))
    personal = [file["holder"]["name"], file["holder"]["number"], file["card"]["number"], file["card"]["code"]]

    assert [value for value in personal if value in reports[card].output] == []


def test_a_mute_card_is_an_error_that_says_what_to_do(reports: dict[str, Ended]) -> None:
    """vxsuite#2278: a card put in backwards reads as "invalid"."""
    ended = reports["mute"]

    assert (ended.status, ended.output) == (1, "")
    assert "can't be read" in ended.errors
    assert "chip facing up" in ended.errors


def test_a_bank_card_is_an_error_that_says_whom_to_ask(reports: dict[str, Ended]) -> None:
    ended = reports["bank-only"]

    assert (ended.status, ended.output) == (1, "")
    assert "only a bank card. Please ask the bank." in ended.errors


@pytest.mark.parametrize("card", ["blocked-application", "blocked-card"])
def test_a_blocked_card_is_an_error_that_says_where_to_go(card: str, reports: dict[str, Ended]) -> None:
    ended = reports[card]

    assert (ended.status, ended.output) == (1, "")
    assert "can't serve this card. Please go to a service point" in ended.errors


def test_for_people_it_says_the_same_in_lines(console: Console) -> None:
    """DigiDoc4-Client#1058: the overview hides how many attempts are left until it is too late."""
    ended = console.run("status", "--emulated", "two-left")

    assert (ended.status, ended.output.splitlines()) == (
        0,
        [
            "reader    Emulated Reader",
            "card      *****9157, region 610100, version 3.00",
            "ATR       3B6D000000814A44468660610100000004 (t0)",
            "valid     2022-09-12 to 2032-09-11, in date",
            "PIN       2 PIN attempts left",
            "standing  1 normal",
            "advice    Few PIN attempts are left. One right entry brings all of them back.",
        ],
    )


def test_a_card_file_of_ones_own_is_read_by_its_path(console: Console) -> None:
    path = console.home / "my card.toml"
    text = (CARDS / "normal.toml").read_text("utf-8")
    path.write_text(text.replace('id       = "normal"', 'id = "mine"').replace("standing = 1", "standing = 4"), "utf-8")
    ended = console.run("status", "--emulated", path, "--json")

    assert (ended.status, json.loads(ended.output)["standing"]) == (0, {"code": 4, "name": "temporarily-lost"})


def test_a_card_ends_with_chinas_day_whatever_zone_the_machine_is_set_to(console: Console) -> None:
    """Where it is still yesterday, or tomorrow already: one of the two zones always has another day than China."""
    today = china.today()
    last_days = {"ended": today - timedelta(1), "ends": today}
    for name, last_day in last_days.items():
        text = (CARDS / "normal.toml").read_text("utf-8")
        (valid_until,) = (line for line in text.splitlines() if line.startswith("valid_until"))
        (console.home / f"{name}.toml").write_text(text.replace(valid_until, f"valid_until = {last_day}"), "utf-8")

    def expired(name: str, zone: str) -> bool:
        ended = console.run("status", "--emulated", console.home / f"{name}.toml", "--json", TZ=zone)
        return bool(json.loads(ended.output)["expired"])

    zones = ("Etc/GMT+12", "Pacific/Kiritimati")
    said = at_once([partial(expired, name, zone) for name in last_days for zone in zones])

    assert said == [True, True, False, False]
