"""What assistive technology is told, and what it can do."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QAccessible

from tests.support.stage import Stage
from tests.ui.listening import listening
from tests.ui.routes import PRESENT, ROUTES, to_the_pad
from tests.ui.scene import told


def test_of_a_digit_is_told_that_it_is_in_and_never_which(stage: Stage) -> None:
    to_the_pad(stage)
    stage.settle()  # the screen before is gone
    with listening() as heard:
        stage.key(PRESENT)
        stage.settle()
    assert heard.announced == ["已输入一位"] * 6
    assert set(heard.events) <= {"", *(f"已输入 {count} 位" for count in range(1, 7)), "下一步", "数字键盘"}


def test_corrections_are_told(stage: Stage) -> None:
    to_the_pad(stage)
    stage.settle()  # the screen before is gone
    with listening() as heard:
        stage.key("13")
        stage.touch("key-delete")
        stage.settle()
    assert heard.announced == ["已输入一位", "已输入一位", "已删除一位"]


def test_the_pad_can_be_pressed_by_it(stage: Stage) -> None:
    to_the_pad(stage)
    for digit in PRESENT:
        stage.clock.advance(0.2)
        key = QAccessible.queryAccessibleInterface(stage.find(f"key-{digit}"))
        assert key is not None
        key.actionInterface().doAction("Press")
    assert stage.digits() == 6
    said = told(stage)
    assert [first + second for first, second in pairwise(PRESENT) if any(first + second in text for text in said)] == []


def test_every_control_has_a_name_and_is_a_button(stage: Stage) -> None:
    for screen in ("menu", "unlock-explained"):
        ROUTES[screen](stage)
        for name in stage.controls():
            control = QAccessible.queryAccessibleInterface(stage.find(name))
            assert control is not None
            assert (control.text(QAccessible.Text.Name), control.role()) == (name, QAccessible.Role.Button)
        stage.slot.remove()
        stage.sees("attract")
