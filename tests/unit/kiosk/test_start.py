"""What a start does not wait for: everything that the attract screen can do without."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.benchmarks.child import measured, surroundings

QT_NEEDED = {"QtCore", "QtGui", "QtNetwork", "QtOpenGL", "QtQml", "QtQuick", "QtSvg"}  # network: QtQml loads it itself
LATER_OR_NEVER = {
    "cryptography", "fastapi", "httpx", "hypothesis", "prometheus_client", "pytest", "rich", "segno", "sqlalchemy",
    "stdnum", "uvicorn",
}  # fmt: skip

STATUS = """
import sys
from kiosk.__main__ import main
sys.argv = ["kiosk", "status", "--reader", "one that nobody has"]
try:
    main()
finally:
    print(*sys.modules)
"""


@cache
def loaded() -> frozenset[str]:
    """The modules in the process of the real command when its first frame is on the screen."""
    with surroundings() as environment:
        return frozenset(measured("shown", "run", "--emulated", "normal", environment=environment)["modules"])


def test_of_qt_only_what_the_attract_screen_is_made_of() -> None:
    modules = {name.split(".")[1] for name in loaded() if name.startswith("PySide6.Qt")}

    assert modules == QT_NEEDED


def test_no_library_that_only_some_visits_need() -> None:
    assert {name.partition(".")[0] for name in loaded()} & LATER_OR_NEVER == set()


def test_at_a_self_service_terminal_nothing_of_a_service_point() -> None:
    assert [name for name in loaded() if "service_point" in name] == []


def test_a_look_at_a_real_card_without_an_issuer_loads_no_window_no_database_and_no_doctor(tmp_path: Path) -> None:
    """Up to where it waits for the reader service, or for a reader: nothing of it is asked of a card."""
    surroundings = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        [sys.executable, "-c", STATUS], env=surroundings, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    modules = ran.stdout.splitlines()[-1].split()

    assert "smartcard" in modules, ran.stderr  # as far as the reader
    assert {name.partition(".")[0] for name in modules} & (LATER_OR_NEVER | {"PySide6"}) == set()
    assert [name for name in modules if name.startswith(("kiosk.doctor", "emulator.issuer.schema"))] == []
