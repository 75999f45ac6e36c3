"""`kiosk change-pin` as a person at the terminal: with three lines ready, or at a keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app.terminal import pcsc_terminal
from kiosk.card.in_process import InProcessPort
from kiosk.card.pin import Pin
from kiosk.card.port import Failure, Fault, Protocols
from kiosk.change_pin import Exit, Met, Result, at_keyboard, with_lines
from kiosk.rules.new_pin import PinPolicy
from kiosk.session.enabling import Enabling
from kiosk.session.event import ChosePinChange
from kiosk.session.play import Finished
from kiosk.session.reason import READ_ANEW, Farewell, NotChanged, Unrecognised
from kiosk.session.state import (
    Attract,
    Changing,
    Menu,
    NotRecognised,
    OutOfService,
    PinChanged,
    PinPresent,
    Reading,
    State,
    TakeCard,
)
from kiosk.session.visit import HolderReading
from kiosk.settings import Settings
from kiosk.words import CHANGED, NOT_CHANGED
from tests.support.cards import CHANGE_PIN, NEW, PRESENT, WRONG, Listening, holds, slot_with, tries, virtual_card
from tests.support.odd_cards import Wrapped
from tests.support.samples import INSIDE, READER, VISIT
from tests.support.visits import reader_that_loses, terminal_at

POLICY = PinPolicy()
VERIFY = bytes.fromhex("0020000003")
Person = Callable[[State], Met]


def result(person: Person, card: Insertable, tmp_path: Path) -> Result:
    """What comes of a visit with this card."""
    with terminal_at(slot_with(card), tmp_path / "j") as at:
        return at.play(person)


def lines(present: bytes = PRESENT, new: bytes = NEW, again: bytes | None = None) -> Person:
    return with_lines(Pin(present), Pin(new), Pin(again or new), POLICY)


class Keyboard:
    """Somebody who keys these in, and what they are told; None stops."""

    def __init__(self, *keyed: bytes | None) -> None:
        self.told: list[str] = []
        self.prompts: list[str] = []
        self._keyed: Iterator[bytes | None] = iter(keyed)

    def person(self) -> Person:
        """As a person."""
        return at_keyboard(self._ask, self.told.append)

    def _ask(self, prompt: str) -> Pin | None:
        self.prompts.append(prompt)
        digits = next(self._keyed)
        return None if digits is None else Pin(digits)


@pytest.mark.parametrize(
    ("card", "person", "status", "says"),
    [
        pytest.param("normal", lines(), Exit.CHANGED, "The PIN is changed.", id="changed"),
        pytest.param("t1", lines(), Exit.CHANGED, "The PIN is changed.", id="changed over T=1"),
        pytest.param("last-attempt", lines(), Exit.CHANGED, "The PIN is changed.", id="changed at the last attempt"),
        pytest.param("sealed", lines(), Exit.CHANGED, "the card is enabled.", id="a sealed card's"),
        pytest.param("normal", lines(WRONG), Exit.WRONG, "Wrong PIN. 5 attempts left.", id="wrong"),
        pytest.param("two-left", lines(WRONG), Exit.WRONG, "Wrong PIN. 1 attempt left.", id="wrong, the last but one"),
        pytest.param("last-attempt", lines(WRONG), Exit.LOCKED, "The PIN is locked.", id="wrong, the last"),
        pytest.param("locked", lines(), Exit.LOCKED, "The PIN is locked.", id="locked"),
        pytest.param("normal", lines(new=b"123456"), Exit.REFUSED, "issued with", id="a new PIN too simple"),
        pytest.param("normal", lines(new=PRESENT), Exit.REFUSED, "your current PIN", id="the new one as the present"),
        pytest.param("normal", lines(again=WRONG), Exit.REFUSED, "differ", id="the two differ"),
        pytest.param("locked", lines(again=WRONG), Exit.REFUSED, "differ", id="the two differ, on a locked card"),
        pytest.param("lost", lines(), Exit.FAILED, "Reported lost", id="a lost card's"),
        pytest.param("mute", lines(), Exit.FAILED, "can't be read", id="a mute card's"),
    ],
)
def test_with_three_lines(card: str, person: Person, status: Exit, says: str, tmp_path: Path) -> None:
    ended = result(person, virtual_card(card), tmp_path)

    assert (ended.exit, says in ended.message) == (status, True)


@pytest.mark.parametrize("present", [PRESENT, WRONG])
def test_a_refused_new_pin_costs_no_attempt_whatever_the_present_one(tmp_path: Path, present: bytes) -> None:
    card = Listening(virtual_card(remaining=1))
    ended = result(lines(present, new=b"111111"), card, tmp_path)
    verifies = [apdu for apdu in card.heard if apdu[1] in (0x20, 0x5E) and len(apdu) > 5]

    assert (ended.exit, verifies, tries(card)) == (Exit.REFUSED, [], 1)


def test_a_new_pin_is_judged_once_all_is_known_that_could_speak_against_it() -> None:
    """The card shows its holder to the issuer alone: till then nobody knows that these digits are the holder's."""
    waiting, known = (Menu(replace(VISIT, reading=how)) for how in (HolderReading.UNDER_WAY, HolderReading.CLOSED))

    assert (lines()(waiting), type(lines()(known))) == (None, ChosePinChange)


