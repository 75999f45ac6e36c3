"""The harness itself: a pcscd that keeps to itself, says why it can't start, and leaves nothing running."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pcsc.contacts import atr_in
from tests.pcsc.pcscd import Pcscd, PcscdFailed
from tests.pcsc.waiting import until

ROOT = Path(__file__).parents[2]
GONE_WITHIN_S = 2.0
START_AND_BE_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.pcsc.pcscd import Pcscd
pcscd = Pcscd(Path(sys.argv[1]))
pcscd.start()
print(pcscd.ports[0], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for a socket's."""
    with tempfile.TemporaryDirectory(prefix="pcscd-") as name:
        yield Path(name)


def test_another_pcscd_beside_it_has_slots_of_its_own(pcscd: Pcscd, folder: Path) -> None:
    with Pcscd(folder) as other:
        assert not set(other.ports) & set(pcscd.ports)
        listing = ("opensc-tool", "--list-readers")
        listed = subprocess.run(listing, env=other.environment(), capture_output=True, text=True, check=True).stdout
        assert listed.count("Virtual PCD") == 2
        other.kill()
        assert atr_in(0) == ""


def test_it_dies_with_the_process_that_started_it(folder: Path) -> None:
    command = (sys.executable, "-c", START_AND_BE_KILLED, str(folder))
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    port = int(killed.stdout)

    def nobody_listens() -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", port)) != 0

    until(nobody_listens, "the orphaned pcscd gone", GONE_WITHIN_S)


def test_a_start_that_fails_shows_the_log(folder: Path) -> None:
    pcscd = Pcscd(folder)
    with socket.socket() as taken:
        taken.bind(("", pcscd.ports[1]))
        taken.listen()
        with pytest.raises(PcscdFailed, match="Address already in use"):
            pcscd.start()
    assert not pcscd.alive
    with pcscd:  # now that the port is free again
        assert pcscd.socket_path.is_socket()
