"""The English translation is whole, fresh, and what the compiled file says."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTranslator

from tests.support.verdict import assert_none

ROOT = Path(__file__).parents[2]
TS = ROOT / "assets" / "i18n" / "kiosk_en.ts"
QM = TS.with_suffix(".qm")
SCREENS = ROOT / "kiosk" / "ui" / "qml" / "Kiosk" / "Screens"
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")
LUPDATE_S = 60

CHINESE = re.compile("[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"%(?:L?\d+|n)")


class Message(NamedTuple):
    """One text, and its English: one form, or with a number two."""

    context: str
    source: str
    counted: bool
    state: str
    forms: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.context}: {self.source}"


def _messages(file: Path) -> Iterator[Message]:
    """The messages of a .ts file."""
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            counted = message.get("numerus") == "yes"
            forms = (
                [form.text or "" for form in translation.iter("numerusform")] if counted else [translation.text or ""]
            )
            yield Message(
                context.findtext("name", ""),
                message.findtext("source", ""),
                counted,
                translation.get("type", "finished"),
                tuple(forms),
            )


MESSAGES = list(_messages(TS))


def wrong(right: Callable[[Message], bool]) -> list[str]:
    """The messages that are not right, and what they say."""
    return [f"{message}: {message.forms}" for message in MESSAGES if not right(message)]


def test_every_message_is_translated() -> None:
    """No text is left out, and a counted one has its singular and its plural."""

    def translated(message: Message) -> bool:
        whole = len(message.forms) == (2 if message.counted else 1) and all(form.strip() for form in message.forms)
        return message.state == "finished" and whole

    assert_none(wrong(translated))


def test_no_chinese_is_left() -> None:
    """Neither Chinese characters nor full-width signs stand in the English."""
    assert_none(wrong(lambda message: not any(CHINESE.search(form) for form in message.forms)))


def test_placeholders_are_those_of_the_source() -> None:
    """What is filled in in Chinese is filled in in English."""

    def filled(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    assert_none(wrong(lambda message: all(filled(form) == filled(message.source) for form in message.forms)))


def test_the_texts_are_those_of_the_screens(tmp_path: Path) -> None:
    """What lupdate finds in the QML now is what the file translates."""
    found = tmp_path / "found.ts"
    files = [str(file) for file in sorted(SCREENS.glob("*.qml"))]
    options = ["-locations", "none", "-source-language", "zh_CN", "-target-language", "en"]
    subprocess.run([str(LUPDATE), *files, "-ts", str(found), *options], check=True, timeout=LUPDATE_S)
    now = {(message.context, message.source, message.counted) for message in _messages(found)}
    assert now
    assert {(message.context, message.source, message.counted) for message in MESSAGES} == now


def test_the_compiled_file_says_the_same() -> None:
    """The .qm was made from this .ts: one attempt left, two attempts left."""
    compiled = QTranslator()
    assert compiled.load(str(QM))

    def the_same(message: Message) -> bool:
        numbers = (1, 2) if message.counted else (-1,)
        told = tuple(compiled.translate(message.context, message.source, None, number) for number in numbers)
        return told == message.forms

    assert_none(wrong(the_same))
