"""Whatever the rules and the session name by an id has words of its own on the screen, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

from kiosk.card.port import Fault
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.staff import Why
from kiosk.roles.service_point.state import Obstacle
from kiosk.rules.advice import ADVICE, ALL_WELL
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.new_pin import Refusal
from kiosk.rules.standing import ElectronicCard, NoStanding, Standing
from kiosk.session.reason import Farewell, NotChanged
from kiosk.session.state import Slip
from kiosk.ui.look import LANGUAGES
from tests.support.stage import Stage
from tests.ui.language import speaking

IDS = {  # the function that makes words of them: the ids
    "Words.standing": [*(standing.id for standing in Standing), *(none.value for none in NoStanding)],
    "Words.electronicCard": [each.value for each in ElectronicCard],
    "RefusalWords.refusal": [each.value for each in Refusal],
    "Words.advice": [each.id for each in (*ADVICE, ALL_WELL)],
    "RefusalWords.notChanged": [each.value for each in NotChanged],
    "MachineWords.farewell": [each.value for each in Farewell],
    "Words.genuine": [each.value for each in Genuineness],
    "MachineWords.slip": [each.value for each in Slip if each is not Slip.NONE],
    "StaffWords.matter": [each.value for each in Matter],
    "StaffWords.matterMeans": [each.value for each in Matter],
    "StaffWords.who": [each.value for each in Who],
    "StaffWords.document": [each.value for each in Document],
    "StaffWords.signIn": [each.value for each in Why],
    "RefusalWords.refused": [each.value for each in Obstacle],
}


def words(stage: Stage, function: str, ids: Iterable[str]) -> list[str]:
    """What the screens say for each of these ids."""
    root = stage.screen.window.findChild(QQuickItem, "stage")
    assert root is not None
    context = QQmlEngine.contextForObject(root)
    found: list[str] = []
    for name in ids:
        expression = QQmlExpression(context, root, f'{function}("{name}")')
        found.append(str(expression.evaluate()[0]))
        assert not expression.hasError(), expression.error().toString()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("function", "ids"), IDS.items(), ids=IDS)
def test_each_has_words_that_no_other_has(stage: Stage, function: str, ids: list[str], language: str) -> None:
    with speaking(stage, language):
        found = words(stage, function, ids)

    assert ("" in found, len(set(found))) == (False, len(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_words(stage: Stage, language: str) -> None:
    """Those that are the reader's own share theirs."""
    with speaking(stage, language):
        found = words(stage, "MachineWords.fault", [fault.value for fault in Fault])

    assert "" not in found
