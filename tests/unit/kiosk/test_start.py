"""What a start does not wait for: everything that the attract screen can do without."""

from __future__ import annotations

from functools import cache

from tests.benchmarks.child import measured, surroundings

QT_NEEDED = {"QtCore", "QtGui", "QtNetwork", "QtOpenGL", "QtQml", "QtQuick", "QtSvg"}  # network: QtQml loads it itself
LATER_OR_NEVER = {
    "cryptography", "fastapi", "httpx", "hypothesis", "prometheus_client", "pytest", "rich", "segno", "sqlalchemy",
    "stdnum", "uvicorn",
}  # fmt: skip


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
