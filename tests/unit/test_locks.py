"""The two locks: what a hall's machine installs is part of what is tested, and has none of the tests' tools."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)((?:.*\\\n)+ .*)?", re.MULTILINE)


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of each package in a lock."""
    text = (ROOT / name).read_text("utf-8")
    return {found[1]: (found[2], found[0].count("--hash=sha256:")) for found in PINNED.finditer(text)}


def test_what_a_hall_installs_is_what_was_tested() -> None:
    hall, tested = locked("requirements.lock"), locked("requirements-test.lock")

    assert hall
    assert {name: pin for name, pin in hall.items() if tested.get(name) != pin} == {}
    assert {"pytest", "mypy", "ruff", "hypothesis", "coverage"} <= tested.keys() - hall.keys()


def test_every_package_has_its_hashes() -> None:
    pins = {**locked("requirements.lock"), **locked("requirements-test.lock")}

    assert [name for name, (_, hashes) in pins.items() if hashes == 0] == []


def test_no_lock_says_where_packages_come_from() -> None:
    texts = [path.read_text("utf-8") for path in ROOT.glob("*.lock")]

    assert [word for text in texts for word in ("://", "index-url", "find-links") if word in text] == []
