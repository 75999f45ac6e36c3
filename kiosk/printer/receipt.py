"""What the receipt of an unlock or a reset says, in the language that the person reads. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.guide import ServicePoint
from kiosk.printer.paper import Paper, Section, Words, facts, places, words_in


class Done(StrEnum):
    """What was done at the service point."""

    UNLOCK = "unlock"  # the PIN stayed
    RESET = "reset"  # a new PIN


def receipt_of(
    done: Done, last_four: str, language: str, terminal: str, at: datetime, points: tuple[ServicePoint, ...]
) -> Paper:
    """The receipt for the card whose number ends with `last_four`; `language` "zh_CN" or "en"."""
    words = words_in(language, _WORDS)
    return Paper(
        title=words[done],
        lead=words[f"{done}-text"],
        facts=facts(words, last_four, terminal, at),
        ticked=(),
        go=Section(words["stranger"], places(points, language), words["stranger-text"]),
        code=None,
        ask=words["ask"],
        private=words["private"],
    )


_WORDS: dict[str, Words] = {
    "zh_CN": {
        "unlock": "密码解锁已登记",
        "unlock-text": "社保密码没有变，还是您原来的那个。卡显示剩余次数已恢复；输入正确一次后，解锁即告确认。",
        "reset": "密码已重置",
        "reset-text": "从现在起，请用刚才输入的新社保密码。代他人办理的，请告知持卡人尽快修改；不要告诉其他人。",
        "stranger": "不是您要办的？",
        "stranger-text": "请马上打 12333，再带身份证和社会保障卡到服务网点查清。",
    },
    "en": {
        "unlock": "PIN unlock reported",
        "unlock-text": (
            "The social security PIN is the one that you had before. The card shows that all attempts are back; once "
            "the PIN has been accepted, the unlock is confirmed."
        ),
        "reset": "PIN reset",
        "reset-text": (
            "The new social security PIN that was entered is in effect from now on. If you came for somebody else, "
            "tell them, so that they change it soon; tell nobody else."
        ),
        "stranger": "You didn't ask for this?",
        "stranger-text": "Call 12333 at once, and take your ID card and the social security card to a service point.",
    },
}
