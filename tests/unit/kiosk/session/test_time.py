"""What happens when nothing happens: still there, a card left behind, and how often a touch puts it off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from emulator.reader.faults import PulledOut
from kiosk.issuer.question import AskRecord
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from kiosk.session.event import ChoseStanding, ChoseUnlock, Ended, Told, Touched, WentOn
from kiosk.session.place import Outside
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    Changing,
    LastAttempt,
    Menu,
    NotRecognised,
    OutcomeUnknown,
    PinChanged,
    PinLocked,
    PinPresent,
    Reminder,
    StillThere,
    TakeCard,
)
from tests.support.cards import CHANGE_PIN, NEW, WRONG, identification, virtual_card
from tests.support.hanging import Hanging
from tests.unit.kiosk.session.hall import Hall, hall


def after_change() -> Callable[[bytes], bool]:
    """Strikes at the first command after CHANGE PIN."""
    heard: list[bytes] = []

    def strikes(apdu: bytes) -> bool:
        heard.append(apdu)
        return any(before[:2] == CHANGE_PIN for before in heard[:-1])

    return strikes


LEFT_BEHIND = {reminder: CardLeftBehind(reminder) for reminder in Reminder}


def to_standing(at: Hall) -> None:
    at.menu()
    at.does(ChoseStanding())


def to_wrong_pin(at: Hall) -> None:
    at.to_pin_present()
    at.keys(WRONG)
    at.until(PinPresent)


def to_last_attempt(at: Hall) -> None:
    at.to_pin_present()
    at.keys(WRONG)
    at.until(LastAttempt)


def to_changed(at: Hall) -> None:
    at.to_pin_again()
    at.keys(NEW)
    at.until(PinChanged)


def to_locked(at: Hall) -> None:
    to_last_attempt(at)
    at.does(WentOn())
    at.keys(WRONG)
    at.until(PinLocked)


def to_unlock(at: Hall) -> None:
    at.menu()
    at.does(ChoseUnlock())


IDLE: dict[str, tuple[int, Callable[[Hall], object]]] = {
    "menu": (6, Hall.menu),
    "standing": (6, to_standing),
    "present PIN": (6, Hall.to_pin_present),
    "wrong PIN": (6, to_wrong_pin),
    "last attempt": (2, to_last_attempt),
    "new PIN": (6, Hall.to_pin_new),
    "new PIN again": (6, Hall.to_pin_again),
    "changed": (6, to_changed),
    "locked": (2, to_locked),
    "unlock explained": (6, to_unlock),
}


@pytest.mark.parametrize(("left", "go"), IDLE.values(), ids=IDLE)
def test_after_a_minute_it_asks_whether_anybody_is_there(left: int, go: Callable[[Hall], object]) -> None:
    with hall(virtual_card(remaining=left)) as at:
        go(at)
        shown = at.state
        states = [at.passes(59.9), at.passes(0.1)]

    assert states == [shown, StillThere(shown)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("left", "go"), IDLE.values(), ids=IDLE)
def test_a_touch_goes_on_where_it_was(left: int, go: Callable[[Hall], object]) -> None:
    with hall(virtual_card(remaining=left)) as at:
        go(at)
        shown = at.state
        at.passes(60)

        assert at.does(Touched()) == shown


@pytest.mark.parametrize("go", [Hall.menu, Hall.to_pin_present, Hall.to_pin_new], ids=["menu", "present", "new"])
def test_a_touch_puts_it_off_ten_times_at_least(go: Callable[[Hall], object]) -> None:
    with hall(virtual_card()) as at:
        go(at)
        shown = at.state
        for _ in range(12):
            at.passes(60 + 19)
            at.does(Touched())

        assert type(at.rests()) is type(shown)


def test_without_an_answer_the_card_is_left_behind() -> None:
    with hall(virtual_card()) as at:
        menu = at.menu()
        states = [at.passes(60 + 19.9), at.passes(0.1)]

    assert states == [StillThere(menu), LEFT_BEHIND[Reminder.REMINDED]]


def test_a_card_left_behind_is_recalled_louder_then_recorded() -> None:
    with hall(virtual_card()) as at:
        at.menu()
        at.passes(60 + 20)
        at.rests()
        states = [at.passes(seconds) for seconds in (0.0, 9.9, 0.1, 19.9, 0.1, 3600.0)]

    assert states == [
        LEFT_BEHIND[reminder]
        for reminder in (
            Reminder.REMINDED,
            Reminder.REMINDED,
            Reminder.LOUDER,  # at 10 s
            Reminder.LOUDER,
            Reminder.RECORDED,  # at 30 s
            Reminder.RECORDED,
        )
    ]


@pytest.mark.parametrize("seconds", [80, 90, 110])
def test_whenever_a_card_left_behind_is_taken_the_terminal_is_free(seconds: int) -> None:
    """vxsuite#1823: the next person inherits the session."""
    with hall(virtual_card()) as at:
        at.menu()
        at.passes(seconds)
        at.slot.remove()

        assert at.until(Attract) == Attract()


