"""The commands have English words for everything that they may have to say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest

from kiosk import words
from kiosk.rules.new_pin import Refusal
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session.reason import Farewell, NotChanged, Unrecognised
from tests.support.chinese import is_chinese

TABLES: dict[str, tuple[Mapping[Any, str], Collection[object]]] = {
    "REFUSALS": (words.REFUSALS, set(Refusal)),
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


@pytest.mark.parametrize(("table", "all_of_them"), TABLES.values(), ids=TABLES)
def test_nothing_is_without_words(table: Mapping[Any, str], all_of_them: Collection[object]) -> None:
    assert set(table) == set(all_of_them)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_english_is_there_without_chinese(text: str) -> None:
    assert (text.strip() != "", [character for character in text if is_chinese(character)]) == (True, [])


def test_no_two_texts_of_a_table_say_the_same() -> None:
    twice = [name for name, (table, _) in TABLES.items() if len(set(table.values())) != len(table)]

    assert twice == []
