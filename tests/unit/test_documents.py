"""What README.md and docs/ tell people to type does what they say: Python runs and type-checks, commands answer so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "docs/testing.md")
WITHIN_S = 120.0


@dataclass(frozen=True)
class Sample:
    """A fenced block: its language, what is in it, and where it stands."""

    language: str
    text: str
    document: str
    line: int

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"

    @property
    def is_test(self) -> bool:
        return "\ndef test_" in self.text

    def written(self, folder: Path) -> Path:
        """As a file that pytest finds where it is a test; its line numbers are the document's."""
        stem = re.sub(r"\W", "_", str(self)).lower()
        path = folder / f"{'test_' if self.is_test else ''}{stem}.py"
        path.write_text("\n" * self.line + self.text, "utf-8")
        return path


@cache
def samples(language: str) -> list[Sample]:
    found: list[Sample] = []
    for document in DOCUMENTS:
        text = (ROOT / document).read_text("utf-8")
        for block in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            found.append(Sample(block[1], block[2], document, text.count("\n", 0, block.start()) + 1))
    return [sample for sample in found if sample.language == language]


def ran(*command: str | Path, folder: Path) -> str:
    """Its output; a command that fails, or says anything on standard error, fails the test."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_there_are_samples_in_every_document() -> None:
    assert {sample.document for sample in samples("python")} == set(DOCUMENTS)


@pytest.mark.parametrize("sample", [each for each in samples("python") if not each.is_test], ids=str)
def test_a_script_prints_what_stands_behind_its_prints(sample: Sample, tmp_path: Path) -> None:
    promised = re.findall(r"^ *print\(.*\)  # (.*)$", sample.text, re.MULTILINE)

    assert ran(sys.executable, sample.written(tmp_path), folder=tmp_path).splitlines() == promised
    assert promised


def test_tests_pass_for_whoever_copies_them(tmp_path: Path) -> None:
    tests = [sample.written(tmp_path) for sample in samples("python") if sample.is_test]

    ran(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--strict-markers", *tests, folder=tmp_path)
    assert tests


def test_python_passes_strict_type_checks(tmp_path: Path) -> None:
    files = [sample.written(tmp_path) for sample in samples("python")]
    # The project's own settings are as strict, and with its cache the check takes a second.
    settings = ("--strict", "--config-file", ROOT / "pyproject.toml", "--cache-dir", ROOT / ".mypy_cache")

    ran(sys.executable, "-m", "mypy", *settings, *files, folder=ROOT)


@pytest.mark.parametrize("document", sorted({sample.document for sample in samples("console")}))
def test_a_console_shows_what_the_commands_say(document: str, tmp_path: Path) -> None:
    for sample in samples("console"):
        if sample.document == document:
            for part in re.split(r"^\$ ", sample.text, flags=re.MULTILINE)[1:]:
                command, _, promised = part.partition("\n")
                assert ran("bash", "-c", command, folder=tmp_path) == promised, f"{sample}: {command}"
