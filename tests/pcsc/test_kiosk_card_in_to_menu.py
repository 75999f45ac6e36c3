"""How long somebody waits from putting the card in to the menu."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

import pytest

from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.session.state import Attract, Menu, Reading
from tests.pcsc.hand import Hand
from tests.pcsc.visitor import visitor
from tests.support.cards import virtual_card

TO_MENU_S = 1.0
POLL_S = 0.4  # vpcd asks for the card this often; a reader with an interrupt line does not wait
TIMES = 2


def test_the_menu_is_there_within_a_second(
    pcscd: PrivatePcscd, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to_menu, reading = [], []
    card = virtual_card()
    with Hand(pcscd) as hand, visitor(tmp_path) as person:
        for _ in range(TIMES):
            person.sees(Attract)
            start = monotonic()
            hand.insert(card)
            person.sees(Reading)
            seen = monotonic()
            person.sees(Menu)
            to_menu.append(monotonic() - start)
            reading.append(monotonic() - seen)
            hand.take_out()
    with capsys.disabled():
        sys.stdout.write(f"\ncard in → menu: {_ms(to_menu)}, of which reading the card {_ms(reading)}\n")
    assert max(to_menu) < TO_MENU_S + POLL_S


def _ms(seconds: list[float]) -> str:
    return f"{min(seconds) * 1000:.0f}–{max(seconds) * 1000:.0f} ms"
