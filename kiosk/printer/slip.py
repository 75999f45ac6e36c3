"""What the slip for the service point says, in the language that the person reads. Pure."""

from __future__ import annotations

from datetime import datetime

from kiosk.bring import BRING, IDENTITY_DOCUMENTS
from kiosk.errand import ERRANDS, Errand
from kiosk.guide import ServicePoint, public_text
from kiosk.printer.paper import Code, Fact, Paper, Section, Words, facts, places, words_in


def slip_of(
    errand: Errand, last_four: str, language: str, terminal: str, at: datetime, points: tuple[ServicePoint, ...]
) -> Paper:
    """The slip for the card whose number ends with `last_four`; `language` "zh_CN" or "en"."""
    words, told = words_in(language, _WORDS), ERRANDS[errand]
    matters = (_matters(words),) if errand is Errand.UNLOCK else ()
    return Paper(
        title=words["title"].format(told.name.by(language)),
        lead=f"{words['lead']}{told.lead.by(language)}",
        facts=facts(words, last_four, terminal, at),
        ticked=(*matters, _bring(words, errand, language)),
        go=Section(words["go"], places(points, language)),
        code=Code(public_text(errand, points, language), words["scan"]),
        ask=words["ask"],
        private=words["private"],
    )


def _matters(words: Words) -> Section:
    lines = (Fact(words[line], words[f"{line}-text"]) for line in ("unlock", "reset"))
    return Section(words["matters"], tuple(lines))


def _bring(words: Words, errand: Errand, language: str) -> Section:
    lines = (
        Fact(case.name.by(language), words["and"].join(case.listed(language, reset=errand is Errand.UNLOCK)))
        for case in BRING.values()
    )
    return Section(words["bring"], tuple(lines), IDENTITY_DOCUMENTS.by(language))


_WORDS: dict[str, Words] = {
    "zh_CN": {
        "title": "{}办理单",
        "lead": "请带上本单和证件到服务网点。",
        "matters": "办什么",
        "unlock": "记得密码",
        "unlock-text": "办解锁：密码不变，剩余次数恢复",
        "reset": "忘记密码",
        "reset-text": "办重置：现场设一个新密码",
        "bring": "请带上社会保障卡，还有",
        "and": "、",
        "go": "去哪里办",
        "scan": "扫码保存网点和材料",
    },
    "en": {
        "title": "{}",
        "lead": "Take this slip and your documents to a service point. ",
        "matters": "What to ask for",
        "unlock": "You know the PIN",
        "unlock-text": "Unlock: the PIN stays, all attempts come back",
        "reset": "You forgot it",
        "reset-text": "Reset: a new PIN is set there",
        "bring": "Bring the social security card, and",
        "and": ", ",
        "go": "Where to go",
        "scan": "Scan and keep",
    },
}
