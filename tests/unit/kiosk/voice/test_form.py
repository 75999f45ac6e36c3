"""A screen's spoken form: what it is about, what it tells, and what can be done, in sentences."""

from __future__ import annotations

from kiosk.voice.form import named, spoken
from kiosk.voice.part import Choice, Heading, Pad, Part, Text, Way

SCREEN: tuple[Part, ...] = (
    Heading("只能再输入一次"),
    Text("再输错，密码就会锁定。\n如不确定，请先退卡。"),
    Way("退卡"),
    Way("继续", "需要当前密码", can=False),
)


def test_what_is_told_comes_before_what_can_be_done() -> None:
    assert spoken(SCREEN, "zh_CN") == (
        "只能再输入一次。",
        "再输错，密码就会锁定。如不确定，请先退卡。",
        "您可以选择：退卡；继续，需要当前密码，暂时不可用。",
    )


def test_english_has_its_own_words() -> None:
    said = spoken((Heading("Welcome"), Way("Continue", can=False), Way("Return my card")), "en")
    assert said == ("Welcome.", "You can choose: Continue, not available yet; Return my card.")


def test_of_choices_is_said_which_is_chosen() -> None:
    choices = Choice("本人", chosen=True), Choice("代办", chosen=False)
    assert spoken(choices, "zh_CN") == ("您可以选择：本人，已选择；代办。",)


def test_of_the_pad_is_said_that_it_keeps_silent() -> None:
    assert spoken((Pad(),), "zh_CN") == ("请在数字键盘上输入，数字不会读出。",)


def test_a_key_with_a_digit_is_named_without_it() -> None:
    assert (named(Way("5"), "zh_CN"), named(Way("5"), "en")) == ("数字键。", "digit key.")


def test_a_key_that_corrects_has_its_name() -> None:
    assert named(Way("清除"), "zh_CN") == "清除。"


def test_what_has_no_sound_is_not_said() -> None:
    assert spoken((Text("***"), Text(""), Text(" · ")), "zh_CN") == ()
