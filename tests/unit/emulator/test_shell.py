"""A card on a pair of text streams: a hex command a line in, a hex line out."""

from __future__ import annotations

import io
import os

import pytest

from emulator.cards import find_card, ready_card
from emulator.shell import ShellError, run_shell
from tests.support.workbench import ATR_T0, TODAY

ATR = ATR_T0.hex().upper()
SELECT_SSSE = "00A404000F7378312E73682EC9E7BBE1B1A3D5CF"
SSSE = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"
FCI = "6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860103"


def run(lines: str, card: str = "normal") -> tuple[list[str], str]:
    """The lines that came out, and what ended it too early."""
    answers, complaint = io.StringIO(), ""
    with ready_card(find_card(card), store=None, today=TODAY, random=os.urandom) as ready:
        try:
            run_shell(ready, io.StringIO(lines), answers)
        except ShellError as error:
            complaint = str(error)
    return answers.getvalue().splitlines(), complaint


@pytest.mark.parametrize(
    ("lines", "output"),
    [
        pytest.param([], [], id="starts silent"),
        pytest.param([SSSE, "00200000"], ["9000", "63C6"], id="starts powered"),
        pytest.param(["reset"], [ATR], id="reset tells the ATR"),
        pytest.param(["on"], [ATR], id="on tells the ATR"),
        pytest.param(["off"], [], id="off is silent"),
        pytest.param(["off", "off", "on", SSSE], [ATR, "9000"], id="off twice, on once"),
        pytest.param([SSSE, "reset", "00200000"], ["9000", ATR, "6985"], id="a reset forgets the selection"),
        pytest.param([SSSE, "off", "on", "00200000"], ["9000", ATR, "6985"], id="off and on forget it too"),
        pytest.param([SSSE, "off", "reset", "00200000"], ["9000", ATR, "6985"], id="a reset powers on"),
        pytest.param(["# 00200000", "", "   ", "#", "  # off"], [], id="comments and empty lines are passed over"),
        pytest.param([" 00 a4 00 00 ", "00a40000"], ["9000", "9000"], id="small letters and spaces are hex too"),
        pytest.param(["00", "00A4"], ["6700", "6700"], id="too short a command is answered"),
        pytest.param([SELECT_SSSE, "00C000001E"], ["611E", FCI + "9000"], id="upper-case hex comes back"),
    ],
)
def test_a_script_gets_a_line_for_each_command(lines: list[str], output: list[str]) -> None:
    assert run("\n".join(lines) + "\n") == (output, "")


def test_a_last_line_without_an_end_counts() -> None:
    assert run("00A40000") == (["9000"], "")


def test_lines_may_end_as_on_windows() -> None:
    assert run("reset\r\n00A40000\r\n") == ([ATR, "9000"], "")


@pytest.mark.parametrize(
    ("lines", "output", "complaint"),
    [
        pytest.param("00A40000\n00G4\n00A40000\n", ["9000"], "line 2 is neither hex nor one of reset, off, on", id="G"),
        pytest.param("0\n", [], "line 1 is neither hex nor one of reset, off, on", id="half a byte"),
        pytest.param("RESET\n", [], "line 1 is neither hex nor one of reset, off, on", id="a word in capitals"),
        pytest.param("#\noff\n00A40000\n", [], "line 3: the card is powered off; say `on` first", id="off"),
    ],
)
def test_a_line_that_cannot_be_carried_out_ends_it(lines: str, output: list[str], complaint: str) -> None:
    assert run(lines) == (output, complaint)


@pytest.mark.parametrize(
    "line", ["0020000003135790 # my PIN", "PIN 135790", "002000000313579O", "off\n0020000003135790"]
)
def test_a_line_with_a_pin_is_never_repeated_in_an_error(line: str) -> None:
    """OpenSC#877: PIN in a debug log."""
    output, complaint = run(line)

    assert (output, bool(complaint), "1357" in complaint) == ([], True, False)


def test_a_mute_card_tells_its_atr_and_then_nothing() -> None:
    atr = "3B6D000000814A4446866061010000000A"

    assert run("reset\non\n00A40000\nreset\n", card="mute") == ([atr, atr], "line 3: the card does not answer")