def test_all_reasons_against_a_new_pin_are_said(tmp_path: Path) -> None:
    ended = result(lines(new=b"123456", again=WRONG), virtual_card(), tmp_path)

    assert ended.message.endswith(
        "This is a PIN that cards are issued with. The digits follow one another. The two new PINs differ."
    )


def test_one_wrong_entry_costs_one_attempt(tmp_path: Path) -> None:
    card = virtual_card()
    result(lines(WRONG), card, tmp_path)

    assert tries(card) == 5


def test_a_card_pulled_out_in_the_middle_is_unknown_and_not_wrong(tmp_path: Path) -> None:
    """status-legacy#7887: a card pulled out is reported as a wrong PIN."""
    with terminal_at(reader_that_loses(virtual_card()), tmp_path / "j") as at:
        ended = at.play(lines())

    assert (ended.exit, "not known whether" in ended.message) == (Exit.UNKNOWN, True)


AFTERWARDS: tuple[State, ...] = (
    Attract(),
    OutOfService(Failure(Fault.NO_SERVICE)),
    TakeCard(Farewell.ENDED),  # Ctrl-C
    Reading(8, READER),
    NotRecognised(Unrecognised.MUTE),
    Menu(VISIT),
)


@pytest.mark.parametrize("after", AFTERWARDS, ids=lambda state: type(state).__name__)
@pytest.mark.parametrize("person", [lines, lambda: Keyboard().person()], ids=["lines", "keyboard"])
def test_what_the_card_said_of_its_change_stands_whatever_ends_the_visit(
    after: State, person: Callable[[], Person]
) -> None:
    meets = person()
    writing = Changing(VISIT, Pin(PRESENT), Pin(NEW), INSIDE)
    waits = [meets(state) for state in (writing, PinChanged(VISIT, INSIDE, Enabling.ON_ITS_WAY))]
    ended = meets(after)

    assert isinstance(ended, Finished)
    assert (waits, ended.result) == ([None, None], Result(Exit.CHANGED, CHANGED[Enabling.ON_ITS_WAY]))


@pytest.mark.parametrize("after", AFTERWARDS, ids=lambda state: type(state).__name__)
def test_a_change_under_way_that_ends_without_a_word_of_the_card_is_unknown(after: State) -> None:
    meets = lines()
    meets(Changing(VISIT, Pin(PRESENT), Pin(NEW), INSIDE))
    ended = meets(after)

    assert isinstance(ended, Finished)
    assert ended.result.exit is Exit.UNKNOWN


