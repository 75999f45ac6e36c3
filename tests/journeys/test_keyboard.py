"""`kiosk change-pin` for somebody at a keyboard: what is asked, what is said, and that no digit is ever shown."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from kiosk.signals import ENDING
from tests.journeys.console import KIOSK, NEW, PRESENT, WRONG, Console
from tests.journeys.keyboard import CTRL_BACKSLASH, CTRL_C, CTRL_D, CTRL_Z, Keyboard


def test_it_asks_for_each_pin_and_changes_it(console: Console) -> None:
    """OpenSC#877: PIN in a debug log. A digit on the screen would fail this, as in every test here."""
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        for prompt, digits in (("Current PIN: ", PRESENT), ("New PIN: ", NEW), ("New PIN again: ", NEW)):
            keyboard.waits_for(prompt)
            keyboard.keys(digits)
        status = keyboard.ended()

    assert (status, keyboard.lines()) == (
        0,
        ["6 attempts left.", "Current PIN:", "New PIN:", "New PIN again:", "The PIN is changed."],
    )


def test_whatever_standard_error_leads_to_a_person_sees_the_questions(console: Console) -> None:
    """The prompts went into the file, and the person waited before an empty line."""
    files = console.home / "out", console.home / "errors"
    line = f'{KIOSK} change-pin --emulated two-left >{files[0]} 2>{files[1]}; echo "ended with $?"'
    with Keyboard(console, through=("bash", "-c", line)) as keyboard:
        keyboard.waits_for("2 attempts left.")
        keyboard.waits_for("Current PIN: ")
        keyboard.keys("13579")
        keyboard.waits_for("A PIN has six digits.")
        for _ in range(2):
            keyboard.waits_for("Current PIN: ")
            keyboard.keys(WRONG)
        keyboard.waits_for("ended with 4")
        keyboard.ended()

    assert [file.read_text("utf-8") for file in files] == [
        "",
        "kiosk: The PIN is locked. Only a staffed service point can unlock or reset it.\n",
    ]


def test_what_is_no_pin_is_asked_for_again(console: Console) -> None:
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Current PIN: ")
        keyboard.keys("13579")
        keyboard.waits_for("A PIN has six digits.")
        keyboard.waits_for("Current PIN: ")
        keyboard.keys("", end=CTRL_D)
        status = keyboard.ended()

    assert status == 1


def test_a_wrong_pin_may_be_keyed_again_until_the_card_is_locked(console: Console) -> None:
    """DigiDoc4-Client#1058: … how many attempts are left until it is too late."""
    with Keyboard(console, "change-pin", "--emulated", "two-left") as keyboard:
        for _ in range(2):
            keyboard.waits_for("Current PIN: ")
            keyboard.keys(WRONG)
        status = keyboard.ended()

    assert (status, keyboard.lines()[2:4]) == (
        4,
        ["Wrong PIN. One attempt left: a wrong PIN locks the card. Ctrl-C stops.", "1 attempt left."],
    )


@pytest.mark.parametrize(
    ("end", "status", "says"),
    [(CTRL_C, 130, "kiosk: Nothing was changed."), (CTRL_D, 1, "kiosk: Please take your card.")],
    ids=["Ctrl-C", "Ctrl-D"],
)
def test_it_can_be_stopped_at_a_question_and_nothing_is_changed(
    console: Console, end: str, status: int, says: str
) -> None:
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Current PIN: ")
        keyboard.keys(PRESENT)
        keyboard.waits_for("New PIN: ")
        keyboard.keys("", end=end)
        ended = keyboard.ended()

    assert (ended, keyboard.lines()[-2:]) == (status, ["New PIN:", says])
    assert "pin-changed" not in console.journal.read_text("utf-8")


SHELL = ("bash", "--norc", "--noediting", "-i")


