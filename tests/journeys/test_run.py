"""`kiosk run` without a display: what to do is said; with --desk all screens are pictured, in both languages."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kiosk.roles.self_service.screens import screen_of
from tests.journeys.album import TOUR_WITHIN_S, size_of, told
from tests.journeys.console import KIOSK, Console, Ended
from tests.support.samples import one_of_every_state

SCREENS = {screen_of(state) for state in one_of_every_state()}
FOLDERS = {"zh_CN": Path("out/tour"), "en": Path("out/tour/en")}
LANGUAGES = list(FOLDERS)
SAID_AT_A_DESK = "There is no display: the tour of all screens is played off-screen into out/tour.\n"


class Desk(NamedTuple):
    """`kiosk run --desk` without a display, in a working folder of its own."""

    console: Console
    ended: Ended

    def folder(self, language: str) -> Path:
        """Where the pictures in that language are."""
        return self.console.home / FOLDERS[language]

    def screens(self, language: str) -> list[dict[str, Any]]:
        """What is told of the pictures in that language."""
        return told(self.folder(language))


@pytest.fixture(scope="module", params=[pytest.param("whole", marks=pytest.mark.slow)])
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Run once, to its end: it takes a while. That every screen comes is seen in each run, by test_tour."""
    console = Console(tmp_path_factory.mktemp("home"), TOUR_WITHIN_S)
    return Desk(console, console.run("run", "--desk"))


@pytest.mark.parametrize("arguments", [(), ("run",), ("run", "--emulated", "normal"), ("run", "--fullscreen")], ids=str)
def test_without_a_display_it_says_what_to_do(console: Console, arguments: tuple[str, ...]) -> None:
    ended = console.run(*arguments)

    assert (ended.status, ended.output) == (1, "")
    assert ended.errors == (
        "kiosk: there is no display. Start it in a graphical session, or picture its screens: kiosk tour --out DIR.\n"
    )


def test_the_settings_hold_without_a_command_too(console: Console) -> None:
    (console.home / "terminal.toml").write_text("colour = 1")
    ended = console.run("--config", console.home / "terminal.toml")

    assert (ended.status, ended.output, "colour: unknown key" in ended.errors) == (1, "", True)


def test_at_a_desk_it_says_that_it_pictures_all_screens_instead_and_names_each_as_it_is_there(console: Console) -> None:
    with subprocess.Popen(
        [KIOSK, "run", "--desk"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=console.home,
        env=console.environment(),
    ) as begun:
        assert begun.stdout is not None
        assert begun.stderr is not None
        said, first = begun.stderr.readline(), begun.stdout.readline()
        there = size_of(console.home / first.strip())
        begun.terminate()

    assert (said, there) == (SAID_AT_A_DESK, (1080, 1920))


def test_at_a_desk_it_pictures_all_screens_instead(desk: Desk) -> None:
    assert desk.ended.status == 0


def test_it_says_so_and_where(desk: Desk) -> None:
    assert desk.ended.errors == SAID_AT_A_DESK


def test_it_names_each_file_that_it_leaves(desk: Desk) -> None:
    left = {path.relative_to(desk.console.home) for path in (desk.console.home / "out").rglob("*") if path.is_file()}

    assert {Path(line) for line in desk.ended.output.splitlines()} == left


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_has_its_picture_in_the_size_of_a_terminal(desk: Desk, language: str) -> None:
    sizes = {screen: size_of(desk.folder(language) / f"{screen}.png") for screen in SCREENS}

    assert {screen: size for screen, size in sizes.items() if size != (1080, 1920)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_told_of_once(desk: Desk, language: str) -> None:
    pictures = sorted(path.name for path in desk.folder(language).glob("*.png"))

    assert sorted(screen["file"] for screen in desk.screens(language)) == pictures


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_names_its_look(desk: Desk, language: str) -> None:
    looks = {
        tuple(screen[name] for name in ("language", "type", "contrast", "width_px", "height_px", "px_per_mm"))
        for screen in desk.screens(language)
    }

    assert looks == {(language, "standard", "standard", 1080, 1920, 4.03)}


def test_a_tour_is_none_of_the_terminals_visits(desk: Desk) -> None:
    """Its journal is that of real visitors."""
    assert [path for path in desk.console.home.rglob("*") if path.suffix == ".jsonl"] == []


@pytest.mark.parametrize(
    ("named", "key"),
    [
        ({}, "reader"),
        ({"KIOSK_READER": "A"}, "staff_reader"),
        ({"KIOSK_READER": "A", "KIOSK_STAFF_READER": "A"}, "staff_reader"),
        ({"KIOSK_READER": "ACS ACR39U", "KIOSK_STAFF_READER": "ACS ACR39U 00 01"}, "staff_reader"),
        ({"KIOSK_READER": "A", "KIOSK_STAFF_READER": "B"}, "issuer"),
    ],
    ids=["neither", "one", "one for both", "one a part of the other", "no issuer"],
)
def test_a_service_point_must_name_its_two_readers_and_its_issuer(
    console: Console, named: dict[str, str], key: str
) -> None:
    ended = console.run("run", "--role", "service-point", QT_QPA_PLATFORM="offscreen", **named)

    assert (ended.status, ended.errors.startswith(f"kiosk: settings: {key}: ")) == (1, True)


def test_on_a_desk_as_in_a_hall_the_screen_is_not_shown_to_the_network(tmp_path: Path) -> None:
    ended = Console(tmp_path).run("run", "--desk", QT_QPA_PLATFORM="vnc:port=5999")

    assert (ended.status, "QT_QPA_PLATFORM: Qt's vnc shows the screen to the network" in ended.errors) == (1, True)
