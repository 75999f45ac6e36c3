"""What a printed paper is made of, and the words that all of them share. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.guide import ServicePoint

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what belongs to it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, and a sentence between them where `lead` has one."""

    heading: str
    lines: tuple[Fact, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code's public text, and what stands under it."""

    content: str
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper's words, from top to bottom; the lines of `ticked` have a box each, `go` is where to go."""

    title: str
    lead: str
    facts: tuple[Fact, ...]
    ticked: tuple[Section, ...]
    go: Section
    code: Code | None
    ask: str
    private: str


def words_in(language: str, own: Mapping[str, Words]) -> Words:
    """A paper's own words and the shared ones; `language` "zh_CN" or "en"."""
    spoken = "en" if language == "en" else "zh_CN"
    return {**_SHARED[spoken], **own[spoken]}


def facts(words: Words, last_four: str, terminal: str, at: datetime) -> tuple[Fact, ...]:
    """Which card, which terminal, when."""
    return (
        Fact(words["card"], words["ends"].format(last_four) if last_four else words["unknown"]),
        Fact(words["terminal"], terminal),
        Fact(words["printed"], f"{at:%Y-%m-%d %H:%M}"),
    )


def places(points: tuple[ServicePoint, ...], language: str) -> tuple[Fact, ...]:
    """Each service point, and the way there."""
    return tuple(Fact(point.name(language), point.way(language)) for point in points)


_SHARED: dict[str, Words] = {
    "zh_CN": {
        "card": "社会保障卡",
        "ends": "末四位 {}",
        "unknown": "卡号未知",
        "terminal": "打印终端",
        "printed": "打印时间",
        "ask": "咨询电话 12333",
        "private": "本单没有姓名、证件号码和密码。",
    },
    "en": {
        "card": "Social security card",
        "ends": "ends in {}",
        "unknown": "number not known",
        "terminal": "Printed at terminal",
        "printed": "Printed on",
        "ask": "Questions: call 12333",
        "private": "It holds no name, ID number or PIN.",
    },
}
