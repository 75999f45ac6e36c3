"""What `make bench` tells: every figure whole, however narrow the screen, for people and programs alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from rich.console import Console

from tests.benchmarks.figure import AtLeast, AtMost, Figure
from tests.benchmarks.plot import GOOD, SHORT, plot
from tests.benchmarks.report import print_table, write_json
from tests.support.stage import Stage

LONG = "stall: a name that is longer than any terminal of eighty characters has room for, and is told whole, longest"
FIGURES = [
    Figure("card alone: SELECT", 123_456, "/s", AtLeast(60_000)),
    Figure(LONG, 51.5, "ms", AtMost(50)),
    Figure("start: bare window", 0.4321, "s"),
]
AMOUNTS = ("123,456 /s", "≥ 60,000 /s", "2.06", "ok", "51.5 ms", "≤ 50 ms", "0.97", "short", "0.432 s")


def printed(width: int | None) -> str:
    """On a screen that wide, or without one."""
    told = StringIO()
    console = Console(file=told, force_terminal=width is not None, width=width, highlight=False, color_system=None)
    print_table(FIGURES, console)
    return told.getvalue()


@pytest.mark.parametrize("width", [10, 40, 80, 300, None])
def test_amounts_targets_and_verdicts_are_whole_at_any_width(width: int | None) -> None:
    told = printed(width)

    assert [amount for amount in AMOUNTS if amount not in told] == []
    assert "…" not in told


def test_without_a_screen_a_figure_is_a_line() -> None:
    assert [LONG in line for line in printed(None).splitlines()] == [False, False, True, False]


def test_a_narrow_screen_folds_a_name_and_loses_nothing_of_it() -> None:
    found = "".join(line[:24].strip() for line in printed(40).splitlines())

    assert LONG.replace(" ", "") in found.replace(" ", "")


def test_programs_get_the_same(tmp_path: Path) -> None:
    file = tmp_path / "out" / "bench.json"
    write_json(FIGURES, file, datetime(2026, 11, 22, tzinfo=UTC), quick=True)
    told = json.loads(file.read_text(encoding="utf-8"))

    assert (told["met"], told["quick"], told["when"]) == (False, True, "2026-11-22T00:00:00+00:00")
    assert [each["met"] for each in told["figures"]] == [True, False, True]
    assert told["figures"][1] == {
        "name": LONG,
        "value": 51.5,
        "unit": "ms",
        "target": {"sign": "≤", "bound": 50},
        "ratio": 50 / 51.5,
        "met": False,
    }


def test_the_picture_shows_what_is_met_and_what_is_missed(window: Stage, tmp_path: Path) -> None:
    """`window`: a process has one Qt."""
    plot(FIGURES, tmp_path / "missed.png")
    plot(FIGURES[:1], tmp_path / "met.png")
    missed, met = (QImage(str(tmp_path / f"{name}.png")) for name in ("missed", "met"))

    assert (shows(missed, GOOD), shows(missed, SHORT)) == (True, True)
    assert (shows(met, GOOD), shows(met, SHORT)) == (True, False)


def shows(image: QImage, colour: str) -> bool:
    """True where some spot has it."""
    wanted = QColor(colour)
    return any(
        image.pixelColor(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    )
