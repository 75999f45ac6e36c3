"""`emulator.card`: what a developer's test does with a card."""

from __future__ import annotations

import copy
import gc
import os
import pickle
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

import emulator
from emulator import china
from tests.support.workbench import NORMAL, RIGHT_PIN, SELECT_SSSE, TRIES, WRONG_PIN, Bench, Fault, edited

FCI = "6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860103"
ATR = "3B6D000000814A44468660610100000001"
ATR_T1 = "3BED00000100814A44468660610100000001A2"
CHALLENGE = "0084000008"
VALID_UNTIL = "00B2062C06"
READ_OF_THE_PIN_HOLDER = ("00A4040006D15600000503", "00B201441C")  # DF04/EF08


def say(card: emulator.VirtualCard, *commands: str) -> str:
    """The last answer, after SSSE was selected."""
    answer = b""
    for command in (SELECT_SSSE, *commands):
        answer = card.exchange(bytes.fromhex(command))
    return answer.hex().upper()


def test_a_new_card_has_power_and_answers() -> None:
    card = emulator.card("normal")

    assert card.transmit(bytes.fromhex(SELECT_SSSE)).hex().upper() == "611E"
    assert card.exchange(bytes.fromhex(SELECT_SSSE)).hex().upper() == f"{FCI}9000"
    assert (card.reset().hex().upper(), card.atr.hex().upper()) == (ATR, ATR)


def test_attempts_are_counted_without_a_command() -> None:
    card = emulator.card("two-left")
    say(card, WRONG_PIN)

    assert card.tries_left == 1
    assert say(card, RIGHT_PIN) == "9000"
    assert card.tries_left == 6


def test_a_card_that_is_out_gives_no_answer_until_it_is_put_back() -> None:
    card = emulator.card("normal")
    card.pull()

    for host in (card.reset, card.power_off, card.power_cycle, lambda: card.transmit(bytes.fromhex(TRIES))):
        with pytest.raises(emulator.NoAnswer, match=r"normal is out of its reader: insert\(\) puts it back"):
            host()
    assert card.tries_left == 6
    assert card.insert().hex().upper() == ATR
    assert say(card) == f"{FCI}9000"


def test_a_card_without_power_gives_no_answer_until_it_is_reset() -> None:
    card = emulator.card("normal")
    card.power_off()

    with pytest.raises(emulator.NoAnswer, match=r"has no power: reset\(\) gives it some"):
        card.transmit(bytes.fromhex(TRIES))
    assert card.reset().hex().upper() == ATR
    assert say(card, TRIES) == "63C6"


@pytest.mark.parametrize("hands", [["power_cycle"], ["reset"], ["pull", "insert"], ["power_off", "reset"]])
def test_what_was_proved_is_forgotten_without_power(hands: list[str]) -> None:
    card = emulator.card("normal")
    proved = say(card, RIGHT_PIN, *READ_OF_THE_PIN_HOLDER)
    for hand in hands:
        getattr(card, hand)()

    assert (proved[-4:], say(card, *READ_OF_THE_PIN_HOLDER)) == ("9000", "6982")


@pytest.mark.parametrize(("before", "counted"), [(True, 6), (False, 5)])
def test_a_card_is_pulled_at_the_exchange_that_was_planned(before: bool, counted: int) -> None:
    card = emulator.card("normal")
    card.pull_at(2, before=before)
    card.transmit(bytes.fromhex(SELECT_SSSE))

    with pytest.raises(emulator.NoAnswer, match="before its answer"):
        card.transmit(bytes.fromhex(WRONG_PIN))
    assert card.tries_left == counted
    card.insert()
    assert say(card, TRIES) == f"63C{counted}"


def test_a_card_is_pulled_at_the_command_that_was_planned() -> None:
    card = emulator.card("normal")
    card.pull_when(lambda apdu: apdu[1] == 0x20)

    assert say(card) == f"{FCI}9000"
    with pytest.raises(emulator.NoAnswer):
        say(card, WRONG_PIN)


def test_exchanges_to_be_pulled_at_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        emulator.card("normal").pull_at(0)


def test_attempts_that_can_not_be_read_are_not_guessed() -> None:
    bench = Bench()
    card = emulator.VirtualCard("bench", bench.card, lambda: None)
    say(card)
    bench.store.plan(Fault.FAILURE)
    bench.store.refuse_load = True

    assert say(card, WRONG_PIN) == "6581"
    with pytest.raises(emulator.StoreRefused, match="bench can't be read"):
        _ = card.tries_left


def test_a_mute_card_gives_its_atr_and_no_answer() -> None:
    card = emulator.card("mute")

    assert len(card.reset()) == 17
    with pytest.raises(emulator.NoAnswer, match="mute"):
        card.transmit(bytes.fromhex(SELECT_SSSE))
    with pytest.raises(emulator.NoAnswer, match="mute"):  # it has a PIN, and tells nobody
        _ = card.tries_left


def test_either_protocol_can_be_asked_for() -> None:
    card = emulator.card("normal", protocol="t1")

    assert card.reset().hex().upper() == ATR_T1
    assert card.transmit(bytes.fromhex(SELECT_SSSE + "00")).hex().upper() == f"{FCI}9000"


def test_no_other_protocol_passes_for_one_of_the_two() -> None:
    with pytest.raises(ValueError, match="one of t0, t1, not 'T1'"):
        emulator.card("normal", protocol="T1")  # type: ignore[arg-type]


