"""Every command lets go of its files, sockets and databases: Python's development mode would tell of what it forgot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.console import KIOSK, NEW, PRESENT, Console, Ended, at_once
from tests.support.issuer import issuer_in

EMULATOR = str(Path(KIOSK).with_name("emulator"))


def watched(console: Console) -> tuple[Callable[..., Ended], Path, Path]:
    """`kiosk …` that tells, an issuer's folder that it is beside, and a folder for cards."""
    issuer = issuer_in(console.home / "issuer")
    run = partial(console.run, PYTHONDEVMODE="1", PYTHONWARNINGS="error", KIOSK_ISSUER=str(issuer))
    return run, issuer, console.home / "cards"


def warned(*ends: Ended) -> list[str]:
    return [ended.errors for ended in ends if "Warning" in ended.errors + ended.output]


def test_with_warnings_as_errors_what_opens_most_warns_of_nothing(console: Console) -> None:
    """Since 3.13 Python tells of a database that was not closed as well."""
    run, issuer, store = watched(console)
    changed = run("change-pin", "--emulated", "normal", "--store", store, "--pin-stdin", lines=(PRESENT, NEW, NEW))
    checked = run("issuer", "check", "--dir", issuer, through=(EMULATOR,))

    assert changed.status == 0
    assert warned(changed, checked) == []


@pytest.mark.slow
def test_with_warnings_as_errors_no_command_warns(console: Console) -> None:
    run, _, store = watched(console)
    ends = at_once(
        [
            partial(run, "doctor"),
            partial(run, "status"),
            partial(run, "status", "--emulated", "mute"),
            partial(run, "cards", through=(EMULATOR,)),
            partial(run, "shell", "normal", "--store", store, lines=("reset",), through=(EMULATOR,)),
        ]
    )

    assert warned(*ends) == []