def test_who_comes_back_to_a_card_left_behind_is_asked_to_take_it() -> None:
    with hall(virtual_card()) as at:
        at.menu()
        at.passes(80)

        assert isinstance(at.does(Touched()), TakeCard)


def test_a_card_that_is_not_taken_is_left_behind_after_ten_seconds() -> None:
    with hall(virtual_card()) as at:
        at.menu()
        at.does(Ended())
        at.rests()
        states = [type(at.passes(9.9)), type(at.passes(0.1))]

    assert states == [TakeCard, CardLeftBehind]


def test_a_mute_card_is_left_behind_after_thirty_seconds() -> None:
    with hall(virtual_card("mute")) as at:
        at.until(NotRecognised)
        states = [type(at.passes(29.9)), type(at.passes(0.1))]

    assert states == [NotRecognised, CardLeftBehind]


def test_the_person_starts_the_minute_again_and_the_issuer_does_not() -> None:
    with hall(virtual_card()) as at:
        at.menu()
        at.passes(30)
        at.does(Touched())
        at.passes(59)
        at.runner.handle(Told(1, Record(Standing.SEALED), AskRecord(identification())))

        assert [isinstance(at.state, Menu), isinstance(at.passes(1), StillThere)] == [True, True]


def test_the_issuers_word_reaches_the_screen_behind_the_question() -> None:
    with hall(virtual_card()) as at:
        at.menu()
        at.passes(60)
        at.runner.handle(Told(1, Record(Standing.LOST), AskRecord(identification())))
        paused = at.does(Touched())

    assert isinstance(paused, Menu)
    assert paused.visit.standing is Standing.LOST


def test_a_result_without_its_card_stays_a_quarter_of_a_minute() -> None:
    card = Hanging(virtual_card(), after_change())
    with hall(card) as at:
        at.to_pin_again()
        at.keys(NEW)
        card.wait_until_it_hangs()
        at.slot.remove()
        at.until(Changing, lambda changing: changing.place == Outside())
        card.wake()
        at.until(PinChanged)
        states = [type(at.passes(14.9)), type(at.passes(0.1))]

    assert states == [PinChanged, Attract]


def test_an_unknown_outcome_is_not_forgotten_while_anybody_is_there() -> None:
    with hall() as at:
        at.slot.insert(PulledOut(virtual_card(), at.slot.remove, lambda apdu: apdu[:2] == CHANGE_PIN))
        at.to_pin_again()
        at.keys(NEW)
        lost = at.until(OutcomeUnknown, lambda unknown: unknown.place == Outside())
        at.passes(60)

        assert at.does(Touched()) == lost


def test_the_attract_screen_stays_and_only_notices_once_that_a_minute_went_by() -> None:
    with hall() as at:
        attract = at.until(Attract)
        at.passes(60)

        assert (at.runner.state, at.runner.due()) == (attract, None)
