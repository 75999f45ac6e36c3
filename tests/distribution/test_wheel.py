"""The product is a wheel: what is in it, and that it works outside the checkout, with all extras and with none."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from emulator.extras import DISTRIBUTION, Extra
from tests.distribution.fresh import WITHIN_S, Ended, Fresh, size_of

ROOT = Path(__file__).parents[2]
NOT_SOURCES = shutil.ignore_patterns(".*[!i]", "out", "build", "__pycache__", "*.egg-info")  # .ci is one, .git is none

pytestmark = pytest.mark.slow


def built(kind: str, source: Path, into: Path) -> Path:
    """A `kind` of distribution of `source`, built with the backend that is installed here."""
    into.mkdir(parents=True, exist_ok=True)
    program = f"from hatchling import build; build.build_{kind}({str(into)!r})"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=source, capture_output=True, text=True, timeout=WITHIN_S, check=False
    )
    assert done.returncode == 0, done.stderr
    (file,) = into.iterdir()
    return file


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, so that nothing is built where others work."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("checkout") / "house", ignore=NOT_SOURCES))


@pytest.fixture(scope="module")
def sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built("sdist", checkout, folder / "packed")) as packed:
        packed.extractall(folder, filter="data")
    (unpacked,) = folder.glob(f"{DISTRIBUTION.replace('-', '_')}-*/")
    return unpacked


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", checkout, tmp_path_factory.mktemp("wheel"))


def requirements(wheel: Path, *extras: Extra) -> list[str]:
    """What the wheel itself asks for."""
    (metadata,) = (path for path in zipfile.Path(wheel).iterdir() if path.name.endswith(".dist-info"))
    asked = [Requirement(text) for text in PathDistribution(metadata).requires or ()]
    return [
        str(each)
        for each in asked
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    ]


@pytest.fixture(scope="module")
def base(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """The wheel without any extra."""
    fresh = Fresh(tmp_path_factory.mktemp("base"))
    fresh.link(*requirements(wheel))
    fresh.install(wheel)
    return fresh


@pytest.fixture(scope="module")
def whole(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """The wheel with all extras."""
    fresh = Fresh(tmp_path_factory.mktemp("whole"))
    fresh.link(*requirements(wheel, *Extra))
    fresh.install(wheel)
    return fresh


def files_in(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix()


def contents(wheel: Path) -> set[str]:
    """The names of the files in a wheel, less those about the wheel itself."""
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def test_in_the_wheel_is_all_that_the_packages_have_and_nothing_else(wheel: Path) -> None:
    packages = {f"{package}/{file}" for package in ("emulator", "kiosk") for file in files_in(ROOT / package)}
    data = {f"emulator/data/{file}" for file in files_in(ROOT / "assets")}

    assert contents(wheel) == packages | data
    assert {"emulator/py.typed", "kiosk/py.typed", "kiosk/ui/qml/Kiosk/Screens/qmldir"} <= packages


def test_a_wheel_is_the_same_whether_from_a_checkout_or_from_a_source_distribution(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    assert contents(built("wheel", sdist, tmp_path)) == contents(wheel)


def test_what_an_earlier_build_left_is_in_no_wheel(checkout: Path, wheel: Path, tmp_path: Path) -> None:
    left = checkout / "build" / "lib" / "kiosk" / "moved_away.py"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.touch()

    assert contents(built("wheel", checkout, tmp_path)) == contents(wheel)


def test_a_source_distribution_can_be_tested(sdist: Path) -> None:
    wanted = ("Makefile", ".ci/setup", "requirements-test.lock", "assets/cards/normal.toml", "tests/conftest.py")

    assert [name for name in wanted if not (sdist / name).is_file()] == []


def test_a_small_installation_is_a_card(base: Fresh) -> None:
    listed, asked = base.run("emulator", "cards", "--json"), base.run("emulator", "shell", "normal", lines="reset\n")

    assert (listed.status, listed.errors, len(json.loads(listed.output))) == (
        0,
        "",
        len([*files_in(ROOT / "assets/cards")]),
    )
    assert asked == Ended(0, "3B6D000000814A44468660610100000001\n", "")


def test_a_small_installation_says_what_a_terminal_needs(base: Fresh) -> None:
    for program, extras in (("kiosk", "[kiosk,pcsc]"), ("kiosk status --emulated normal", "[issuer]")):
        ended = base.run(*program.split())

        assert (ended.status, ended.output, ended.errors.count("\n")) == (1, "", 1)
        assert f'pip install "{DISTRIBUTION}{extras}"' in ended.errors


def test_a_small_installation_is_small(base: Fresh, wheel: Path) -> None:
    """Under 50 MB with all that it brings along; what would be downloaded is not known here."""
    own = sum(path.stat().st_size for package in ("emulator", "kiosk") for path in (base.packages / package).rglob("*"))

    assert own + size_of(base.link(*requirements(wheel))) < 50_000_000
    assert wheel.stat().st_size < 1_000_000


USERS_TEST = """
from emulator import VirtualCard, VirtualReader

