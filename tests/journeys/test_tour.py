"""`kiosk tour`: every screen in one look, left in a folder."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kiosk.roles.self_service import projection
from kiosk.roles.service_point import projection as service_point_projection
from tests.journeys.album import TOUR_WITHIN_S, size_of, texts, told
from tests.journeys.console import CARD_PINS, NEW, Console, Ended, at_once
from tests.support.samples import one_of_every_state
from tests.ui.counter import one_of_every_counter

LOOK = ("--language", "en", "--type", "largest", "--contrast", "high", "--size", "1280x1024")
TODAY = date(2026, 11, 22)
SCREENS = {projection.project(state, TODAY).screen for state in one_of_every_state()}
STAFFED_SCREENS = {service_point_projection.project(state, TODAY).screen for state in one_of_every_counter()}
SAYS = {  # picture: what one of its texts has in it, which somebody other than the terminal told
    "menu": "李**",
    "standing": "Checked",
    "standing-other-cards": "Your other cards",
    "standing-issuer-away": "Unavailable right now",
    "enabled": "PIN changed. Your card is enabled",
    "pin-changed-on-its-way": "PIN changed. Your card is being enabled",
    "pin-changed-late": "Your card is not enabled yet",
    "pin-changed-under-review": "Enabling is being checked",
    "attract-staff": "罗建平",
    "menu-staff": "罗建平",
    "locked-staff": "罗建平",
    "unlock-done": "Unlock recorded, not yet confirmed",
    "unlock-done-reset": "The PIN was reset",
    "unlock-done-not-unblocked": "The PIN was not unlocked",
}
SCREEN = {
    "screen": str,
    "variant": str,
    "file": str,
    "language": str,
    "type": str,
    "contrast": str,
    "width_px": int,
    "height_px": int,
    "px_per_mm": float,
    "state": str,
    "controls": list,
    "texts": list,
}
NAMES = {  # of the screens that anybody may ask for
    *("attract", "reading", "not-recognised", "bank-card-only", "unsupported-card", "menu", "standing", "pin-present"),
    *("pin-new", "pin-again", "pin-refused", "pin-changed", "enabled", "pin-wrong", "last-attempt", "locked"),
    *("unlock-explained", "staff-sign-in", "case", "unlock-done", "reset-pin", "outcome-unknown", "take-card"),
    *("card-left-behind", "still-there", "guide", "guide-article", "out-of-service", "maintenance"),
}
CONTROL = {"name": str, "role": str, "x_mm": float, "y_mm": float, "width_mm": float, "height_mm": float}
TEXT = {"text": str, "capital_mm": float, "contrast_ratio": float}
WRONG_USE = {  # command line: what is said
    "tour": "--out",
    "tour --out DIR --language fr": "--language",
    "tour --out DIR --type huge": "--type",
    "tour --out DIR --contrast low": "--contrast",
    "tour --out DIR --size wide": "--size",
}


class Tour(NamedTuple):
    """One tour, and where it went."""

    folder: Path
    ended: Ended


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    """In English, the largest type and high contrast, on the third size of screen; into a folder that is not there."""
    console = Console(tmp_path_factory.mktemp("home"), TOUR_WITHIN_S)
    folder = console.home / "pictures" / "of today"
    return Tour(folder, console.run("tour", "--out", folder, *LOOK))


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    """Every command line of the table, run once in a folder of its own."""
    console = Console(tmp_path_factory.mktemp("home"))
    wide = partial(console.run, COLUMNS="120")
    return dict(zip(WRONG_USE, at_once([partial(wide, *line.split()) for line in WRONG_USE]), strict=True))


def kinds(described: dict[str, Any]) -> dict[str, type]:
    """Its fields, and what each is."""
    return {name: type(value) for name, value in described.items()}


def test_it_makes_the_folder_with_its_parents(tour: Tour) -> None:
    assert (tour.ended.status, tour.ended.errors, (tour.folder / "tour.json").is_file()) == (0, "", True)


def test_a_screen_that_does_not_come_is_one_line(tmp_path: Path) -> None:
    impatient = "import kiosk.tour.walk as walk, kiosk.cli as cli; walk.STUCK_MS = 0; cli.main()"
    ended = Console(tmp_path).run("tour", "--out", tmp_path / "t", through=(sys.executable, "-c", impatient))

    assert (ended.status, ended.errors.count("\n")) == (1, 1), ended.errors
    assert ended.errors.startswith("kiosk: the tour is stuck: ")


def test_what_was_asked_for_is_told_of_every_screen(tour: Tour) -> None:
    looks = {
        tuple(screen[name] for name in ("language", "type", "contrast", "width_px", "height_px", "px_per_mm"))
        for screen in told(tour.folder)
    }

    assert looks == {("en", "largest", "high", 1280, 1024, 3.40)}


def test_the_pictures_are_of_the_size_that_was_asked_for(tour: Tour) -> None:
    assert {size_of(picture) for picture in tour.folder.glob("*.png")} == {(1280, 1024)}


@pytest.mark.parametrize("screens", [SCREENS, STAFFED_SCREENS], ids=["self-service", "service point"])
def test_every_screen_has_a_picture_of_its_name(screens: set[str], tour: Tour) -> None:
    pictures = {(screen["screen"], screen["file"]) for screen in told(tour.folder)}

    assert {(screen, f"{screen}.png") for screen in screens & NAMES} - pictures == set()


def test_every_screen_has_one_of_the_names_that_there_are(tour: Tour) -> None:
    assert {screen["screen"] for screen in told(tour.folder)} - NAMES == set()


def test_every_variant_has_a_name_of_its_own_which_is_its_pictures(tour: Tour) -> None:
    variants = [screen["variant"] for screen in told(tour.folder)]

    assert sorted(variants) == sorted(picture.stem for picture in tour.folder.glob("*.png"))
    assert [f"{variant}.png" for variant in variants] == [screen["file"] for screen in told(tour.folder)]


def test_a_variant_has_its_screens_name_and_more(tour: Tour) -> None:
    variants = [(screen["screen"], screen["variant"]) for screen in told(tour.folder)]

    assert [name for screen, name in variants if name != screen and not name.startswith(f"{screen}-")] == []


def test_a_screen_with_several_leaves_has_a_picture_of_each(tour: Tour) -> None:
    leaves = {screen["variant"]: screen["texts"] for screen in told(tour.folder)}

    assert leaves["standing-sealed-leaf-2"] not in ([], leaves["standing-sealed"])


def test_every_screen_is_pictured_lowered_as_well(tour: Tour) -> None:
    above = {screen["variant"]: min(control["y_mm"] for control in screen["controls"]) for screen in told(tour.folder)}
    whole = [variant for variant in above if "-low" not in variant and "-leaf-" not in variant]

    assert [variant for variant in whole if above[f"{variant}-low"] <= above[variant]] == []


def test_every_picture_is_of_a_state(tour: Tour) -> None:
    assert [screen["file"] for screen in told(tour.folder) if not screen["state"].isidentifier()] == []


@pytest.mark.parametrize(("picture", "says"), SAYS.items(), ids=SAYS)
def test_a_screen_is_pictured_when_it_is_complete(picture: str, says: str, tour: Tour) -> None:
    assert [text for text in texts(tour.folder, picture) if says in text] != []


def test_a_screen_is_told_of_in_all_its_fields(tour: Tour) -> None:
    assert [screen for screen in told(tour.folder) if kinds(screen) != SCREEN] == []


def test_a_control_has_a_name_a_place_and_a_size(tour: Tour) -> None:
    controls = [control for screen in told(tour.folder) for control in screen["controls"]]

    assert controls != []
    assert [each for each in controls if kinds(each) != CONTROL or not each["name"]] == []


def test_a_text_has_a_height_and_a_contrast(tour: Tour) -> None:
    texts = [text for screen in told(tour.folder) for text in screen["texts"]]

    assert texts != []
    assert [each for each in texts if kinds(each) != TEXT or not each["text"]] == []


def test_roles_are_few(tour: Tour) -> None:
    assert {control["role"] for screen in told(tour.folder) for control in screen["controls"]} <= {
        "button",
        "key",
        "text",
    }


def test_it_tells_no_pin(tour: Tour) -> None:
    written = (tour.folder / "tour.json").read_text("utf-8")

    assert [pin for pin in (*CARD_PINS, NEW) if pin in written] == []


def test_a_folder_that_can_not_be_made_is_1_and_one_line_of_reason(console: Console) -> None:
    (console.home / "taken").touch()
    ended = console.run("tour", "--out", console.home / "taken" / "tour")

    assert (ended.status, ended.output, ended.errors.count("\n")) == (1, "", 1)
    assert ended.errors.startswith("kiosk: the pictures can't be kept: ")


def test_a_picture_that_can_not_be_written_is_1_and_one_line_of_reason(console: Console) -> None:
    (console.home / "tour" / "attract.png").mkdir(parents=True)
    ended = console.run("tour", "--out", console.home / "tour")

    assert (ended.status, ended.output, ended.errors.count("\n")) == (1, "", 1)
    assert ended.errors.startswith("kiosk: the pictures can't be kept: ")


@pytest.mark.parametrize(("line", "says"), WRONG_USE.items(), ids=WRONG_USE)
def test_a_wrong_command_line_is_2(line: str, says: str, refused: dict[str, Ended]) -> None:
    ended = refused[line]

    assert (ended.status, ended.output, says in ended.errors) == (2, "", True)
