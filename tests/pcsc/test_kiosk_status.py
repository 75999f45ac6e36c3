"""`kiosk status` and `kiosk doctor` over a real pcscd, as processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.reader.private_pcscd import PrivatePcscd
from tests.pcsc.conftest import Serve
from tests.pcsc.contacts import reader_name, wait_for_card
from tests.pcsc.hand import Hand
from tests.pcsc.kiosk_command import KioskCommand
from tests.support.cards import tries, virtual_card
from tests.support.issuer import issuer_in

NORMAL_ATR = "3B6D000000814A44468660610100000001"


@pytest.fixture
def kiosk(pcscd: PrivatePcscd, tmp_path: Path) -> KioskCommand:
    """The command."""
    return KioskCommand(pcscd, tmp_path)


@pytest.fixture
def hand(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At slot 0."""
    with Hand(pcscd) as hand:
        yield hand


def test_status_tells_all_that_a_card_shows_without_a_pin(kiosk: KioskCommand, serve: Serve) -> None:
    serve("normal")
    ran = kiosk("status", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json == {
        "reader": reader_name(0),
        "atr": NORMAL_ATR,
        "protocol": "t0",
        "version": "3.00",
        "region": "610100",
        "card_number": "*****569X",
        "identification": "*" * 28 + "4567",
        "issued": "2024-03-18",
        "valid_until": "2034-03-17",
        "tries_left": 6,
        "locked": False,
        "expired": False,
        "renewable": False,
        "standing": None,  # no issuer is configured, and none is invented
        "electronic_card": None,
        "advice": ["standing-not-configured"],
    }


def test_status_asks_the_issuer_that_is_configured(pcscd: PrivatePcscd, serve: Serve, tmp_path: Path) -> None:
    serve("normal")
    kiosk = KioskCommand(pcscd, tmp_path, KIOSK_ISSUER=str(issuer_in(tmp_path / "issuer")))
    told = kiosk("status", "--json").json
    assert (told["standing"], told["electronic_card"], told["advice"]) == (
        {"code": 1, "name": "normal"},
        "all-services",
        ["all-well"],
    )


def test_status_tells_the_card_s_own_count_and_costs_no_attempt(kiosk: KioskCommand, hand: Hand) -> None:
    """DigiDoc4-Client#1058: the overview hid how many attempts were left. status-legacy#10012: it was a cached one."""
    card = virtual_card("last-attempt")
    hand.insert(card)
    wait_for_card(0, present=True)
    report = kiosk("status", "--json").json
    assert (report["tries_left"], report["locked"], report["advice"]) == (
        1,
        False,
        ["pin-last-attempt", "standing-not-configured"],
    )
    hand.leave()
    assert tries(card) == 1


def test_doctor_sees_the_readers_and_the_card_in_one(kiosk: KioskCommand, hand: Hand) -> None:
    hand.insert(virtual_card())
    wait_for_card(0, present=True)
    ran = kiosk("doctor", "--json")
    about_pcsc = [(each["id"], each["wrong"], each["says"]) for each in ran.json if each["id"] in ("pcscd", "reader")]
    assert about_pcsc == [
        ("pcscd", False, "pcscd answers."),
        ("reader", False, f"{reader_name(0)}: card, ATR {NORMAL_ATR}"),
        ("reader", False, f"{reader_name(1)}: no card"),
        ("reader", False, "There are virtual readers only, and a hall takes none."),
    ]
    assert ran.status == (1 if any(each["wrong"] for each in ran.json) else 0)


def test_doctor_says_that_pcscd_is_down_and_what_starts_it(kiosk: KioskCommand, pcscd: PrivatePcscd) -> None:
    """eid-mw#174: the program didn't say that pcscd is down."""
    pcscd.stop()
    ran = kiosk("doctor", "--json")
    (finding,) = (each for each in ran.json if each["id"] == "pcscd")
    assert (ran.status, finding["wrong"]) == (1, True)
    assert "pcscd" in finding["says"]
    assert "systemctl start pcscd" in finding["mend"]
    assert "reader" not in [each["id"] for each in ran.json]
