"""Chinese as an engine reads it that knows no signs: syllables with the number of their tone, corrections first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from pypinyin import Style, lazy_pinyin

_NAMED = "某"  # what follows a family name of which no more is said
_HAN = "\u3007\u3400-\u9fff\U00020000-\U000323af"
_RUNS = re.compile(rf"[{_HAN}]+|[A-Za-z][A-Za-z'-]*|[^{_HAN}A-Za-z]+")
_PAUSES = str.maketrans("，。！？；：、", ",.!?;:,")
_SYLLABLE = re.compile(r"[a-zü]+[1-5]")


@dataclass(frozen=True, slots=True)
class Readings:
    """Corrections: of words, and of family names."""

    words: dict[str, str]
    names: dict[str, str]


def readings(path: Path) -> Readings:
    """From a data file. Raises OSError, TOMLDecodeError or TypeError."""
    return Readings(**tomllib.loads(path.read_text("utf-8")))


def syllables(text: str, known: Readings) -> list[str]:
    """Of `text`, which is Chinese signs alone: "重置" is ["chong2", "zhi4"]. A sign without a reading has none here."""
    return [each for each in _syllables(text, known) if _SYLLABLE.fullmatch(each)]


def marked_up(text: str, known: Readings) -> str:
    """`text` as SSML for a voice that reads pinyin: what is not Chinese is said by the English one."""
    return f"<speak>{' '.join(_marked(text, known))}</speak>"


def latin(text: str, known: Readings) -> str:
    """`text` for an English voice: a Chinese name in it becomes Li or Zeng."""

    def name(found: re.Match[str]) -> str:
        return "".join(each.rstrip("12345") for each in syllables(f"{found[0]}{_NAMED}", known)[:-1]).title()

    return escape(re.sub(f"[{_HAN}]+", name, text))


def _marked(text: str, known: Readings) -> Iterator[str]:
    for run in _RUNS.findall(text):
        if re.match(f"[{_HAN}]", run):
            yield " ".join(syllables(run, known))
        elif run[0].isalpha():
            said = " ".join(run) if run.isupper() else run
            yield f'<voice xml:lang="en">{escape(said)}</voice>'
        else:
            yield escape(run.translate(_PAUSES))


def _syllables(text: str, known: Readings) -> Iterator[str]:
    longest = max(map(len, known.words), default=0)
    at = begun = 0
    while at < len(text):
        if text[at] in known.names and text[at + 1 : at + 2] == _NAMED:
            word, read = text[at], known.names[text[at]]
        else:
            ends = range(min(len(text), at + longest), at, -1)
            word = next((text[at:end] for end in ends if text[at:end] in known.words), "")
            read = known.words.get(word, "")
        if not word:
            at += 1
            continue
        yield from _by_dictionary(text[begun:at])
        yield from read.split()
        at = begun = at + len(word)
    yield from _by_dictionary(text[begun:])


def _by_dictionary(text: str) -> list[str]:
    if not text:
        return []
    return lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=True, tone_sandhi=True)
