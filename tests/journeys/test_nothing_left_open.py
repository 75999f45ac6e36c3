"""Every command lets go of its files, sockets and databases: Python's development mode would tell of what it forgot."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.journeys.console import KIOSK, NEW, PRESENT, Console, at_once
from tests.support.issuer import issuer_in

EMULATOR = str(Path(KIOSK).with_name("emulator"))


def test_with_warnings_as_errors_no_command_warns(console: Console) -> None:
    """Since 3.13 Python tells of a database that was not closed as well."""
    issuer, store = issuer_in(console.home / "issuer"), console.home / "cards"
    run = partial(console.run, PYTHONDEVMODE="1", PYTHONWARNINGS="error", KIOSK_ISSUER=str(issuer))
    changed = run("change-pin", "--emulated", "normal", "--store", store, "--pin-stdin", lines=(PRESENT, NEW, NEW))
    rest = at_once(
        [
            partial(run, "doctor"),
            partial(run, "status"),
            partial(run, "status", "--emulated", "mute"),
            partial(run, "cards", through=(EMULATOR,)),
            partial(run, "issuer", "check", "--dir", issuer, through=(EMULATOR,)),
            partial(run, "shell", "normal", "--store", store, lines=("reset",), through=(EMULATOR,)),
        ]
    )

    assert changed.status == 0
    assert [ended.errors for ended in (changed, *rest) if "Warning" in ended.errors + ended.output] == []
