"""Every text is there in both languages, and each is in its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest

from kiosk.card.port import Fault
from kiosk.rules.new_pin import Refusal
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session.state import Farewell, NotChanged, Unrecognised
from kiosk.ui import words
from kiosk.ui.words import Words

TABLES: dict[str, tuple[Mapping[Any, Words], Collection[object]]] = {
    "REFUSALS": (words.REFUSALS, set(Refusal)),
    "FAULTS": (words.FAULTS, {fault.value for fault in Fault}),
    "STANDINGS": (words.STANDINGS, {*Standing, *NoStanding}),
    "UNRECOGNISED": (words.UNRECOGNISED, set(Unrecognised)),
    "NOT_CHANGED": (words.NOT_CHANGED, set(NotChanged)),
    "FAREWELLS": (words.FAREWELLS, set(Farewell)),
}
TEXTS = {
    f"{table} {key}": text
    for table, texts in (*((name, texts) for name, (texts, _) in TABLES.items()), ("ADVICE", words.ADVICE))
    for key, text in texts.items()
}


def is_chinese(character: str) -> bool:
    """A Han character, or punctuation as Chinese sets it."""
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


@pytest.mark.parametrize(("table", "all_of_them"), TABLES.values(), ids=TABLES)
def test_nothing_is_without_words(table: Mapping[Any, Words], all_of_them: Collection[object]) -> None:
    assert set(table) == set(all_of_them)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_english_is_there_without_chinese(text: Words) -> None:
    assert (text.en.strip() != "", [character for character in text.en if is_chinese(character)]) == (True, [])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_chinese_is_there_in_han_characters(text: Words) -> None:
    assert any(is_chinese(character) for character in text.zh)


def test_no_two_texts_of_a_table_say_the_same() -> None:
    twice = [name for name, (table, _) in TABLES.items() if len(set(table.values())) != len(table)]

    assert twice == []
