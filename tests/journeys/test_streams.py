"""Both programs on streams that are closed, full, or of another encoding, and with a reader that goes away."""

from __future__ import annotations

import json
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.console import KIOSK, NEW, PRESENT, Console, Ended, at_once

EMULATOR = str(Path(KIOSK).parent / "emulator")
PINS = f"{PRESENT}\\n{NEW}\\n{NEW}\\n"
STATUS = "$KIOSK status --emulated normal"
CHANGE = f"printf '{PINS}' | $KIOSK change-pin --emulated normal --pin-stdin"
FULL = "standard output can't be written: No space left on device."
SHUT = "standard output can't be written: Bad file descriptor."
MADE = """Wrote ./full.toml. Now:

    emulator cards show ./full.toml
    emulator shell ./full.toml
    kiosk status --emulated ./full.toml"""

ENDS: dict[str, tuple[int, str]] = {  # what is run in a shell: exit status, and all that standard error says
    # what became of the card decides
    f"{CHANGE} >&-": (0, "The PIN is changed."),
    f"{CHANGE} >/dev/full 2>&1": (0, ""),
    "$KIOSK change-pin --emulated normal --pin-stdin <&-": (
        1,
        "kiosk: the first line is not a PIN of six digits; the card was not touched.",
    ),
    "$KIOSK change-pin --emulated normal <&-": (
        1,
        "kiosk: standard input is no keyboard. Give the three PINs a line each, with --pin-stdin.",
    ),
    "cd; $EMULATOR cards new full >/dev/full; status=$?; ls full.toml >&2; exit $status": (0, f"{MADE}\nfull.toml"),
    # what was asked for and can't be said was not done
    "$KIOSK --help >/dev/full": (1, f"kiosk: {FULL}"),
    "$KIOSK nosuch 2>/dev/full": (2, ""),
    "$EMULATOR cards --json >&-": (1, f"emulator: {SHUT}"),
    "$EMULATOR cards show normal | head -c 0": (1, ""),
}
OTHER_ENDS: dict[str, tuple[int, str]] = {  # what is told above of one command and stream, of others
    f"{CHANGE} >/dev/full": (0, "The PIN is changed."),
    f"{CHANGE} >&- 2>&-": (0, ""),
    f"{CHANGE} | head -c 0": (0, "The PIN is changed."),
    "cd; $EMULATOR cards new shut >&- 2>&-; status=$?; ls shut.toml >&2; exit $status": (0, "shut.toml"),
    f"{STATUS} >/dev/full": (1, f"kiosk: {FULL}"),
    f"{STATUS} --json >&-": (1, f"kiosk: {SHUT}"),
    f"{STATUS} <&- 2>&- | cat >/dev/null": (0, ""),
    f"{STATUS} | head -c 0": (1, ""),
    "$KIOSK doctor >/dev/full": (1, f"kiosk: {FULL}"),
    "$EMULATOR cards >/dev/full": (1, f"emulator: {FULL}"),
    "echo reset | $EMULATOR shell normal >/dev/full": (1, f"emulator: {FULL}"),
    "yes reset | head -n 100 | $EMULATOR shell normal | head -n 1 >/dev/null": (1, ""),
    "$EMULATOR shell normal <&-": (0, ""),
}


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Console:
    """One for all; nothing is kept between two commands."""
    return Console(tmp_path_factory.mktemp("home"))


def in_shell(console: Console, line: str, **changes: str) -> Ended:
    """The program's own exit status, whatever it is piped into, and what it wrote."""
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
        env=console.environment(KIOSK=KIOSK, EMULATOR=EMULATOR, **changes),
    )
    console.search(ended.stdout + ended.stderr, [PRESENT, NEW])
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.mark.parametrize("ends", [ENDS, pytest.param(OTHER_ENDS, marks=pytest.mark.slow)], ids=["one each", "others"])
def test_a_command_ends_with_the_right_status_and_words_whatever_its_streams_are(
    console: Console, ends: dict[str, tuple[int, str]]
) -> None:
    ended = dict(zip(ends, at_once([partial(in_shell, console, line) for line in ends]), strict=True))
    wrong = {
        line: (end.status, end.errors)
        for line, end in ended.items()
        if (end.status, end.errors.strip()) != ends[line] and end.status != 141  # of `yes`, which is killed
    }

    assert wrong == {}


