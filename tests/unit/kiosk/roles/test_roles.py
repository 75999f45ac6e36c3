"""The table of roles, and what a terminal in one role loads of the others: nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from kiosk.app.roles import ROLES
from kiosk.card.sighting import CardOut
from kiosk.roles.journey import See
from kiosk.session.reader import Reader
from kiosk.settings import RoleName

STATUS = """
import sys
from kiosk.__main__ import main
sys.argv = ["kiosk", "status", "--emulated", "normal"]
try:
    main()
finally:
    print(*sys.modules)
"""

OWN_SCREENS: dict[RoleName, set[str]] = {
    "self-service": {"attract", "menu", "pin-changed", "locked", "out-of-service"},
    "service-point": {"staff-sign-in", "case", "reset-pin", "unlock-done"},
}


def test_there_is_a_line_for_every_role_of_the_settings() -> None:
    assert list(ROLES) == list(get_args(RoleName))


def test_a_self_service_terminal_that_asks_the_office_about_a_card_loads_nothing_of_a_service_point(
    tmp_path: Path,
) -> None:
    """With reader, card, journal, outbox and an issuer in the same process. One in its window: see `test_start`."""
    surroundings = {"XDG_STATE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        [sys.executable, "-c", STATUS], env=surroundings, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    modules = frozenset(ran.stdout.splitlines()[-1].split())

    assert {"kiosk.roles.self_service.parts", "kiosk.app.near_self_service", "sqlalchemy"} <= modules
    assert [name for name in modules if "service_point" in name] == []


def test_a_self_service_terminal_takes_what_its_reader_shows_as_it_is() -> None:
    gone = CardOut("the reader")

    assert ROLES["self-service"].parts().machine.seen(Reader.HOLDER, gone) is gone


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_tour_of_its_own_screens(role: RoleName) -> None:
    stops = [stop for journey in ROLES[role].parts().journeys() for stop in journey]
    pictures = {stop.picture for stop in stops if isinstance(stop, See)}

    assert pictures >= OWN_SCREENS[role]