def test_a_sealed_card_that_goes_at_the_verify_of_its_new_pin_is_changed(tmp_path: Path) -> None:
    slot = slot_with()
    slot.insert(PulledOut(virtual_card("sealed"), slot.remove, lambda apdu: apdu == VERIFY + bytes.fromhex("624815")))
    with terminal_at(slot, tmp_path / "j") as at:
        ended = at.play(lines())

    assert (ended.exit, "The PIN is changed." in ended.message) == (Exit.CHANGED, True)


def test_a_pin_that_got_no_answer_is_told_as_perhaps_an_attempt_and_not_as_a_refused_change(tmp_path: Path) -> None:
    answers = ("6C06", "6A80", "6581", "6F00", "6200", "6108", "6985", "6700", "9001", "")
    ended = {
        answer: result(lines(WRONG), Mumbling(virtual_card(), VERIFY, answer), tmp_path).message for answer in answers
    }

    assert ended == dict.fromkeys(answers, NOT_CHANGED[NotChanged.ATTEMPT_LOST])


def test_a_command_at_a_service_point_takes_no_card_from_what_could_be_the_staffs_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, slot = Listening(virtual_card()), Slot("ACS ACR39U 00 01")
    slot.insert(card)
    monkeypatch.setattr("kiosk.app.terminal.pcsc_port", lambda: lambda: InProcessPort(slot))
    settings = Settings(
        role="service-point", reader="ACR39U 00", staff_reader="00 01", journal=tmp_path / "j", outbox=tmp_path / "o"
    )
    with pcsc_terminal(settings, "") as at:
        ended = at.play(lines())

    assert (ended.exit, "can't be told" in ended.message, card.heard) == (Exit.FAILED, True, [])


class Mumbling(Wrapped):
    """A card that does what it is told, and answers this to commands that begin so."""

    def __init__(self, card: Insertable, begin: bytes, answer: str) -> None:
        super().__init__(card)
        self._begin, self._answer = begin, bytes.fromhex(answer)

    def transmit(self, apdu: bytes) -> bytes | None:
        """The card's response, or the other."""
        told = super().transmit(apdu)
        return self._answer if apdu.startswith(self._begin) and len(apdu) > 5 else told


@pytest.mark.parametrize("protocol", ["t0", "t1"])
def test_a_change_whose_answer_does_not_say_that_nothing_was_changed_is_unknown(
    tmp_path: Path, protocol: Protocols
) -> None:
    """The chip has the new PIN: whoever is told that nothing was changed locks their card with the old one."""
    answers = ("6500", "6581", "6300", "6200", "6100", "611E", "6F00", "9001", "FFFF", "90000000", "AA9000")
    ended = {}
    for answer in answers:
        card = virtual_card(protocol=protocol)
        ended[answer] = (result(lines(), Mumbling(card, CHANGE_PIN, answer), tmp_path).exit, holds(card, NEW))

    assert ended == dict.fromkeys(answers, (Exit.UNKNOWN, True))


def test_a_change_that_the_card_says_it_refused_has_failed(tmp_path: Path) -> None:
    answers = ("6400", "6985", "6A80", "9303")
    ended = {answer: result(lines(), Mumbling(virtual_card(), CHANGE_PIN, answer), tmp_path).exit for answer in answers}

    assert ended == dict.fromkeys(answers, Exit.FAILED)


def test_at_a_keyboard_it_asks_for_each_and_says_how_many_attempts_are_left(tmp_path: Path) -> None:
    """DigiDoc4-Client#1058: the overview hides how many attempts are left until it is too late."""
    keyboard, card = Keyboard(PRESENT, NEW, NEW), virtual_card()
    ended = result(keyboard.person(), card, tmp_path)

    assert (ended.exit, keyboard.prompts, keyboard.told, holds(card, NEW)) == (
        Exit.CHANGED,
        ["Current PIN: ", "New PIN: ", "New PIN again: "],
        ["6 attempts left."],
        True,
    )


