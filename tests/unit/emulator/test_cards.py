"""Finding a card by name or file, and making it ready: with a store, without, mute, under either protocol."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from emulator.card.card import Card
from emulator.card.keys import KEYS, pik_from
from emulator.card.mute import MuteCard
from emulator.card.personalise import new_memory
from emulator.card.profile import CardProfile, Protocol, parse_profile
from emulator.cards import find_card, memory_of, ready_card
from emulator.refusal import CardRefused
from emulator.store.sqlite import SqliteStore, StoreRefused
from tests.support.workbench import NORMAL, RIGHT_PIN, SELECT_SSSE, TODAY, edited, profile

VALID_UNTIL = "00B2062C06"


def ready(
    card: CardProfile, store: Path | None = None, *, today: date = TODAY, protocol: Protocol | None = None
) -> AbstractContextManager[Card | MuteCard]:
    return ready_card(card, store=store, today=today, random=os.urandom, protocol=protocol)


def say(card: Card | MuteCard, *commands: str) -> str:
    answer: bytes | None = None
    for command in (SELECT_SSSE, *commands):
        answer = card.transmit(bytes.fromhex(command))
    assert answer is not None
    return answer.hex().upper()


def test_a_bundled_card_is_found_by_id() -> None:
    assert find_card("two-left").card.id == "two-left"


def test_a_card_file_is_found_by_path(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(edited(NORMAL, {"card.id": '"mine"'}), "utf-8")

    assert find_card(str(file)).card.id == "mine"


@pytest.mark.parametrize("name", ["nobody", "", "../cards/normal", "/nowhere/normal.toml"])
def test_a_card_that_is_not_there_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(CardRefused, match=rf"no card or file '{name}'\. Bundled cards: .*normal"):
        find_card(name)


def test_what_is_no_file_is_refused_with_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, words in ((tmp_path, "is a folder"), (tmp_path / "pipe", "is a device or a pipe"), (Path(), "a folder")):
        with pytest.raises(CardRefused, match=words):
            find_card(str(name))


def test_a_name_that_no_file_can_have_is_refused_and_not_repeated_whole() -> None:
    with pytest.raises(CardRefused, match="n…' can't be read: File name too long") as refused:
        find_card("n" * 5000)

    assert len(str(refused.value)) < 300


def test_a_bad_card_file_is_refused_with_file_line_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(NORMAL.replace("limit ", "limits"), "utf-8")

    with pytest.raises(CardRefused, match=r"mine\.toml:19: pin\.limits: unknown key$"):
        find_card(str(file))


def test_a_card_file_without_a_section_is_refused_without_a_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(NORMAL.partition("[registry]")[0], "utf-8")

    with pytest.raises(CardRefused, match=r"mine\.toml: registry: missing$"):
        find_card(str(file))


def test_a_card_file_is_utf_8_with_or_without_a_mark_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(NORMAL, "utf-8-sig")
    assert find_card(str(file)).card.id == "normal"

    file.write_bytes(NORMAL.encode("gbk"))
    with pytest.raises(CardRefused, match=r"mine\.toml:5: this is no text in UTF-8"):
        find_card(str(file))


def test_a_name_too_long_for_the_card_is_refused_when_it_is_made() -> None:
    too_long = profile(card_version='"1.00"', holder_name=f'"{"阿" * 16}"')

    with pytest.raises(CardRefused, match=r"card normal: holder\.name: too long"), ready(too_long):
        pass


@pytest.mark.parametrize("protocol", ["t0", "t1"])
@pytest.mark.parametrize("card", ["normal", "t1"])
def test_a_card_speaks_the_protocol_asked_for(card: str, protocol: Protocol) -> None:
    with ready(find_card(card), protocol=protocol) as made:
        made.reset()
        assert say(made) == {"t0": "611E", "t1": "9000"}[protocol]


@pytest.mark.parametrize(("card", "answer"), [("normal", "611E"), ("t1", "9000")])
def test_without_one_it_speaks_its_own(card: str, answer: str) -> None:
    with ready(find_card(card)) as made:
        made.reset()
        assert say(made) == answer


def test_a_mute_card_has_an_atr_and_nothing_more(tmp_path: Path) -> None:
    with ready(find_card("mute"), tmp_path) as mute:
        assert mute.reset() == mute.atr == bytes.fromhex("3B6D000000814A4446866061010000000A")
        assert mute.transmit(bytes.fromhex("00A40000")) is None
        mute.power_off()


def test_without_a_store_the_memory_ends_with_the_card() -> None:
    answers = []
    for _ in range(2):
        with ready(find_card("normal")) as card:
            answers.append(say(card, "0020000003111111"))

    assert answers == ["63C5", "63C5"]


def test_with_a_store_the_memory_stays(tmp_path: Path) -> None:
    answers = []
    for _ in range(2):
        with ready(find_card("normal"), tmp_path) as card:
            answers.append(say(card, "0020000003111111"))

    assert answers == ["63C5", "63C4"]


def test_two_cards_share_a_store_folder(tmp_path: Path) -> None:
    with ready(find_card("normal"), tmp_path) as one, ready(find_card("two-left"), tmp_path) as other:
        assert (say(one, "00200000"), say(other, "00200000")) == ("63C6", "63C2")


def test_a_day_counted_from_today_is_fixed_when_the_store_is_made(tmp_path: Path) -> None:
    days = []
    for today in (date(2026, 11, 22), date(2027, 3, 1)):
        with ready(find_card("expiring"), tmp_path, today=today) as card:
            days.append(say(card, VALID_UNTIL))

    assert days == ["0604202701069000", "0604202701069000"]


def test_a_day_counted_from_today_moves_without_a_store() -> None:
    with ready(find_card("expiring"), today=date(2027, 3, 1)) as card:
        assert say(card, VALID_UNTIL) == "0604202704159000"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"pin.remaining": b"\x0f"}, "the PIN's cells are out of range"),
        ({"record:SSSE/EF05:01": b"\1\2"}, "is not one record"),
        ({"block": b"\x03"}, "the cell block is out of range"),
        ({"key.PUK": b"\0" * 15}, "the cells of the key PUK are out of range"),
    ],
    ids=str,
)
def test_a_store_whose_cells_make_no_card_is_refused_and_let_go(
    tmp_path: Path, cells: dict[str, bytes], reason: str
) -> None:
    new = new_memory(find_card("normal"), TODAY, {})
    SqliteStore.open(tmp_path / "normal.sqlite", "normal", lambda: new | cells).close()

    for _ in range(2):  # twice: the first refusal must not keep the file in use
        with pytest.raises(StoreRefused, match=reason), ready(find_card("normal"), tmp_path):
            pass


SELECT_DF01 = "00A4040006D15600000500"
PROVE_LOCAL_KEY = "0082008810" + "00" * 16
PROVE_CARD = "0088000010" + "00" * 16
GLOBAL_KEYS_ONLY: dict[str, str | None] = {f"keys.{key.name}": None for key in KEYS if key.home != "SSSE"}


def test_a_key_that_a_card_file_gained_is_in_its_old_memory_too(tmp_path: Path) -> None:
    before, after = parse_profile(edited(NORMAL, GLOBAL_KEYS_ONLY)), find_card("normal")
    with ready(before, tmp_path) as card:
        without = say(card, SELECT_DF01, PROVE_LOCAL_KEY)
    with ready(after, tmp_path) as card:
        answer = say(card, SELECT_DF01, "0084000008", PROVE_LOCAL_KEY)

    assert (without, answer) == ("6A88", "63C9")


ASK_PIK = "0088000C10" + "00" * 16
PIK_ITS_OWN: dict[str, str | None] = {"keys.PIK": f'"{"A5" * 16}"'}
IRK_EDITED: dict[str, str | None] = {"keys.IRK": f'"{"5A" * 16}"'}
NO_PIK: dict[str, str | None] = {"keys.PIK": "false"}


@pytest.mark.parametrize(
    ("edits", "pik"),
    [
        pytest.param({}, pik_from(bytes.fromhex("C1A9808BA5D7BD098459EBAEDD83CA81")), id="from IRK"),
        pytest.param(IRK_EDITED, pik_from(bytes.fromhex("C1A9808BA5D7BD098459EBAEDD83CA81")), id="from the chip's IRK"),
        pytest.param(PIK_ITS_OWN, bytes.fromhex("A5" * 16), id="the file's"),
    ],
)
def test_a_memory_from_before_there_was_pik_gains_it(tmp_path: Path, edits: dict[str, str | None], pik: bytes) -> None:
    new = new_memory(find_card("normal"), TODAY, {})
    old = {name: value for name, value in new.items() if "PIK" not in name}
    SqliteStore.open(tmp_path / "normal.sqlite", "normal", lambda: old).close()
    card_file = parse_profile(edited(NORMAL, edits))
    shown = memory_of(card_file, store=tmp_path, today=TODAY)

    with ready(card_file, tmp_path) as card:
        answers = [say(card, each) for each in (ASK_PIK, RIGHT_PIN, ASK_PIK)]
    assert answers == ["6982", "9000", "6108"]
    assert shown.keys["PIK"].value == memory_of(card_file, store=tmp_path, today=TODAY).keys["PIK"].value == pik


def test_an_old_memory_of_a_card_without_pik_gains_none(tmp_path: Path) -> None:
    card_file = parse_profile(edited(NORMAL, NO_PIK))
    old = new_memory(card_file, TODAY, {})
    SqliteStore.open(tmp_path / "normal.sqlite", "normal", lambda: old).close()

    with ready(card_file, tmp_path) as card:
        assert say(card, RIGHT_PIN, ASK_PIK) == "6A88"
    assert "PIK" not in memory_of(card_file, store=tmp_path, today=TODAY).keys


def test_a_memory_from_before_there_were_keys_gets_them_and_keeps_its_counter(tmp_path: Path) -> None:
    new = new_memory(find_card("normal"), TODAY, {})
    old = {name: value for name, value in new.items() if name.startswith(("pin.", "record:SSSE/"))}
    SqliteStore.open(tmp_path / "normal.sqlite", "normal", lambda: old | {"pin.remaining": b"\x04"}).close()

    with ready(find_card("normal"), tmp_path) as card:
        assert (say(card, PROVE_CARD), say(card, "00200000")) == ("6108", "63C4")


def test_a_memory_from_before_it_said_whose_it_is_is_told_by_its_identification(tmp_path: Path) -> None:
    new = new_memory(find_card("normal"), TODAY, {})
    del new["origin"]
    SqliteStore.open(tmp_path / "normal.sqlite", "normal", lambda: new).close()
    other = parse_profile(edited(NORMAL, {"card.code": '"89ABCDEF"'}))

    with pytest.raises(StoreRefused, match="another card with the id normal"), ready(other, tmp_path):
        pass
    with pytest.raises(StoreRefused, match="another card with the id normal"):
        memory_of(other, store=tmp_path, today=TODAY)
    with ready(find_card("normal"), tmp_path):
        pass


def test_a_new_cards_memory_can_be_looked_at() -> None:
    memory = memory_of(find_card("two-left"), store=None, today=TODAY)

    assert memory.pin is not None
    assert (memory.pin.remaining, len(memory.keys)) == (2, len(KEYS))


def test_a_memory_is_looked_at_as_it_is_and_left_so(tmp_path: Path) -> None:
    with ready(find_card("normal"), tmp_path) as card:
        say(card, "0020000003111111")
    memories = [memory_of(find_card("normal"), store=tmp_path, today=TODAY) for _ in range(2)]

    assert [memory.pin.remaining for memory in memories if memory.pin is not None] == [5, 5]


def test_looking_at_a_memory_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(CardRefused, match="has no memory of the card normal yet"):
        memory_of(find_card("normal"), store=tmp_path, today=TODAY)

    assert list(tmp_path.iterdir()) == []