def test_randomness_that_is_handed_in_comes_out_again() -> None:
    challenges = {say(emulator.card("normal", random=Random(1).randbytes), CHALLENGE) for _ in range(2)}

    assert challenges == {f"{Random(1).randbytes(8).hex().upper()}9000"}
    assert say(emulator.card("normal"), CHALLENGE) not in challenges


def test_the_day_is_the_one_that_is_handed_in_or_else_chinas() -> None:
    on_a_day = say(emulator.card("expiring", today=date(2026, 1, 1)), VALID_UNTIL)
    before, now, after = china.today(), say(emulator.card("expiring"), VALID_UNTIL), china.today()

    assert on_a_day == "060420260215" + "9000"
    assert now in {say(emulator.card("expiring", today=day), VALID_UNTIL) for day in (before, after)}


def test_a_card_file_of_ones_own_is_a_card(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(edited(NORMAL, {"pin.remaining": "3"}), "utf-8")

    assert [emulator.card(file).tries_left, emulator.card(str(file)).tries_left] == [3, 3]


def test_a_store_keeps_the_memory(tmp_path: Path) -> None:
    with emulator.card("normal", store=tmp_path) as card:
        say(card, WRONG_PIN)
    with emulator.card("normal", store=str(tmp_path)) as card:
        assert card.tries_left == 5


def test_without_a_store_each_card_is_a_new_one() -> None:
    say(emulator.card("normal"), WRONG_PIN)

    assert emulator.card("normal").tries_left == 6


def test_a_store_is_one_cards_at_a_time_and_free_once_that_is_closed(tmp_path: Path) -> None:
    card = emulator.card("normal", store=tmp_path)
    with pytest.raises(emulator.StoreRefused, match="in use"):
        emulator.card("normal", store=tmp_path)
    card.close()
    card.close()

    for use in (card.reset, card.insert, lambda: card.tries_left):
        with pytest.raises(emulator.NoAnswer, match="normal is closed"):
            use()
    emulator.card("normal", store=tmp_path).close()


def test_a_card_that_is_forgotten_lets_go_of_its_store_without_a_warning(tmp_path: Path) -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        say(emulator.card("normal", store=tmp_path), WRONG_PIN)
        gc.collect()
        with emulator.card("normal", store=tmp_path) as again:
            assert again.tries_left == 5
        gc.collect()

    assert [str(warning.message) for warning in warned] == []


def test_a_card_that_is_not_there_is_refused() -> None:
    with pytest.raises(emulator.CardRefused, match="no card or file 'nobody'"):
        emulator.card("nobody")


def test_a_store_is_not_lent_to_another_card_of_the_same_id(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(edited(NORMAL, {"card.number": '"D99144219"'}), "utf-8")
    emulator.card("normal", store=tmp_path).close()

    with pytest.raises(emulator.StoreRefused, match="is the memory of another card with the id normal"):
        emulator.card(file, store=tmp_path)


def test_a_forked_child_has_no_use_of_a_card_and_leaves_its_store_alone(tmp_path: Path) -> None:
    card = emulator.card("normal", store=tmp_path)
    files = sorted(tmp_path.iterdir())
    child = os.fork()
    if child == 0:
        try:
            say(card, WRONG_PIN)
            status = 1
        except emulator.NoAnswer as refused:
            status = 0 if "forked" in str(refused) else 2
        card.close()
        del card
        gc.collect()
        os._exit(status)
    _, status = os.waitpid(child, 0)

    assert (os.waitstatus_to_exitcode(status), sorted(tmp_path.iterdir())) == (0, files)
    assert say(card, WRONG_PIN) == "63C5"
    with pytest.raises(emulator.StoreRefused, match="in use"):
        emulator.card("normal", store=tmp_path)
    card.close()
    with emulator.card("normal", store=tmp_path) as again:
        assert again.tries_left == 5


API: Any = emulator  # what a type checker would not let through
WRONG: dict[str, tuple[Callable[[Any], Any], str]] = {
    "apdu": (lambda card: card.transmit(5), "a command APDU is bytes"),
    "apdu in hex": (lambda card: card.exchange("0084"), "a command APDU is bytes"),
    "random": (lambda _: API.card("normal", random=7), "random is a function"),
    "day": (lambda _: API.card("normal", today="2031-01-01"), "today is a datetime.date"),
    "card": (lambda _: API.card(b"normal"), "card is a text or a path, not bytes"),
    "no card": (lambda _: API.VirtualReader().insert(None), "a card from emulator.card"),
    "store": (lambda _: API.card("normal", store="a\0"), "store is a path"),
    "no store": (lambda _: API.card("normal", store=""), "store is a path"),
    "exchange": (lambda card: card.pull_at(1.5), "a whole number, not float"),
    "plan": (lambda card: card.pull_when(None), "a function of the command APDU, not None"),
    "copy": (copy.copy, "can't be copied"),
    "pickle": (pickle.dumps, "can't be copied"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_at_a_call_is_said_there(what: str) -> None:
    call, words = WRONG[what]
    with pytest.raises((TypeError, ValueError), match=words):
        call(emulator.card("normal"))


def test_a_closed_card_is_not_entered() -> None:
    card = emulator.card("normal")
    card.close()
    with pytest.raises(emulator.NoAnswer, match="closed"), card:
        pass


def test_randomness_of_the_wrong_length_is_raised_in_the_test_that_handed_it_in(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(ValueError, match=r"random\(8\) gives 8 bytes"):
        say(emulator.card("normal", random=lambda _: b"1"), CHALLENGE)
    caplog.clear()  # the card took it for a defect
