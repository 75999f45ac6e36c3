"""The samples in README.md and docs/, and a developer's machine to try them on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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

    @property
    def needs_pcscd(self) -> bool:
        return "(pcscd: Pcscd" in self.text

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
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path, "PYTHONWARNINGS": "error,ignore:builtin type swig:DeprecationWarning"},
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout
