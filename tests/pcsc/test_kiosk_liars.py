"""Liars behind a real pcscd, before an honest terminal: a card without keys, and a stolen operator card."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from enum import Enum
from pathlib import Path

import pytest

from emulator.cards import find_card
from emulator.issuer.answers import Standing
from emulator.reader.insertable import Insertable
from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.card.pcsc import PcscPort
from tests.pcsc.contacts import reader_name, wait_for_card
from tests.pcsc.hand import Hand
from tests.pcsc.kiosk_command import KioskCommand
from tests.support.cards import NEW, holds, tries, virtual_card
from tests.support.issuer import issuer_in
from tests.support.odd_cards import Wrapped
from tests.support.stage import Stage
from tests.ui.service_point import Reader, ServicePoint, service_point

INITIAL = b"123456"
OK = b"\x90\x00"


class Keys(Enum):
    """What a card without keys says when it is asked to prove itself or its PIN."""

    NONE = "6A88"  # that it has no such key
    INVENTED = "0102030405060708 9000"
    NOTHING = "9000"


class YesMan(Wrapped):
    """The free data of a card, no keys, and yes to every PIN; `heard` has each command with a PIN in it.

    With `passes_proofs` the real card's own keys answer, and the reader in between says yes to its PIN.
    """

    def __init__(self, card: Insertable, keys: Keys, *, passes_proofs: bool = False) -> None:
        super().__init__(card)
        self.heard: list[bytes] = []
        self._keys, self._passes, self._left = keys, passes_proofs, b""

    def transmit(self, apdu: bytes) -> bytes | None:
        """The lie."""
        if apdu[:2] in (b"\x00\x20", b"\x80\x5e") and len(apdu) > 5:
            self.heard.append(apdu)
            return OK
        if apdu[1] == 0x88 and not self._passes:
            said = bytes.fromhex(self._keys.value)
            if len(said) == len(OK) or self.atr[1] & 0x80:
                return said
            self._left = said
            return bytes((0x61, len(said) - len(OK)))
        if apdu[1] == 0xC0 and self._left:
            left, self._left = self._left, b""
            return left
        return super().transmit(apdu)


def standing(folder: Path, card: str) -> int:
    """What the registry has, looked at from outside."""
    with closing(sqlite3.connect(f"file:{folder / 'registry.sqlite'}?mode=ro", uri=True)) as registry:
        (found,) = registry.execute(
            "SELECT standing FROM card WHERE identification = ?", (find_card(card).identification.hex(),)
        ).fetchone()
    return int(found)


@pytest.mark.parametrize("protocol", ["t0", "t1"])
@pytest.mark.parametrize("keys", Keys)
def test_a_card_without_keys_that_says_yes_changes_nothing_and_is_told_no_pin(
    pcscd: PrivatePcscd, hand: Hand, tmp_path: Path, keys: Keys, protocol: str
) -> None:
    issuer = issuer_in(tmp_path / "issuer")
    kiosk = KioskCommand(pcscd, tmp_path, KIOSK_ISSUER=str(issuer), KIOSK_OUTBOX=str(tmp_path / "outbox.sqlite"))
    empty = YesMan(virtual_card("initial-pin", protocol=protocol), keys)  # type: ignore[arg-type]
    hand.insert(empty)
    wait_for_card(0, present=True)
    ran = kiosk.change_pin(INITIAL, NEW)
    hand.leave()

    assert (ran.status, ran.out, empty.heard, standing(issuer, "initial-pin")) == (1, "", [], Standing.SEALED), ran.err
    assert ran.err
    assert "is changed" not in ran.err


def test_the_real_card_is_enabled_by_the_same_command(pcscd: PrivatePcscd, hand: Hand, tmp_path: Path) -> None:
    issuer = issuer_in(tmp_path / "issuer")
    kiosk = KioskCommand(pcscd, tmp_path, KIOSK_ISSUER=str(issuer), KIOSK_OUTBOX=str(tmp_path / "outbox.sqlite"))
    card = virtual_card("initial-pin")
    hand.insert(card)
    wait_for_card(0, present=True)
    ran = kiosk.change_pin(INITIAL, NEW)
    hand.leave()

    assert (ran.status, holds(card, NEW), standing(issuer, "initial-pin")) == (0, True, Standing.NORMAL), ran.err


@pytest.fixture
def point(window: Stage, hand: Hand, staff_hand: Hand, tmp_path: Path) -> Iterator[ServicePoint]:
    """A service point over PC/SC: the holder's reader is slot 0, the staff's slot 1."""
    holder = Reader(PcscPort, hand.insert, hand.take_out, reader_name(0))
    staff = Reader(PcscPort, staff_hand.insert, staff_hand.take_out, reader_name(1))
    with service_point(window, tmp_path, holder, staff) as ready:
        yield ready


def test_a_stolen_operator_card_behind_a_reader_that_says_yes_signs_nobody_in(point: ServicePoint) -> None:
    stolen = point.made("operator")
    point.stage.sees("staff-sign-in")
    point.staff.put(YesMan(stolen, Keys.NONE, passes_proofs=True))
    point.stage.until(lambda: point.stage.value("stage") == "pin", "the pad for staff")
    point.stage.key("111222")
    point.stage.touch("登录")
    point.stage.until(lambda: point.stage.value("why") == "not-proved", "that the PIN was not proved")

    assert (point.stage.shown(), "open-session" in point.answered(), tries(stolen)) == ("staff-sign-in", False, 6)
