"""A process of our own finds what this process finds, and nothing that only lies about where it was started."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import kiosk
from kiosk.own_process import own_process


def hut(folder: Path, says: str) -> None:
    package = folder / "hut"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(f"import sys; print({says!r}, *sys.argv[1:])", "utf-8")


def test_it_finds_a_checkout_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hut(tmp_path / "checkout", "ours")
    hut(tmp_path / "here", "somebody's")
    monkeypatch.syspath_prepend(tmp_path / "checkout")
    command, elsewhere = own_process("hut", "a b"), tmp_path / "here"
    said = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=True, timeout=30)

    assert (said.stdout, said.stderr) == ("ours a b\n", "")


def test_no_process_is_started_in_another_way() -> None:
    sources = Path(str(kiosk.__file__)).parent.rglob("*.py")
    starts = re.compile(r"\"-[cm]\"")  # python -m, python -c

    assert [path.name for path in sources if starts.search(path.read_text("utf-8"))] == ["own_process.py"]
