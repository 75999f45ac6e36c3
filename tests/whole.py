"""`python -m tests.whole`: the parts whose every line and branch their own tests go through.

A PIN, a card's memory and who may do what hang on them: a line there that no test of its own passes is a fault.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from tempfile import TemporaryDirectory


@dataclass(frozen=True, slots=True)
class Part:
    """Packages, and the tests that have to go through all of them."""

    packages: tuple[str, ...]
    tests: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.packages)


WHOLE = (
    Part(("emulator/iso7816",), ("tests/unit/emulator/iso7816",)),
    Part(("emulator/card",), ("tests/unit/emulator/card",)),
    Part(("emulator/store",), ("tests/unit/emulator/store",)),
    Part(("kiosk/rules",), ("tests/unit/kiosk/rules",)),
    Part(
        ("kiosk/session", "kiosk/roles"),
        ("tests/unit/kiosk/session", "tests/unit/kiosk/roles", "tests/unit/test_pages.py"),
    ),
)


def is_whole(part: Part) -> bool:
    """Runs its tests; what they leave out, and what fails, is printed."""
    with TemporaryDirectory() as folder:
        data = f"--data-file={folder}/coverage"
        coverage = [sys.executable, "-m", "coverage"]
        tests = ["-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *part.tests]
        ran = subprocess.run([*coverage, "run", data, f"--source={','.join(part.packages)}", *tests], check=False)
        told = subprocess.run([*coverage, "report", data, "--fail-under=100"], check=False)
    return (ran.returncode, told.returncode) == (0, 0)


def main() -> int:
    """The exit status: 1 where a part is not whole, or its tests fail."""
    broken: list[str] = []
    for number, part in enumerate(WHOLE, start=1):
        sys.stdout.write(f"[{number}/{len(WHOLE)}] {part} by {', '.join(part.tests)}\n")
        sys.stdout.flush()
        if not is_whole(part):
            broken.append(str(part))
    sys.stdout.write(f"not whole: {', '.join(broken)}\n" if broken else "every line and branch is gone through\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
