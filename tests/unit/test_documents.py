"""What README.md and docs/ tell people to type does what they say: Python runs and type-checks, commands answer so."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.support.documents import DOCUMENTS, ROOT, Sample, ran, samples


def test_there_are_samples_in_every_document() -> None:
    assert {sample.document for sample in samples("python")} == set(DOCUMENTS)


@pytest.mark.parametrize("sample", [each for each in samples("python") if not each.is_test], ids=str)
def test_a_script_prints_what_stands_behind_its_prints(sample: Sample, tmp_path: Path) -> None:
    promised = re.findall(r"^ *print\(.*\)  # (.*)$", sample.text, re.MULTILINE)

    assert ran(sys.executable, sample.written(tmp_path), folder=tmp_path).splitlines() == promised
    assert promised


def test_tests_pass_for_whoever_copies_them(tmp_path: Path) -> None:
    """Those that need a pcscd are tried where there is one, in tests/pcsc."""
    tests = [each.written(tmp_path) for each in samples("python") if each.is_test and not each.needs_pcscd]

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
