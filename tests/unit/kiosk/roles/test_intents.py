"""What each role lets people ask for: a self-service terminal has no intent for a case, a session, or an unlock."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from kiosk.roles.self_service.parts import PARTS as SELF_SERVICE
from kiosk.roles.service_point import event as sp
from kiosk.roles.service_point.parts import PARTS as SERVICE_POINT
from kiosk.session import event as ev
from tests.ui.views import VIEWS

QML = Path(__file__).parents[4] / "kiosk" / "ui" / "qml" / "Kiosk" / "Screens"
SENT = re.compile(r'Terminal\.act\("([a-z-]+)"\)|intent: "([a-z-]+)"|act\(.+ \? "([a-z-]+)" : "([a-z-]+)"\)')
BESIDE = {"slip", "confirm"}  # the model's own: one goes with a language, the other with what was keyed in


def sent_by_qml() -> set[str]:
    """The intents that stand in the screens word for word."""
    texts = (file.read_text("utf-8") for file in QML.glob("*.qml"))
    return {name for text in texts for found in SENT.findall(text) for name in found if name}


def test_self_service_offers_what_any_person_may_do_and_nothing_else() -> None:
    offered = {type(make()) for make in SELF_SERVICE.intents.values()}
    assert offered <= set(get_args(ev.PersonEvent))


def test_a_service_point_offers_that_and_everything_about_cases() -> None:
    offered = {type(make()) for make in SERVICE_POINT.intents.values()}
    assert offered - {type(make()) for make in SELF_SERVICE.intents.values()} == set(get_args(sp.CasePersonEvent))


def test_it_takes_nothing_away_from_self_service() -> None:
    assert SELF_SERVICE.intents.items() <= SERVICE_POINT.intents.items()
    assert SELF_SERVICE.pads < SERVICE_POINT.pads


def test_every_intent_of_the_screens_is_known() -> None:
    assert sent_by_qml() - BESIDE <= set(SERVICE_POINT.intents)


def test_every_choice_of_a_form_is_an_intent() -> None:
    forms = [view.values for name, view in VIEWS.items() if name.startswith("case-")]
    names = {
        f"{kind}-{choice}"
        for form in forms
        for kind, key in (("matter", "matters"), ("who", "whoChoices"), ("document", "documents"))
        for choice in form[key]  # type: ignore[union-attr]
    }
    assert names <= set(SERVICE_POINT.intents)
