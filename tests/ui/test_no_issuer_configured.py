"""A terminal without an issuer: that the card can't be checked here is said; its PIN is changed, and nobody is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.issuer.no_office import NoOffice
from kiosk.issuer.report_file import reports_in
from tests.support.stage import Stage
from tests.ui.language import speaking
from tests.ui.routes import NEW, enter, to_the_menu

ADVICE = {
    "zh_CN": "本机未连接发卡机构，无法核对此卡；尚未启用的卡，改密后也不会启用。请拨打 12333 或到服务网点查询。",
    "en": (
        "This machine is not connected to an issuer and can't check this card; a card that is not enabled yet stays so "
        "when its PIN is changed. Please call 12333 or ask at a service point."
    ),
}


@pytest.fixture
def alone(window: Stage, tmp_path: Path) -> Iterator[Stage]:
    """The window of such a terminal."""
    with window.terminal(tmp_path, open_office=NoOffice):
        window.sees("attract")
        yield window
    assert window.qt_said == []


@pytest.mark.parametrize("language", ADVICE)
def test_that_a_card_cannot_be_checked_here_is_said(alone: Stage, language: str) -> None:
    with speaking(alone, language):
        to_the_menu(alone)
        alone.reads({"zh_CN": "本机无法查询", "en": "Not available here"}[language])
        alone.touch({"zh_CN": "查询状态", "en": "Look up status"}[language])
        alone.reads(ADVICE[language])


def test_the_first_pin_of_a_card_is_changed_and_nothing_waits_to_be_reported(alone: Stage, tmp_path: Path) -> None:
    to_the_menu(alone, "initial-pin")
    alone.touch("修改密码")
    alone.sees("pin-present")
    enter(alone, "123456", "pin-new")
    enter(alone, NEW, "pin-again")
    enter(alone, NEW, "pin-changed", "确认修改")

    assert reports_in(tmp_path / "outbox.sqlite") == ()
