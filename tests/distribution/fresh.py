"""A fresh environment outside the checkout, with only what is asked for in it, linked from the tests' own."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

WITHIN_S = 120.0
NOT_INHERITED = ("KIOSK_", "DISPLAY", "WAYLAND_DISPLAY", "QT_", "PYTHON", "VIRTUAL_ENV", "XDG_", "COV_")


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    status: int
    output: str
    errors: str


class Fresh:
    """A virtual environment in `folder`, and a home beside it, where its programs are started."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder / "venv", symlinks=True, with_pip=False)
        self.bin = folder / "venv" / "bin"
        (self.packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
        self.home = folder / "home"
        self.home.mkdir()

    def link(self, *requirements: str) -> set[str]:
        """Have the libraries that `requirements` ask for, with all that those ask for; their names."""
        names = closure([Requirement(each) for each in requirements])
        for name in names:
            for there in top_level(name):
                here = self.packages / there.name
                if not here.exists():
                    here.symlink_to(there)
        return names

    def install(self, wheel: Path) -> None:
        """Install `wheel` and nothing else, as pip does."""
        options = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-warn-script-location")
        pip = (sys.executable, "-m", "pip", "--python", self.bin / "python", "install", *options, wheel)
        subprocess.run(pip, check=True, timeout=WITHIN_S)

    def run(self, *command: str | Path, cwd: Path | None = None, lines: str = "") -> Ended:
        """Run a program of the environment, in its home or in `cwd`, until it ends."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
        program, *arguments = command
        ended = subprocess.run(
            [self.bin / program, *arguments],
            input=lines,
            capture_output=True,
            encoding="utf-8",
            timeout=WITHIN_S,
            check=False,
            cwd=cwd or self.home,
            env={**inherited, "HOME": str(self.home), "PCSCLITE_CSOCK_NAME": str(self.home / "no-pcscd-here")},
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)


def closure(wanted: list[Requirement]) -> set[str]:
    """The names of all that `wanted` bring with them, as they are installed for the tests."""
    found: set[str] = set()
    seen: set[tuple[str, frozenset[str]]] = set()
    while wanted:
        requirement = wanted.pop()
        key = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if key in seen:
            continue
        seen.add(key)
        found.add(key[0])
        for text in distribution(key[0]).requires or ():
            needed = Requirement(text)
            extras = requirement.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                wanted.append(needed)
    return found


def top_level(name: str) -> set[Path]:
    """What the distribution `name` has put into its site-packages."""
    installed = distribution(name)
    tops = {file.parts[0] for file in installed.files or () if file.parts[0] not in ("..", "__pycache__")}
    return {Path(str(installed.locate_file(top))) for top in tops}


def size_of(names: set[str]) -> int:
    """Bytes that the distributions `names` take where they are installed, compiled files included."""
    return sum(
        path.stat().st_size
        for name in names
        for file in distribution(name).files or ()
        if (path := Path(str(distribution(name).locate_file(file)))).is_file()
    )
