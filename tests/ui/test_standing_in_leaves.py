"""A standing that has no room on one page is leafed through: nothing of it is lost, whatever type and screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from kiosk.roles.view import Value, View
from kiosk.ui.look import PX_PER_MM, TYPES, Look
from tests.support.stage import Stage
from tests.ui.counter import at_the_counter
from tests.ui.views import VIEWS

EVERYTHING = VIEWS["standing-everything"]
SAID = (  # of each block something
    "社保密码只能再输一次，输错即锁定。如不确定，请到服务网点重置。",
    "此卡尚未启用，参保缴费不受影响。修改密码即可启用，改过的请再改一次；也可到服务网点或拨打 12333。",
    "此卡即将到期，已经可以到服务网点或网上申请换卡。",
    "金融功能已到期，取款和网银会停用，社保和就医不受影响。请到银行网点办理。",
    "您有不止一张卡。不再用的卡请到服务网点注销，卡上的银行账户到银行柜台销户。",
    "卡的真伪",
    "登记状态",
    "甘肃，尾号 812X",
)


@pytest.fixture
def hall(window: Stage) -> Iterator[Stage]:
    """The window with nothing going on behind it, in its own size again at the end."""
    before = window.screen.model.look
    with at_the_counter(window):
        yield window
        window.screen.wear(before)


def more(window: Stage) -> str:
    """The control for the next leaf, "" where there is one alone."""
    return next((text for text in window.texts() if text.startswith(("查看更多", "回到第一页"))), "")


def leaves(window: Stage) -> list[list[str]]:
    """The texts of every leaf, each seen once, from the first to the first again."""
    seen = [window.texts()]
    first = control = more(window)
    while control:
        window.touch(control)
        window.settle()
        control = more(window)
        if control == first:
            break
        seen.append(window.texts())
    return seen


@pytest.mark.parametrize(("size", "size_of_type"), list(product(PX_PER_MM, TYPES)), ids=str)
def test_every_part_is_on_one_leaf_and_one_alone(hall: Stage, size: tuple[int, int], size_of_type: str) -> None:
    look = Look("zh_CN", size_of_type, "standard", *size, PX_PER_MM[size], still=True)
    hall.screen.wear(look)
    hall.screen.model.show(EVERYTHING)
    hall.settle()
    found = leaves(hall)
    assert [sum(said in texts for texts in found) for said in SAID] == [1] * len(SAID)


def test_what_fits_has_one_leaf(hall: Stage) -> None:
    hall.screen.model.show(VIEWS["standing-no-pin-yet"])
    hall.settle()
    assert more(hall) == ""


def test_a_second_tap_turns_no_second_leaf(hall: Stage) -> None:
    hall.screen.wear(replace(hall.screen.model.look, type="largest"))
    hall.screen.model.show(EVERYTHING)
    hall.settle()
    hall.touch(more(hall))
    for after_s, leaf in ((0.3, "2"), (0.15, "2"), (0.1, "3")):
        hall.clock.advance(after_s)
        hall.tap(hall.find(more(hall)))
        assert f"（{leaf}/" in more(hall)


def test_what_gets_known_meanwhile_is_shown(hall: Stage) -> None:
    asked: dict[str, Value] = {**EVERYTHING.values, "advice": [], "others": [], "othersAre": "asked"}
    hall.screen.wear(replace(hall.screen.model.look, type="largest"))
    hall.screen.model.show(View("standing", asked))
    hall.settle()
    hall.screen.model.show(EVERYTHING)
    hall.settle()
    found = leaves(hall)
    assert [said for said in SAID if not any(said in texts for texts in found)] == []
