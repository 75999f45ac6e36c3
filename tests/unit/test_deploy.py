"""The files to copy into a hall: they are read by what reads them there, and the page on installing names each."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QJSEngine

from emulator.assets import ASSETS
from kiosk.settings import load_settings
from tests.journeys.console import Console

DEPLOY = ASSETS / "deploy"
PAGE = Path(__file__).parents[2] / "docs" / "install.md"
POLKIT = """
var rule, polkit = { Result: { YES: "yes", NOT_HANDLED: "-" }, addRule: function (added) { rule = added; } };
%s
function asked(id, user) { return rule({ id: id }, { user: user }); }
"""
READERS = "org.debian.pcsc-lite."


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("KIOSK_")]:
        monkeypatch.delenv(name)


def unit(file: str) -> dict[str, list[str]]:
    """What a unit file says: each key with its values."""
    told: dict[str, list[str]] = {}
    for line in (DEPLOY / file).read_text("utf-8").splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            told.setdefault(key, []).append(value)
    return told


def test_every_program_that_the_page_uses_comes_with_what_it_installs() -> None:
    """A bare Debian has none of these."""
    page = PAGE.read_text("utf-8")
    installed = " ".join(re.findall(r"apt-get install ((?:.|\\\n)*)", page)).split()
    brought_by = {
        "timedatectl set-ntp": "systemd-timesyncd",
        "logrotate.d": "logrotate",
        "lpadmin": "cups",
        "alsactl": "alsa-utils",
        "git clone": "git",
        "polkit-1/rules.d": "polkitd",
        "sudo ": "sudo",
    }

    assert [program for program, package in brought_by.items() if program in page and package not in installed] == []


def test_the_page_names_every_file() -> None:
    page = PAGE.read_text("utf-8")

    assert [path.name for path in DEPLOY.iterdir() if f"assets/deploy/{path.name}" not in page] == []


def test_the_page_names_no_file_that_is_not_there() -> None:
    named = re.findall(r"assets/deploy/([\w.-]+)", PAGE.read_text("utf-8"))

    assert [name for name in named if not (DEPLOY / name).is_file()] == []


def test_the_settings_can_be_read_as_they_are_and_with_everything_that_is_offered(tmp_path: Path) -> None:
    example = DEPLOY / "settings.toml"
    whole = tmp_path / "settings.toml"
    whole.write_text(re.sub(r"(?m)^# (\w+ = )", r"\1", example.read_text("utf-8")))
    settings = load_settings(whole)

    assert (load_settings(example).reader, settings.issuer) == ("ACS ACR39U", Path("/var/lib/kiosk/issuer"))


def test_pcscd_is_open_to_the_terminals_user_and_to_nobody_else() -> None:
    qt = QCoreApplication.instance() or QCoreApplication([])
    engine: Any = QJSEngine(qt)  # its stubs are wrong about what it gives back
    loaded = engine.evaluate(POLKIT % (DEPLOY / "60-kiosk-pcscd.rules").read_text("utf-8"))
    assert not loaded.isError(), loaded.toString()

    def asked(action: str, user: str) -> str:
        return str(engine.evaluate(f"asked('{action}', '{user}')").toString())

    allowed = [asked(READERS + action, "kiosk") for action in ("access_pcsc", "access_card")]
    others = [asked(READERS + "access_card", "visitor"), asked("org.freedesktop.login1.power-off", "kiosk")]
    assert (allowed, others) == (["yes", "yes"], ["-", "-"])


def test_the_journal_that_is_rotated_is_the_one_that_is_kept() -> None:
    rotated = re.findall(r"(?m)^(/\S+) \{$", (DEPLOY / "kiosk.logrotate").read_text("utf-8"))

    assert rotated == [str(load_settings(DEPLOY / "settings.toml").journal)]


def test_what_the_terminal_keeps_is_in_the_folder_that_the_unit_makes() -> None:
    settings = load_settings(DEPLOY / "settings.toml")
    kept = {path.relative_to("/var/lib").parts[0] for path in (settings.journal, settings.outbox, settings.slips)}

    assert [*kept] == unit("kiosk.service")["StateDirectory"]


def test_the_unit_never_gives_up_and_leaves_no_core() -> None:
    told = unit("kiosk.service")

    assert {key: told[key] for key in ("Restart", "StartLimitIntervalSec", "LimitCORE", "User")} == {
        "Restart": ["always"],
        "StartLimitIntervalSec": ["0"],
        "LimitCORE": ["0"],
        "User": ["kiosk"],
    }


@pytest.mark.parametrize("file", ["kiosk.service", "kiosk-x11.conf"])
def test_the_command_of_a_unit_is_one_that_the_terminal_knows(file: str, tmp_path: Path) -> None:
    """It stops for want of a display, and at nothing before that."""
    command = unit(file)["ExecStart"][-1].partition("/opt/kiosk/bin/kiosk ")[2].partition(" -- ")[0].split()
    ended = Console(tmp_path).run(
        *(str(DEPLOY / "settings.toml") if each == "/etc/kiosk/settings.toml" else each for each in command)
    )

    assert (ended.status, ended.errors.startswith("kiosk: there is no display.")) == (1, True), ended.errors


def test_systemd_has_nothing_against_the_unit(tmp_path: Path) -> None:
    """Where there is systemd; the programs that it starts are not on every machine."""
    file = tmp_path / "kiosk.service"
    file.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", (DEPLOY / "kiosk.service").read_text("utf-8")))
    analyze = shutil.which("systemd-analyze")
    command = [analyze, "verify", "--man=no", str(file)] if analyze else ["true"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert [line for line in told.stderr.splitlines() if "kiosk.service" in line] == []
