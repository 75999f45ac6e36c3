"""What the slip says, in the language that the person reads. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.guide import ServicePoint, public_text


@dataclass(frozen=True, slots=True)
class Line:
    """A name and what belongs to it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip's words, from top to bottom; `code` is the public text of its QR code."""

    title: str
    lead: str
    facts: tuple[Line, ...]
    matters: Section
    bring: Section
    go: Section
    code: str
    scan: str
    ask: str
    private: str


def slip_of(last_four: str, language: str, terminal: str, at: datetime, points: tuple[ServicePoint, ...]) -> Slip:
    """The slip for the card whose number ends with `last_four`; `language` "zh_CN" or "en"."""
    words = _WORDS["en" if language == "en" else "zh_CN"]
    return Slip(
        title=words["title"],
        lead=words["lead"],
        facts=(
            Line(words["card"], words["ends"].format(last_four)),
            Line(words["terminal"], terminal),
            Line(words["printed"], f"{at:%Y-%m-%d %H:%M}"),
        ),
        matters=_section(words, "matters", "unlock", "reset"),
        bring=_section(words, "bring", "holder", "agent", "minor"),
        go=Section(words["go"], tuple(Line(point.name(language), point.way(language)) for point in points)),
        code=public_text(points, language),
        scan=words["scan"],
        ask=words["ask"],
        private=words["private"],
    )


def _section(words: Mapping[str, str], heading: str, *lines: str) -> Section:
    return Section(words[heading], tuple(Line(words[line], words[f"{line}-text"]) for line in lines))


_WORDS: dict[str, dict[str, str]] = {
    "zh_CN": {
        "title": "社保密码解锁、重置办理单",
        "lead": "请带上本单和证件到服务网点，由工作人员核对身份后办理。自助机不能解锁或重置密码。",
        "card": "社会保障卡",
        "ends": "末四位 {}",
        "terminal": "打印终端",
        "printed": "打印时间",
        "matters": "办什么",
        "unlock": "记得密码",
        "unlock-text": "办解锁：密码不变，恢复六次机会",
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
        "ask": "咨询电话 12333",
        "private": "本单没有姓名、证件号码和密码。",
    },
    "en": {
        "title": "PIN unlock or reset",
        "lead": "Take this slip and your documents to a service point. Staff check who you are and do it there; "
        "a self-service machine can't.",
        "card": "Social security card",
        "ends": "ends in {}",
        "terminal": "Printed at terminal",
        "printed": "Printed on",
        "matters": "What to ask for",
        "unlock": "You know the PIN",
        "unlock-text": "Unlock: the PIN stays, six attempts again",
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
        "ask": "Questions: call 12333",
        "private": "It holds no name, ID number or PIN.",
    },
}
