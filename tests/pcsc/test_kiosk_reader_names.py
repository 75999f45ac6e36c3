"""Readers named in another alphabet or encoding, beside the wanted one and wanted themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.reader.private_pcscd import SLOTS, PrivatePcscd
from tests.pcsc.hand import Hand
from tests.pcsc.kiosk_command import KioskCommand
from tests.pcsc.waiting import until
from tests.support.cards import virtual_card

SEEN_WITHIN_S = 5.0
CHINESE = "德卡身份证阅读器"
NAMES = (
    b"Virtual PCD",
    CHINESE.encode("gbk"),
    "身份证".encode(),
    (CHINESE * 8).encode(),  # pcscd cuts it, within a character
    b"\xff\xfe\x81 no text at all",
)


@pytest.fixture
def pcscd_of_many(daemon: PrivatePcscd) -> Iterator[PrivatePcscd]:
    """A pcscd with a reader of each name."""
    with PrivatePcscd(NAMES) as pcscd:
        yield pcscd


def test_a_reader_with_a_name_of_any_bytes_hides_no_other_and_can_be_chosen(
    pcscd_of_many: PrivatePcscd, tmp_path: Path
) -> None:
    kiosk, log = KioskCommand(pcscd_of_many, tmp_path), pcscd_of_many.log
    with Hand(pcscd_of_many) as hand, Hand(pcscd_of_many, SLOTS) as other:
        hand.insert(virtual_card())
        other.insert(virtual_card("two-left"))
        until(lambda: log.read_bytes().count(b"Card inserted into") == 2, "both cards in", SEEN_WITHIN_S)
        readers = [each["says"].partition(": ") for each in kiosk("doctor", "--json").json if each["id"] == "reader"]
        plain = kiosk("status", "--reader", "virtual pcd 00 00", "--json")
        strange = kiosk("status", "--reader", f"{CHINESE} 00 00", "--json")

    assert (plain.status, strange.status) == (0, 0), f"{plain.err} {strange.err}"
    assert (plain.json["tries_left"], strange.json["tries_left"]) == (6, 2)
    names = [name for name, _, _ in readers]
    assert len(set(names)) == SLOTS * len(NAMES)
    assert all(name.isprintable() for name in names)
    assert sum("ATR" in says for _, _, says in readers) == 2
