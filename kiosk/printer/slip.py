"""What the slip for the service point says, in the language that the person reads. Pure."""

from __future__ import annotations

from datetime import datetime

from kiosk.guide import ServicePoint, public_text
from kiosk.printer.paper import Code, Fact, Paper, Section, Words, facts, places, words_in


def slip_of(last_four: str, language: str, terminal: str, at: datetime, points: tuple[ServicePoint, ...]) -> Paper:
    """The slip for the card whose number ends with `last_four`; `language` "zh_CN" or "en"."""
    words = words_in(language, _WORDS)
    return Paper(
        title=words["title"],
        lead=words["lead"],
        facts=facts(words, last_four, terminal, at),
        ticked=(_section(words, "matters", "unlock", "reset"), _section(words, "bring", "holder", "agent", "minor")),
        go=Section(words["go"], places(points, language)),
        code=Code(public_text(points, language), words["scan"]),
        ask=words["ask"],
        private=words["private"],
    )


def _section(words: Words, heading: str, *lines: str) -> Section:
    return Section(words[heading], tuple(Fact(words[line], words[f"{line}-text"]) for line in lines))


_WORDS: dict[str, Words] = {
    "zh_CN": {
        "title": "社保密码解锁、重置办理单",
        "lead": "请带上本单和证件到服务网点，由工作人员核对身份后办理。自助机不能解锁或重置密码。",
        "matters": "办什么",
        "unlock": "记得密码",
        "unlock-text": "办解锁：密码不变，剩余次数恢复",
        "reset": "忘记密码",
        "reset-text": "办重置：现场设一个新密码",
        "bring": "请带上社会保障卡，还有",
        "holder": "本人办理",
        "holder-text": "本人身份证原件",
        "agent": "代成年人办理",
        "agent-text": "双方身份证原件",
        "minor": "为未成年人办理",
        "minor-text": "监护人身份证原件、户口簿中孩子的那一页",
        "go": "去哪里办",
        "scan": "扫码保存网点和材料",
    },
    "en": {
        "title": "PIN unlock or reset",
        "lead": "Take this slip and your documents to a service point. Staff check who you are and do it there; "
        "a self-service machine can't.",
        "matters": "What to ask for",
        "unlock": "You know the PIN",
        "unlock-text": "Unlock: the PIN stays, all attempts come back",
        "reset": "You forgot it",
        "reset-text": "Reset: you set a new PIN there",
        "bring": "Bring the social security card, and",
        "holder": "For yourself",
        "holder-text": "your original ID card",
        "agent": "For another adult",
        "agent-text": "both original ID cards",
        "minor": "For a minor",
        "minor-text": "the guardian's original ID card, and the child's page of the household register",
        "go": "Where to go",
        "scan": "Scan and keep",
    },
}