@pytest.mark.slow
def test_a_tour_makes_its_pictures_whether_they_can_be_named_or_not(console: Console) -> None:
    """It ended at the first."""
    ended = in_shell(console, "cd; $KIOSK tour --out pictures >/dev/full")
    made = json.loads((console.home / "pictures" / "tour.json").read_text("utf-8"))

    assert (ended.status, ended.errors) == (0, f"kiosk: {FULL} The pictures are made.\n")
    assert len(made["screens"]) > 10


LOCALES: dict[str, dict[str, str]] = {
    "C": {"LC_ALL": "C"},
    "C, and nothing but ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "GBK": {"PYTHONIOENCODING": "gbk"},
    "ISO-8859-1": {"PYTHONIOENCODING": "iso-8859-1"},
}
SPOKEN = (
    "$KIOSK change-pin --help | cat",
    "$KIOSK status --emulated 卡 2>&1 | cat",
    "$KIOSK --config $'/\\xe5\\xbe\\xff.toml' status 2>&1 | cat",  # a name of no encoding
    "$EMULATOR cards | cat",
    "$EMULATOR cards show normal | cat",
)
ALSO_SPOKEN = (f"{STATUS} | cat", "$KIOSK doctor | cat", "$KIOSK --help | cat", "$EMULATOR --help | cat", *SPOKEN)


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        pytest.param("C, and nothing but ASCII", SPOKEN, id="ASCII"),
        pytest.param("C, and nothing but ASCII", ALSO_SPOKEN, id="ASCII, and more of it", marks=pytest.mark.slow),
        pytest.param("ISO-8859-1", ALSO_SPOKEN, id="ISO-8859-1", marks=pytest.mark.slow),
    ],
)
def test_everything_can_be_said_where_there_is_no_chinese(place: str, lines: tuple[str, ...], console: Console) -> None:

    def said(line: str) -> bool:
        ended = subprocess.run(
            ["bash", "-c", line],
            capture_output=True,
            timeout=60,
            check=False,
            env=console.environment(KIOSK=KIOSK, EMULATOR=EMULATOR, **LOCALES[place]),
        )
        return b"Traceback" not in ended.stdout + ended.stderr and len(ended.stdout) > 20

    ends = at_once([partial(said, line) for line in lines])

    assert [line for line, well in zip(lines, ends, strict=True) if not well] == []


def test_what_an_encoding_lacks_is_said_plainly(console: Console) -> None:
    ended = in_shell(console, "$KIOSK doctor | cat", **LOCALES["C, and nothing but ASCII"])

    assert ended.output.startswith("ok python ")
    assert "-> Start it" in ended.output or "-> Install it" in ended.output


@pytest.mark.parametrize(
    "places",
    [("C, and nothing but ASCII", "GBK"), pytest.param(("C", "ISO-8859-1"), marks=pytest.mark.slow)],
    ids=" or ".join,
)
def test_json_can_be_read_in_every_encoding(places: tuple[str, ...], console: Console) -> None:
    titles = []
    for place in ({}, *(LOCALES[place] for place in places)):
        cards = json.loads(in_shell(console, "$EMULATOR cards --json | cat", **place).output)
        titles.append([card["title"] for card in cards])

    assert titles == [titles[0]] * len(titles)


def test_on_a_narrow_terminal_nothing_is_cut_short(console: Console) -> None:
    ended = in_shell(console, f"script -qc '{EMULATOR} cards' /dev/null", COLUMNS="20", NO_COLOR="1", TERM="xterm")

    assert "…" not in ended.output