def test_stopped_and_continued_by_a_shell_it_still_shows_no_digit(console: Console) -> None:
    """Ctrl-Z at the prompt, then `fg`. The search of the screen fails where a digit is shown."""
    with Keyboard(console, through=SHELL) as keyboard:
        keyboard.command(f"{KIOSK} change-pin --emulated normal")
        keyboard.waits_for("Current PIN: ")
        keyboard.keys("", end=CTRL_Z)
        keyboard.waits_for("Stopped")
        shown_by_the_shell = keyboard.shows_keys()
        keyboard.command("fg")
        keyboard.waits_for("Current PIN: ")
        hidden = not keyboard.shows_keys()
        for digits, next_prompt in ((PRESENT, "New PIN: "), (NEW, "New PIN again: "), (NEW, "The PIN is changed.")):
            keyboard.keys(digits)
            keyboard.waits_for(next_prompt)
        keyboard.command("exit")
        keyboard.ended()

    assert (shown_by_the_shell, hidden) == (True, True)


def test_where_no_shell_could_continue_it_it_goes_on_and_shows_no_digit(console: Console) -> None:
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Current PIN: ")
        keyboard.keys("", end=CTRL_Z)
        keyboard.waits_for("Current PIN: ")
        for digits, next_prompt in ((PRESENT, "New PIN: "), (NEW, "New PIN again: "), (NEW, "The PIN is changed.")):
            keyboard.keys(digits)
            keyboard.waits_for(next_prompt)
        status = keyboard.ended()

    assert status == 0


def end_by(number: signal.Signals) -> Callable[[Keyboard], None]:
    return lambda keyboard: os.kill(keyboard.pid, number)


BY_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGALRM, signal.SIGXCPU)
ENDS: dict[str, tuple[Callable[[Keyboard], None], int]] = {
    **{number.name: (end_by(number), -number) for number in BY_SIGNALS},
    "Ctrl-\\": (lambda keyboard: keyboard.keys("", end=CTRL_BACKSLASH), -signal.SIGQUIT),
    "Ctrl-C": (lambda keyboard: keyboard.keys("", end=CTRL_C), 130),
}


@pytest.mark.parametrize(("end", "status"), ENDS.values(), ids=ENDS)
def test_however_it_is_ended_the_terminal_shows_keys_again(
    console: Console, end: Callable[[Keyboard], None], status: int
) -> None:
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Current PIN: ")
        hidden = not keyboard.shows_keys()
        end(keyboard)
        ended = keyboard.ended()
        shown = keyboard.shows_keys()

    assert (hidden, ended, shown) == (True, status, True)


TRIED = """
import os, signal
for number in signal.valid_signals() - {signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}:
    child = os.fork()
    if not child:
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        os._exit(0)
    if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
        print(int(number))
"""


def test_every_signal_that_ends_a_program_is_prepared_for_unless_it_is_a_defect() -> None:
    """SIGUSR1, SIGALRM and others left a terminal that shows no keys."""
    tried = subprocess.run([sys.executable, "-c", TRIED], capture_output=True, text=True, check=True, timeout=30)
    ends = {int(number) for number in tried.stdout.split()}

    assert ends - {int(number) for number in ENDING} == {
        *(signal.SIGINT, signal.SIGKILL),  # Python hears the first; nobody hears the second
        *(signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV),
    }


def test_between_two_questions_no_digit_is_shown_either(console: Console) -> None:
    """While the card is at work, a person who is quick keys the next PIN in; it is not taken, and not shown."""
    with Keyboard(console, "change-pin", "--emulated", "normal") as keyboard:
        keyboard.waits_for("Current PIN: ")
        keyboard.keys(f"{PRESENT}\n{NEW}")
        keyboard.waits_for("New PIN: ")
        keyboard.keys("", end=CTRL_D)
        status = keyboard.ended()

    assert status == 1


def test_three_pins_at_a_keyboard_are_refused_before_anybody_keys_them_in(console: Console) -> None:
    """They stood there in clear: `--pin-stdin` reads a file or a pipe."""
    with Keyboard(console, "change-pin", "--emulated", "normal", "--pin-stdin") as keyboard:
        status = keyboard.ended()

    assert (status, keyboard.lines()) == (
        1,
        ["kiosk: standard input is a keyboard, which would show the PINs. Without --pin-stdin each is asked for."],
    )
