"""The screens of a service point, touched: each control says one thing, and digits go where they belong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.roles.self_service.parts import PARTS as SELF_SERVICE
from kiosk.roles.service_point.event import ChoseCase, ChoseMatter, ChoseWho, OpenCase, SignedOut, ToggledDocument
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.view import View
from kiosk.session.event import Ended, PinEntered, Touched, WentBack, WentOn
from kiosk.session.runner import CardSaid, OfficeSaid
from tests.support.stage import Stage
from tests.ui.counter import Ear, at_the_counter
from tests.ui.scene import everything
from tests.ui.views import STAFF, VIEWS

TOUCHES = [
    ("case-empty", "解锁", ChoseMatter(Matter.UNLOCK)),
    ("case-empty", "重置", ChoseMatter(Matter.RESET)),
    ("case-empty", "持卡人本人", ChoseWho(Who.HOLDER)),
    ("case-empty", "他人代办", ChoseWho(Who.PROXY)),
    ("case-guardian", "未成年人的监护人", ChoseWho(Who.GUARDIAN)),
    ("case-proxy", "持卡人身份证件", ToggledDocument(Document.HOLDER_ID)),
    ("case-proxy", "代办人身份证件", ToggledDocument(Document.PROXY_ID)),
    ("case-guardian", "监护人身份证件", ToggledDocument(Document.GUARDIAN_ID)),
    ("case-guardian", "户口簿（持卡人页）", ToggledDocument(Document.HOUSEHOLD_REGISTER)),
    ("case-holder", "开始办理", OpenCase()),
    ("case-holder", "返回", WentBack()),
    ("case-holder", "退卡", Ended()),
    ("staffed-menu", "解锁与重置", ChoseCase()),
    ("staffed-locked", "在此办理", ChoseCase()),
    ("staffed-standing", "在此办理", ChoseCase()),
    ("staffed-unlock-explained", "在此办理", ChoseCase()),
    ("staff-sign-in-pin", "取消", Ended()),
    ("reset-pin-new", "退卡", Ended()),
    ("unlock-done-unlock", "菜单", WentOn()),
    ("unlock-done-gone", "完成", WentOn()),
    ("unlock-done-away", "返回菜单", WentOn()),
    ("unlock-done-gone-before", "知道了", WentOn()),
    ("outcome-unknown-reset-lost", "直接结束", Ended()),
    ("outcome-unknown-reset-unsettled", "退卡", Ended()),
]
SIGNED_IN = [name for name, view in VIEWS.items() if view.values.get("staff")]
PADS = ["staff-sign-in-pin", "reset-pin-new", "reset-pin-refused", "reset-pin-again"]
NO_PADS = ["staff-sign-in-insert-none", "staff-sign-in-reading", "case-holder", "unlock-done-reset"]
PIN = "802457"  # invented


@pytest.fixture
def ear(window: Stage) -> Iterator[Ear]:
    """What the window says to a service point's session."""
    with at_the_counter(window) as heard:
        yield heard


def said(window: Stage, ear: Ear) -> list[object]:
    """What was touched: neither signs of life, nor what the threads of a terminal before it still have to say."""
    window.settle()
    return [event for event in ear.heard if event != Touched() and not isinstance(event, CardSaid | OfficeSaid)]


@pytest.mark.parametrize(("view", "control", "event"), TOUCHES, ids=[f"{view}: {name}" for view, name, _ in TOUCHES])
def test_a_control_says_one_thing(window: Stage, ear: Ear, view: str, control: str, event: object) -> None:
    window.screen.model.show(VIEWS[view])
    window.touch(control)
    assert said(window, ear) == [event]


@pytest.mark.parametrize("view", ["case-empty", "case-proxy"])
def test_a_case_is_not_opened_before_every_document_was_seen(window: Stage, ear: Ear, view: str) -> None:
    window.screen.model.show(VIEWS[view])
    window.touch("开始办理")
    assert said(window, ear) == []


@pytest.mark.parametrize("view", SIGNED_IN)
def test_whoever_is_signed_in_is_named_and_can_sign_out(window: Stage, ear: Ear, view: str) -> None:
    window.screen.model.show(VIEWS[view])
    assert STAFF["staff"] in window.texts()
    window.touch("签退")
    assert said(window, ear) == [SignedOut()]


@pytest.mark.parametrize("view", [name for name in VIEWS if name not in SIGNED_IN])
def test_where_nobody_is_signed_in_nobody_can_sign_out(window: Stage, ear: Ear, view: str) -> None:
    window.screen.model.show(VIEWS[view])
    assert ("签退" in window.texts(), STAFF["staff"] in window.texts()) == (False, False)


@pytest.mark.parametrize("view", PADS)
def test_six_digits_are_a_pin(window: Stage, ear: Ear, view: str) -> None:
    window.screen.model.show(VIEWS[view])
    window.key(PIN)
    window.touch({"staff-sign-in-pin": "登录", "reset-pin-again": "确认重置"}.get(view, "下一步"))
    (entered,) = said(window, ear)
    assert isinstance(entered, PinEntered)


@pytest.mark.parametrize("view", NO_PADS)
def test_without_a_pad_digits_go_nowhere(window: Stage, ear: Ear, view: str) -> None:
    window.screen.model.show(VIEWS[view])
    for digit in PIN:
        window.screen.model.digit(int(digit))
    assert window.digits() == 0


@pytest.mark.parametrize("view", PADS)
def test_digits_are_dots_for_everybody(window: Stage, ear: Ear, view: str) -> None:
    window.screen.model.show(VIEWS[view])
    before = everything(window)
    window.key(PIN[:4])
    window.settle()
    assert window.digits() == 4
    assert [text for text in everything(window) if text not in before and PIN[:2] in text] == []


def test_what_was_keyed_goes_with_the_stage_that_it_was_keyed_into(window: Stage, ear: Ear) -> None:
    window.screen.model.show(VIEWS["reset-pin-new"])
    window.key(PIN[:4])
    window.screen.model.show(VIEWS["reset-pin-again"])
    assert window.digits() == 0


def test_the_holder_is_told_to_key_it_in_and_what_staff_sees(window: Stage, ear: Ear) -> None:
    for stage in ("new", "refused", "again"):
        window.screen.model.show(VIEWS[f"reset-pin-{stage}"])
        window.reads("请您本人输入，工作人员只看到圆点")


def test_a_service_point_does_not_send_people_to_a_service_point(window: Stage, ear: Ear) -> None:
    for name in ("menu", "locked", "unlock-explained", "standing"):
        window.screen.model.show(VIEWS[f"staffed-{name}"])
        words = "".join(window.texts())
        assert [each for each in ("到服务网点", "本机不能", "自助机不能") if each in words] == []


def test_a_self_service_terminal_has_no_word_for_any_of_it(window: Stage, ear: Ear) -> None:
    window.screen.play(SELF_SERVICE)
    for intent in ("case", "open-case", "sign-out", "matter-unlock", "who-holder", "document-holder-id"):
        window.clock.advance(1)
        with pytest.raises(KeyError):
            window.screen.model.act(intent)
    window.screen.model.show(View("reset-pin", {"stage": "new"}))
    window.screen.model.digit(1)
    assert (said(window, ear), window.digits()) == ([], 0)
