"""Voice guidance: one touch, each screen when it comes, nothing of a PIN or the staff, and silence for the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from kiosk.roles.view import View
from kiosk.ui.aloud import parts
from kiosk.ui.guidance import SETTLES_MS
from kiosk.voice.form import spoken
from tests.support.stage import Stage
from tests.ui.language import speaking
from tests.ui.routes import PRESENT, enter, pin_refused, to_the_menu, to_the_pad
from tests.ui.views import CARD, STAFF, VIEWS

SILENT = {name for name, view in VIEWS.items() if view.is_staffs}
MESSAGES = {
    screen: View(screen, {**CARD, "cardInside": True, "wrong": True, "seconds": 20, "mayEnd": True})
    for screen in (
        *("attract", "reading", "not-recognised", "bank-card-only", "unsupported-card", "menu", "locked", "take-card"),
        *("card-left-behind", "still-there", "last-attempt", "unlock-explained", "pin-wrong", "pin-new", "pin-again"),
    )
}
OUT = {
    "out-of-service": View("out-of-service", {"fault": "no-reader", "code": "8010002E", "since": "2026-11-28T09:05"})
}
ALL = {**MESSAGES, **OUT, **{name: view for name, view in VIEWS.items() if name not in SILENT}}
YEAR = re.compile(r"(?<=[a-z] )(19|20)\d\d")
Forms = dict[tuple[str, str], tuple[str, ...]]  # by screen and language
OWN_NAMES = re.compile("李")  # the holder's, which an English voice spells


@pytest.fixture(scope="module")
def forms(window: Stage) -> Forms:
    """What is said of every screen, in both languages."""
    said: Forms = {}
    for language in ("zh_CN", "en"):
        with speaking(window, language):
            for name, view in ALL.items():
                window.screen.model.show(view)
                window.settle()
                said[name, language] = spoken(parts(window.screen.window), language)
    window.screen.model.show(View("attract"))
    return said


def wrong(forms: Forms, is_wrong: Callable[[str], object], language: str = "") -> list[tuple[str, str, str]]:
    """The sentences that are, with their screens."""
    return [(*key, each) for key, said in forms.items() for each in said if is_wrong(each) and language in (key[1], "")]


def test_every_screen_has_a_spoken_form(forms: Forms) -> None:
    assert len(forms) > 150
    assert [key for key, said in forms.items() if not said] == []


def test_no_sign_is_said_that_has_no_sound(forms: Forms) -> None:
    assert wrong(forms, re.compile(r"[*·（）()\[\]“”%\n]").search) == []


def test_no_staff_is_named(forms: Forms) -> None:
    assert wrong(forms, lambda each: str(STAFF["staff"]) in each) == []


def test_numbers_are_words_in_chinese(forms: Forms) -> None:
    assert wrong(forms, re.compile("[0-9]").search, "zh_CN") == []


def test_long_numbers_are_spelt_in_english(forms: Forms) -> None:
    assert wrong(forms, lambda each: re.search(r"\d{3}", YEAR.sub("", each)), "en") == []


def test_english_is_english(forms: Forms) -> None:
    assert wrong(forms, lambda each: re.search("[\u3000-\u9fff\uff00-\uffef]", OWN_NAMES.sub("", each)), "en") == []


@pytest.mark.parametrize(("language", "number"), [("zh_CN", "幺二三三三"), ("en", "1 2 3 3 3")])
def test_the_number_to_call_is_said_digit_by_digit(forms: Forms, language: str, number: str) -> None:
    assert number in "".join(forms["unsupported-card", language])


@pytest.fixture
def voice(stage: Stage) -> Iterator[Stage]:
    """Nothing has been said yet, and the header is in its place."""
    stage.sees("attract")
    stage.settle()
    stage.speech.said.clear()
    yield stage
    stage.screen.model.start_over()


def heard(stage: Stage) -> list[str]:
    """What was said since the last time, once the page has settled."""
    stage.rest(SETTLES_MS * 2)
    said, stage.speech.said = stage.speech.said, []
    return said


def test_it_is_silent_until_it_is_asked_for(voice: Stage) -> None:
    to_the_menu(voice)
    assert heard(voice) == []


def test_one_touch_and_it_reads_what_is_there(voice: Stage) -> None:
    voice.touch("voice")
    assert heard(voice)[:2] == ["请插入社会保障卡。", "芯片朝上，按箭头方向插到底。"]


def test_each_screen_is_read_when_it_comes(voice: Stage) -> None:
    voice.touch("voice")
    to_the_pad(voice)
    assert "请输入当前社保密码。" in heard(voice)


def test_of_a_digit_is_said_that_it_is_in_and_never_which(voice: Stage) -> None:
    voice.touch("voice")
    to_the_pad(voice)
    heard(voice)
    voice.key(PRESENT)
    assert heard(voice) == ["已输入一位。"] * 6


def test_a_key_of_the_pad_that_gets_the_focus_is_not_named(voice: Stage) -> None:
    """Who moves from key to key hears no PIN either."""
    voice.touch("voice")
    to_the_pad(voice)
    heard(voice)
    for _ in range(20):
        voice.press(Qt.Key.Key_Tab)
    digits = {f"{digit}。" for digit in "0123456789零一二三四五六七八九幺"}
    assert digits & set(heard(voice)) == set()


def test_what_gets_the_focus_is_named(voice: Stage) -> None:
    voice.touch("voice")
    to_the_menu(voice)
    heard(voice)
    voice.find("修改密码").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert heard(voice) == ["修改密码，需要当前密码。"]


def test_a_second_refusal_in_the_same_words_is_heard_again(voice: Stage) -> None:
    voice.touch("voice")
    pin_refused(voice)
    heard(voice)
    enter(voice, "777777", "pin-refused")
    assert "六位数字全部相同，请换一个。" in heard(voice)


def test_what_changes_on_a_page_is_said_alone(voice: Stage) -> None:
    voice.touch("voice")
    voice.screen.model.show(View("menu", {**CARD, "headline": "asked", "tone": "info"}))
    heard(voice)
    voice.screen.model.show(View("menu", CARD))
    assert heard(voice) == ["正常。"]


def test_of_the_staffs_screens_nothing_is_said(voice: Stage) -> None:
    voice.touch("voice")
    heard(voice)
    said = {}
    for name in SILENT:
        voice.screen.model.show(VIEWS[name])
        said[name] = heard(voice)
    assert len(said) > 15
    assert [name for name, words in said.items() if words] == []


def test_it_is_heard_again(voice: Stage) -> None:
    voice.touch("voice")
    first = heard(voice)
    voice.touch("voice-again")
    assert heard(voice) == first


def test_it_becomes_louder(voice: Stage) -> None:
    voice.touch("voice")
    heard(voice)
    before = voice.speech.choice.volume
    voice.touch("voice-volume")
    assert (heard(voice), voice.speech.choice.volume) == (["音量四。"], before + 1)


def test_it_becomes_faster_and_is_heard_so(voice: Stage) -> None:
    voice.touch("voice")
    first, before = heard(voice), voice.speech.choice.rate
    voice.touch("voice-rate")
    assert (heard(voice), voice.speech.choice.rate) == (first, before + 1)


def test_it_speaks_the_language_that_is_chosen(voice: Stage) -> None:
    voice.touch("voice")
    voice.touch("English")
    assert (heard(voice)[0], voice.speech.language) == ("Insert your social security card.", "en")


def test_whoever_listens_to_a_long_page_is_there(voice: Stage) -> None:
    voice.touch("voice")
    to_the_menu(voice)
    for _ in range(3):
        voice.passes(50)
        voice.guidance.begin()
        voice.settle()
    assert voice.shown() == "menu"


def test_that_it_asks_whether_somebody_is_there_is_no_answer(voice: Stage) -> None:
    voice.touch("voice")
    to_the_menu(voice)
    voice.passes(60)
    voice.sees("still-there")
    voice.pause()
    voice.guidance.begin()
    voice.settle()
    assert voice.shown() == "still-there"


def test_another_touch_and_it_is_silent(voice: Stage) -> None:
    voice.touch("voice")
    heard(voice)
    voice.touch("voice")
    to_the_menu(voice)
    assert heard(voice) == []


def test_the_next_person_finds_it_silent_and_as_loud_as_usual(voice: Stage) -> None:
    voice.touch("voice")
    voice.touch("voice-volume")
    to_the_menu(voice)
    voice.slot.remove()
    voice.sees("attract")
    assert (voice.screen.voice.choice.on, voice.screen.voice.choice.volume) == (False, 2)


def test_a_headphone_starts_it_and_its_going_ends_it(voice: Stage) -> None:
    voice.screen.voice.plug(True)
    begun = heard(voice)
    voice.screen.voice.plug(False)
    to_the_menu(voice)
    assert (begun[0], heard(voice)) == ("请插入社会保障卡。", [])


def test_with_a_headphone_the_next_person_hears_it_as_well(voice: Stage) -> None:
    voice.screen.voice.plug(True)
    to_the_menu(voice)
    voice.slot.remove()
    voice.sees("attract")
    still = voice.screen.voice.choice.on
    voice.screen.voice.plug(False)
    assert still


def test_a_machine_without_a_voice_says_so_on_the_screen(voice: Stage) -> None:
    voice.touch("voice")
    voice.screen.voice.fail()
    voice.reads("本机没有语音")
    to_the_menu(voice)
    assert (heard(voice), voice.find("voice").isEnabled()) == ([], False)


def test_the_next_person_may_ask_for_it_again(voice: Stage) -> None:
    voice.touch("voice")
    voice.screen.voice.fail()
    voice.screen.model.start_over()
    voice.touch("voice")
    assert heard(voice) != []
