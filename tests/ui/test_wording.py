"""One thing has one word, and neither language leaves out what the other says."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from kiosk.errand import Errand
from kiosk.printer.receipt import Done, receipt_of
from kiosk.printer.slip import slip_of
from kiosk.ui.look import LANGUAGES
from tests.support.verdict import assert_none
from tests.ui.test_translations import MESSAGES, Message, wrong
from tests.unit.kiosk.test_words import TEXTS

SPOKEN = re.compile(
    "现在的|[^办]不了|读不到|查不到|不详|没把握|真卡|不用再"
)  # an official screen says 当前, 无法, 暂时, 未知
STUMBLED = re.compile(  # what no native reader would say so
    r"present PIN|can't tell|is told by itself|by itself|for now;|right PIN shows|may not do it|[Tt]ake card|keys a"
    r"|keyed|works again|gone\b|Nothing for|has ended|just now\.|on its way|who came",
)
ONE_WORD = {  # wherever the Chinese has the one, the English has the other
    "办理单": "slip",
    "回执": "receipt",
    "注销": "cancel",
    "身份证": "ID card",
    "户口簿": "household register",
    "操作员卡": "operator card",
    "发卡机构": "issuer",
    "服务网点": "service point",
    "银行密码": "bank PIN",
    "金融功能": "bank function",
    "社保功能": "social security function",
    "初始密码": "PIN that cards are issued with",
    "挂失": "reported lost",
    "临时": "temporarily",
    "待查": "looked into",
    "登记待查": "on record",
    "如实登记": "on record",
    "无法确认": "can't confirm",
    "暂时无法": "right now",
    "旁边的机器": "machine next to this one",
    "自动": "automatically",
    "12333": "12333",
    "终端": "terminal",
}
OTHERWISE = {  # what says it in another way, for a reason
    "暂时无法": ("暂时无法确认", "暂时无法登录"),  # "can't confirm yet", "for now"
    "自动": ("已自动签退",),  # "you were signed out"
    "身份证": ("身份证件",),  # passports and permits as well: "identity document"
}
SIX = re.compile("六次|6 次|[Ss]ix attempts|6 attempts")
QUOTED = re.compile("“([^”]+)”")
NAMES = {message.source: message.forms[0] for message in MESSAGES}


def _names(message: Message, chinese: str) -> bool:
    return chinese in message.source and not any(other in message.source for other in OTHERWISE.get(chinese, ()))


@pytest.mark.parametrize(("chinese", "english"), ONE_WORD.items(), ids=ONE_WORD.values())
def test_one_thing_has_one_word(chinese: str, english: str) -> None:
    told = [message for message in MESSAGES if _names(message, chinese)]
    assert told
    assert_none(
        [
            f"{message}: {message.forms}"
            for message in told
            if not all(english.lower() in form.lower() for form in message.forms)
        ]
    )


def test_chinese_is_official() -> None:
    assert_none([message.source for message in MESSAGES if SPOKEN.search(message.source)])


def test_english_is_nobodys_word_for_word() -> None:
    assert_none(wrong(lambda message: not any(STUMBLED.search(form) for form in message.forms)))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_nor_is_that_of_the_commands(text: str) -> None:
    assert STUMBLED.search(text) is None


def test_a_whole_sentence_is_one_in_both_languages() -> None:
    def whole(message: Message) -> bool:
        return all(form.endswith(".") and form.lstrip()[0].isupper() for form in message.forms)

    assert_none(wrong(lambda message: not message.source.endswith("。") or whole(message)))


def test_a_control_that_a_text_names_is_called_so() -> None:
    """“退卡” in the text is 退卡 on the button, in both languages."""

    def called(message: Message) -> bool:
        return all(
            control in NAMES and f'"{NAMES[control]}"' in form
            for control in QUOTED.findall(message.source)
            for form in message.forms
        )

    named = [message for message in MESSAGES if QUOTED.search(message.source)]
    assert named
    assert_none([f"{message}: {message.forms}" for message in named if not called(message)])


def test_numbers_are_the_same_in_both_languages() -> None:
    def same(message: Message) -> bool:
        digits = [re.findall(r"(?<!%)\d+", text) for text in (message.source, *message.forms)]
        return all(sorted(digits[0]) == sorted(each) for each in digits[1:])

    assert_none(wrong(same))


def test_no_text_says_six_where_a_card_may_have_another_limit() -> None:
    """A PIN has six digits; how many attempts there are is the card's own."""
    at = datetime(2026, 11, 28, 9, 41)
    papers = (
        str(made)
        for language in LANGUAGES
        for made in (
            *(slip_of(errand, "569X", language, "610100-0007", at, ()) for errand in Errand),
            *(receipt_of(done, "569X", language, "610100-0101", at, ()) for done in Done),
        )
    )
    screens = (text for message in MESSAGES for text in (message.source, *message.forms))
    assert_none([text for text in (*papers, *screens, *TEXTS.values()) if SIX.search(text)])
