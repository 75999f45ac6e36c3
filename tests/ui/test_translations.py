"""The English translation is whole, fresh, and what the compiled file says."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QTranslator

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
each_message = pytest.mark.parametrize("message", MESSAGES, ids=str)


@pytest.fixture(scope="module")
def compiled() -> QTranslator:
    """The compiled translation as the kiosk loads it."""
    translator = QTranslator()
    assert translator.load(str(QM))
    return translator


@each_message
def test_every_message_is_translated(message: Message) -> None:
    """No text is left out, and a counted one has its singular and its plural."""
    assert message.state == "finished"
    assert len(message.forms) == (2 if message.counted else 1)
    assert all(form.strip() for form in message.forms)


@each_message
def test_no_chinese_is_left(message: Message) -> None:
    """Neither Chinese characters nor full-width signs stand in the English."""
    assert not [form for form in message.forms if CHINESE.search(form)]


@each_message
def test_placeholders_are_those_of_the_source(message: Message) -> None:
    """What is filled in in Chinese is filled in in English."""
    wanted = sorted(PLACEHOLDER.findall(message.source))
    assert [sorted(PLACEHOLDER.findall(form)) for form in message.forms] == [wanted] * len(message.forms)


def test_the_texts_are_those_of_the_screens(tmp_path: Path) -> None:
    """What lupdate finds in the QML now is what the file translates."""
    found = tmp_path / "found.ts"
    files = [str(file) for file in sorted(SCREENS.glob("*.qml"))]
    options = ["-locations", "none", "-source-language", "zh_CN", "-target-language", "en"]
    subprocess.run([str(LUPDATE), *files, "-ts", str(found), *options], check=True, timeout=LUPDATE_S)
    now = {(message.context, message.source, message.counted) for message in _messages(found)}
    assert now
    assert {(message.context, message.source, message.counted) for message in MESSAGES} == now


@each_message
def test_the_compiled_file_says_the_same(compiled: QTranslator, message: Message) -> None:
    """The .qm was made from this .ts: one attempt left, two attempts left."""
    numbers = (1, 2) if message.counted else (-1,)
    told = tuple(compiled.translate(message.context, message.source, None, number) for number in numbers)
    assert told == message.forms
