"""`kiosk run` without a display: the demonstration journey in text, on virtual cards, from first to last."""

from __future__ import annotations

import json
from time import monotonic

from tests.journeys.console import Console

SCREENS = {
    "attract",
    "last-attempt",
    "locked",
    "menu",
    "outcome-unknown",
    "pin-again",
    "pin-changed",
    "pin-new",
    "pin-present",
    "pin-refused",
    "standing",
    "take-card",
    "unlock-explained",
}


def test_all_four_scenes_are_played_to_their_end_within_seconds(console: Console) -> None:
    start = monotonic()
    ended = console.run("run")
    took = monotonic() - start
    lines = ended.output.splitlines()
    titles = [line for line in lines if line[:2] in ("1.", "2.", "3.", "4.", "5.")]
    screens = {line.strip(" []") for line in lines if line.startswith("  [")}

    assert (ended.status, "Traceback" in ended.errors, len(titles), took < 10) == (0, False, 4, True)
    assert screens == SCREENS
    assert lines[-1].startswith("完 · End.")


def test_without_a_command_it_runs_with_the_settings_it_is_given(console: Console) -> None:
    (console.home / "terminal.toml").write_text('terminal = "610200-0042"\n')
    ended = console.run("--config", console.home / "terminal.toml")
    entries = [json.loads(line) for line in console.journal.read_text("utf-8").splitlines()]

    assert (ended.status, "完 · End." in ended.output) == (0, True)
    assert {entry["terminal"] for entry in entries} == {"610200-0042"}
    assert [entry["what"] for entry in entries if entry["what"].startswith("pin-")] == [
        "pin-verified",
        "pin-changed",
        "pin-wrong",
        "pin-wrong",
        "pin-verified",
        "pin-outcome-unknown",
        "pin-changed",
    ]