def test_a_card(virtual_card: VirtualCard, virtual_reader: VirtualReader) -> None:
    assert virtual_card.exchange(bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF"))[-2:] == b"\\x90\\x00"
    assert virtual_card.tries_left == 6
    virtual_reader.insert(virtual_card)
"""

USERS_TEN_LINES = """
import emulator

card = emulator.card("normal")
atr: bytes = card.reset()
answer: bytes = card.exchange(bytes.fromhex("0084000008"))
left: int = card.tries_left
card.power_cycle()
card.pull()
reveal_type(emulator.card)
card.transmit("0084000008")
"""


def test_a_users_pytest_has_the_fixtures(wheel: Path, tmp_path: Path) -> None:
    fresh = Fresh(tmp_path)
    fresh.link("pytest", *requirements(wheel))
    fresh.install(wheel)
    (fresh.home / "test_mine.py").write_text(USERS_TEST, "utf-8")
    ended = fresh.run("python", "-m", "pytest", "-q", "-W", "error")

    assert (ended.status, "1 passed" in ended.output) == (0, True), ended.output + ended.errors


def test_a_users_mypy_knows_the_types(wheel: Path, tmp_path: Path) -> None:
    """All lines but the last are right: it gives text for bytes."""
    fresh = Fresh(tmp_path)
    fresh.link("mypy", *requirements(wheel))
    fresh.install(wheel)
    (fresh.home / "mine.py").write_text(USERS_TEN_LINES, "utf-8")
    ended = fresh.run("python", "-m", "mypy", "--strict", "mine.py")
    errors = [line for line in ended.output.splitlines() if "error:" in line]

    assert [(line.partition(":")[2].partition(":")[0], "[arg-type]" in line) for line in errors] == [("11", True)], (
        ended
    )
    assert "Any" not in ended.output


def test_a_terminal_reads_a_card(whole: Fresh) -> None:
    ended = whole.run("kiosk", "status", "--emulated", "normal", "--json")

    assert (ended.status, ended.errors) == (0, "")
    assert json.loads(ended.output)["standing"] == {"code": 1, "name": "normal"}


def test_the_tour_pictures_every_screen(whole: Fresh, sdist: Path, tmp_path: Path) -> None:
    """Installed, and from a folder that is not: there are no fewer pictures, and a slip is printed on the way."""
    tours = {
        "installed": whole.run("kiosk", "tour", "--out", tmp_path / "installed"),
        "not installed": not_installed(sdist, tmp_path).run(
            "python", "-m", "kiosk", "tour", "--out", tmp_path / "not installed", cwd=sdist
        ),
    }

    assert {name: (ended.status, ended.errors) for name, ended in tours.items()} == dict.fromkeys(tours, (0, ""))
    pictures = [sorted(path.name for path in (tmp_path / name).glob("*.png")) for name in tours]
    assert pictures[0] == pictures[1]
    assert "unlock-explained.png" in pictures[0]


def not_installed(source: Path, folder: Path) -> Fresh:
    """An environment with all that the project needs, and without the project."""
    fresh = Fresh(folder / "libraries")
    project = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))["project"]
    fresh.link(
        *project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)
    )
    return fresh


def test_data_that_is_edited_in_a_checkout_is_what_an_editable_installation_uses(
    checkout: Path, tmp_path: Path
) -> None:
    fresh = Fresh(tmp_path / "fresh")
    fresh.link("cryptography", "pydantic", "rich", "typer")
    fresh.install(built("editable", checkout, tmp_path / "editable"))
    said = fresh.run("python", "-c", "from emulator.assets import CARDS; print(CARDS)")

    assert said == Ended(0, f"{checkout / 'assets' / 'cards'}\n", "")
