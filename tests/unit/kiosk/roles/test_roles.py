"""The table of roles, and what a terminal in one role loads of the others: nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

from kiosk.app.roles import ROLES
from kiosk.settings import Role
from tests.unit.kiosk.test_start import loaded

STATUS = """
import sys
from kiosk.__main__ import main
sys.argv = ["kiosk", "status", "--emulated", "normal"]
try:
    main()
finally:
    print(*sys.modules)
"""


def of_a_service_point(modules: frozenset[str]) -> list[str]:
    return sorted(name for name in modules if "service_point" in name)


def test_there_is_a_line_for_every_role_of_the_settings() -> None:
    assert list(ROLES) == list(get_args(Role))


def test_a_self_service_terminal_in_its_window_loads_nothing_of_a_service_point() -> None:
    assert of_a_service_point(loaded()) == []


def test_nor_does_one_that_asks_the_office_about_a_card(tmp_path: Path) -> None:
    """With reader, card, journal, outbox and an issuer in the same process."""
    surroundings = {"XDG_STATE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        [sys.executable, "-c", STATUS], env=surroundings, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    modules = frozenset(ran.stdout.splitlines()[-1].split())

    assert {"kiosk.roles.self_service.parts", "kiosk.app.near_self_service", "sqlalchemy"} <= modules
    assert of_a_service_point(modules) == []
