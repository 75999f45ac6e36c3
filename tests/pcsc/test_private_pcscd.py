"""The harness itself: a pcscd that keeps to itself, says why it can't start, and leaves nothing running."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from emulator.reader import private_pcscd
from emulator.reader.private_pcscd import READERS, RUN_FOLDER, PcscdFailed, PcscdImpossible, PrivatePcscd
from tests.pcsc.contacts import atr_in
from tests.pcsc.waiting import until

ROOT = Path(__file__).parents[2]
GONE_WITHIN_S = 2.0
START_AND_BE_KILLED = """
import os, signal
from emulator.reader.private_pcscd import PrivatePcscd
pcscd = PrivatePcscd()
pcscd.start()
print(pcscd.ports[0], pcscd.log.parent, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_another_pcscd_beside_it_has_slots_of_its_own(pcscd: PrivatePcscd) -> None:
    with PrivatePcscd() as other:
        assert not set(other.ports) & set(pcscd.ports)
        listing = ("opensc-tool", "--list-readers")
        listed = subprocess.run(listing, env=other.environment(), capture_output=True, text=True, check=True).stdout
        assert all(name in listed for name in READERS)
        other.kill()
        assert atr_in(0) == ""


def test_the_pid_file_of_the_machine_s_own_pcscd_is_left_alone(daemon: PrivatePcscd) -> None:
    if os.geteuid() == 0 and not private_pcscd._works(private_pcscd._AS_NOBODY):
        pytest.skip("root may not become nobody in this container, so its pcscd writes the file")
    pid_file = RUN_FOLDER / "pcscd.pid"
    before = pid_file.read_bytes() if pid_file.exists() else None
    with PrivatePcscd():
        assert (pid_file.read_bytes() if pid_file.exists() else None) == before
    assert (pid_file.read_bytes() if pid_file.exists() else None) == before


def test_it_dies_with_the_process_that_started_it(daemon: PrivatePcscd) -> None:
    command = (sys.executable, "-c", START_AND_BE_KILLED)
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    port, left_over = killed.stdout.split()

    def nobody_listens() -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", int(port))) != 0

    until(nobody_listens, "the orphaned pcscd gone", GONE_WITHIN_S)
    shutil.rmtree(left_over)


def test_a_start_that_fails_shows_the_log(daemon: PrivatePcscd) -> None:
    pcscd = PrivatePcscd()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as vpcd does; others find its ports taken
        taken.bind(("", pcscd.ports[1]))
        taken.listen()
        with pytest.raises(PcscdFailed, match="Address already in use"):
            pcscd.start()
    assert not pcscd.alive
    with pcscd:  # now that the port is free again
        assert pcscd.socket_path.is_socket()


def test_its_ports_are_nobody_else_s_even_while_it_does_not_run(daemon: PrivatePcscd) -> None:
    pcscd = PrivatePcscd()
    with contextlib.closing(pcscd), socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("", pcscd.ports[0]))


def test_where_it_can_not_be_started_one_line_says_what_root_has_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(private_pcscd, "RUN_FOLDER", tmp_path / "not" / "there")
    monkeypatch.setattr(private_pcscd, "_WITH_A_RUN_FOLDER", ("false",))  # no namespaces either
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(PcscdImpossible) as refused:
        PrivatePcscd()
    assert str(refused.value).endswith(f"mkdir {tmp_path}/not/there")
    assert "\n" not in str(refused.value)