def test_at_a_keyboard_a_wrong_pin_may_be_keyed_again_and_the_last_attempt_is_warned_of(tmp_path: Path) -> None:
    keyboard = Keyboard(WRONG, WRONG)
    ended = result(keyboard.person(), virtual_card(remaining=2), tmp_path)

    assert (ended.exit, keyboard.told) == (
        Exit.LOCKED,
        [
            "2 attempts left.",
            "Wrong PIN. One attempt left: a wrong PIN locks the card. Ctrl-C stops.",
            "1 attempt left.",
        ],
    )


def test_at_a_keyboard_a_new_pin_is_asked_for_until_it_is_a_good_one_and_the_same_twice(tmp_path: Path) -> None:
    keyboard = Keyboard(PRESENT, b"121212", NEW, WRONG, NEW, NEW)
    ended = result(keyboard.person(), virtual_card(), tmp_path)

    assert (ended.exit, keyboard.told) == (
        Exit.CHANGED,
        ["6 attempts left.", "The digits repeat.", "The two new PINs differ."],
    )


@pytest.mark.parametrize("keyed", [[None], [PRESENT, None], [PRESENT, NEW, None]], ids=len)
def test_at_a_keyboard_the_end_of_input_takes_the_card_and_changes_nothing(
    tmp_path: Path, keyed: list[bytes | None]
) -> None:
    card = virtual_card()
    ended = result(Keyboard(*keyed).person(), card, tmp_path)

    assert (ended.exit, ended.message, holds(card, PRESENT)) == (Exit.FAILED, "Please take your card.", True)


def test_a_result_never_names_a_pin(tmp_path: Path) -> None:
    """OpenSC#877: PIN in a debug log."""
    ends = [result(lines(*each), virtual_card(), tmp_path) for each in ((PRESENT, NEW), (WRONG, NEW), (NEW, b"121212"))]
    digits = [PRESENT.decode(), NEW.decode(), WRONG.decode(), "121212"]

    assert [pin for pin in digits if pin in str(ends)] == []


def test_a_card_that_was_never_there_is_none(tmp_path: Path) -> None:
    with terminal_at(slot_with(), tmp_path / "j") as at:
        ended = at.play(lines())

    assert (ended.exit, "no card in the reader" in ended.message) == (Exit.FAILED, True)


def test_a_card_that_went_while_it_was_read_is_no_wrong_pin(tmp_path: Path) -> None:
    """status-legacy#7887: a card pulled out is reported as a wrong PIN."""
    slot = slot_with()
    slot.insert(PulledOut(virtual_card(), slot.remove, lambda _: True))
    with terminal_at(slot, tmp_path / "j") as at:
        ended = at.play(lines())

    assert (ended.exit, "Wrong" in ended.message) == (Exit.FAILED, False)


def test_who_was_told_to_end_hears_that_the_pin_was_wrong_and_is_asked_no_more() -> None:
    keyboard = Keyboard()
    meets = at_keyboard(keyboard._ask, keyboard.told.append)
    meets(Changing(VISIT, Pin(PRESENT), Pin(NEW), INSIDE))
    meets.end()
    met = meets(PinPresent(VISIT, wrong=True))

    assert isinstance(met, Finished)
    assert (met.result.exit, keyboard.prompts) == (Exit.WRONG, [])


def test_no_end_comes_from_the_change_until_what_came_of_it_is_said() -> None:
    meets = with_lines(Pin(PRESENT), Pin(NEW), Pin(NEW), POLICY)
    before = meets.must_go_on(Menu(VISIT))
    meets(Changing(VISIT, Pin(PRESENT), Pin(NEW), INSIDE))
    meets(Attract())

    assert (before, meets.must_go_on(Attract())) == (False, True)


@pytest.mark.parametrize("why", READ_ANEW)
def test_a_card_that_gave_an_answer_that_is_none_is_not_told_as_one_that_gave_no_answer(why: NotChanged) -> None:
    assert "gave no valid answer to" in NOT_CHANGED[why]
