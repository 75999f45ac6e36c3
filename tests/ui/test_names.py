"""Names with signs that no font has, in the real window: the code in a frame, and nothing of the sign."""

from __future__ import annotations

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.glyphs import Glyphs
from kiosk.guide import ServicePoint
from kiosk.roles.view import View
from kiosk.signs import HANZI_COUNT
from kiosk.ui.guide import GuideModel
from tests.support.cards import card_of, profile
from tests.support.stage import Stage
from tests.ui.routes import to_the_menu
from tests.ui.scene import told
from tests.ui.views import CARD, VIEWS

NO_FONT_HAS = "\ue000"  # private use: what a font draws there is another sign
CODE = "E000"
MENU, CASE = View("menu", CARD), VIEWS["case-empty"]


def test_a_name_with_a_sign_that_stayed_for_private_use_is_drawn_with_the_sign_itself(stage: Stage) -> None:
    to_the_menu(stage, card_of(profile("v2-3des", name="\ue816明轩")))

    stage.reads("𠂇**")


@pytest.mark.parametrize("view", [MENU, CASE], ids=["menu", "case"])
def test_a_holders_sign_without_a_glyph_is_its_code_in_a_frame(stage: Stage, view: View) -> None:
    stage.screen.model.show(with_values(view, holder=f"{NO_FONT_HAS}**"))
    stage.reads("**")

    assert (framed(stage), [text for text in stage.texts() if NO_FONT_HAS in text]) == ([CODE], [])


def test_so_is_one_in_the_name_of_a_member_of_staff(stage: Stage) -> None:
    stage.screen.model.show(with_values(CASE, staff=f"周{NO_FONT_HAS}静"))
    stage.reads("静")

    assert (framed(stage), "周" in stage.texts()) == ([CODE], True)


def test_assistive_technology_is_told_the_code_in_brackets(stage: Stage) -> None:
    stage.screen.model.show(with_values(MENU, holder=f"{NO_FONT_HAS}**"))
    stage.reads("**")

    assert {f"[{CODE}]", "**"} <= set(told(stage))


def test_an_address_has_the_code_in_its_line(stage: Stage) -> None:
    point = ServicePoint("城东", "East", f"长{NO_FONT_HAS}路 1 号", "Road 1")
    (shown,) = GuideModel((point,), Glyphs().has).servicePoints("zh_CN")

    assert shown == {"name": "城东", "way": f"长[{CODE}]路 1 号"}


@pytest.mark.parametrize(
    ("sign", "has"),
    [("李", True), ("𠂇", True), ("A", True), ("\U0003fffd", False)],
    ids=ascii,
)
def test_a_sign_has_a_glyph_where_some_font_has_that_very_sign(window: Stage, sign: str, has: bool) -> None:
    assert Glyphs().has(sign) is has


def test_the_type_face_has_at_least_the_characters_of_common_use(window: Stage) -> None:
    assert 27_000 < Glyphs().hanzi() <= HANZI_COUNT


def with_values(view: View, **values: str) -> View:
    """The view with other values."""
    return View(view.screen, {**view.values, **values})


def framed(stage: Stage) -> list[str]:
    """The texts that have a frame of their own around them."""
    texts = [item for item in stage.items() if item.inherits("QQuickText")]
    return [str(text.property("text")) for text in texts if _has_frame(text)]


def _has_frame(text: QQuickItem) -> bool:
    around = text.parentItem()
    return bool(around.property("framed")) and around.width() > text.width()
