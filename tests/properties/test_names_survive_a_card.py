"""Whatever name a card can be made for, a terminal reads it from the card."""

from __future__ import annotations

from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from emulator.iso7816 import gb18030
from emulator.new_card import Wishes, new_card_file
from kiosk.card.outcome import CardRead
from kiosk.card.request import ReadCard
from tests.support.cards import READER, TODAY, asked, card_of

names = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=11)
    .filter(gb18030.is_printable)
    .filter(lambda name: not name.endswith(" "))  # what a field is padded with
)


@given(names)
@settings(max_examples=40, deadline=None)  # the first card is made from nothing
@example("\u9fb4\u1e3f\ufe10𪸩")
@example("\ue000\U00031350")
@example("买买提·吐尔逊")
def test_a_name_on_a_card_is_read_as_it_is_to_be_shown(name: str) -> None:
    _, profile = new_card_file(Wishes("mine", name=name, version="2.00"), TODAY, Random(1))
    read = asked(card_of(profile), ReadCard(1, READER))

    assert isinstance(read, CardRead)
    assert read.facts.holder is not None
    assert read.facts.holder.name == gb18030.standard(name)
