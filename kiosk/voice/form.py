"""The spoken form of a screen: what it is about and tells, then what can be done, in whole sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from kiosk.voice.numbers import aloud
from kiosk.voice.part import Choice, Heading, Pad, Part, Text, Way
from kiosk.voice.words import Words, words_in


def spoken(parts: Iterable[Part], language: str) -> tuple[str, ...]:
    """Sentences in `language` ("zh_CN" or "en"), each ready for an engine: no stars, digits as they are said."""
    parts, words = tuple(parts), words_in(language)
    told = [text for part in parts for text in _told(part, words)]
    ways = [name for part in parts for name in _way(part, words)]
    offered = [words.ways.format(words.between.join(ways))] if ways else []
    sentences = (sentence(text, language) for text in (*told, *offered))
    return tuple(each for each in sentences if each)


def named(part: Part, language: str) -> str:
    """One part alone, as when it gets the focus."""
    words = words_in(language)
    return sentence(words.between.join((*_told(part, words), *_way(part, words))), language)


def sentence(text: str, language: str) -> str:
    """`text` as it is said, with an end that can be heard; nothing where nothing can be said of it."""
    text, ends = aloud(text, language).strip(" ,，;；:：·"), words_in(language).ends
    if not any(sign.isalnum() for sign in text):
        return ""
    return text if text[-1] in ends else text + ends[0]


def _told(part: Part, words: Words) -> Iterator[str]:
    match part:
        case Heading(text) | Text(text):
            yield text
        case Pad():
            yield words.pad
        case Way() | Choice():
            return
        case _:
            assert_never(part)


def _way(part: Part, words: Words) -> Iterator[str]:
    match part:
        case Way(name, hint, can):
            yield _hinted(name, hint, words) + ("" if can else words.not_yet)
        case Choice(name, chosen, hint):
            yield _hinted(name, hint, words) + (words.chosen if chosen else "")
        case Heading() | Text() | Pad():
            return
        case _:
            assert_never(part)


def _hinted(name: str, hint: str, words: Words) -> str:
    said = words.digit_key if len(name) == 1 and name.isdecimal() else name
    return said + (words.hint.format(hint) if hint else "")
