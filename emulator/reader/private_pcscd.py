"""A pcscd of one's own, with vpcd's two slots on ports of its own, beside any other pcscd on the machine.

It is handed the socket that it listens at, as systemd would, so it needs neither root nor a namespace, and any number
of them run side by side. It loads no USB driver: readers plugged into the machine stay with the machine's pcscd.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Self

START_WITHIN_S = 10.0
STOP_WITHIN_S = 5.0
LOOK_EVERY_S = 0.01

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
VPCD = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
RUN_FOLDER = Path("/run/pcscd")  # compiled into pcscd, which ends where it can't make it
READY = "daemon ready."
REFUSED = "Could not initialize connection to virtual ICC"
SYSTEM_FOLDERS = "/usr/sbin:/sbin"  # where pcscd is; not on an ordinary user's path

READERS = ("Virtual PCD 00 00", "Virtual PCD 00 01")  # PC/SC's names of the two slots, where no other name is asked for
SLOTS = 2  # of one vpcd

_READER_CONF = b"""\
FRIENDLYNAME "%s"
DEVICENAME /dev/null:0x%04X
LIBPATH %s
CHANNELID 0x%04X
"""
# Standard input is the socket. All of it is one process: each part becomes the next, and keeps the id in LISTEN_PID.
_HAND_OVER = 'LISTEN_PID=$$ LISTEN_FDS=1; export LISTEN_PID LISTEN_FDS; exec "$@" 3<&0 </dev/null'
_AS_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--")
_WITH_A_RUN_FOLDER = ("unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs run /run && exec "$@"', "sh")


class PcscdFailed(Exception):
    """pcscd did not start; the message says why, or holds its log."""


class PcscdImpossible(PcscdFailed):
    """Nobody but root can make what pcscd needs on this machine; the message is one line and says what that is."""


class PrivatePcscd:
    """One pcscd that can be killed and started again at the same socket and ports; a `with` block starts and ends it.

    `ports` are those of the slots, held until `close`. It reads the folder `configuration` at each start. Start it from
    the main thread: it dies with the thread that started it.
    """

    def __init__(self, names: Sequence[bytes] = (b"Virtual PCD",)) -> None:
        """Nothing runs yet. Each of `names` is a reader with two slots.

        Raises PcscdFailed where pcscd or vpcd is missing, PcscdImpossible.
        """
        self._daemon = _daemon()
        self._folder = tempfile.TemporaryDirectory(prefix="pcscd-", dir="/tmp")  # a socket's path has at most 107 bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._held = _consecutive_ports(SLOTS * len(names))
        self.ports: tuple[int, ...] = tuple(held.getsockname()[1] for held in self._held)
        folder = Path(self._folder.name)
        self.socket_path = folder / "pcscd.comm"
        self.log = folder / "pcscd.log"
        self.configuration = folder / "readers"
        self.configuration.mkdir()
        for number, (name, port) in enumerate(zip(names, self.ports[::SLOTS], strict=True)):
            # The driver keeps its slots in variables of its own: a copy for each reader.
            driver = Path(shutil.copy(VPCD, folder / f"driver-{number}.so")) if number else VPCD
            described = _READER_CONF % (name, port, bytes(driver), port)
            (self.configuration / f"reader-{number}").write_bytes(described)
        for read_by_nobody in (folder, self.configuration):
            read_by_nobody.chmod(0o755)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """True while its process runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id; only while it runs."""
        assert self._process is not None
        return self._process.pid

    def environment(self) -> dict[str, str]:
        """The environment of a process that shall reach this pcscd."""
        return {**os.environ, SOCKET_VARIABLE: str(self.socket_path)}

    def start(self) -> None:
        """Start it; it listens to clients and to both slots on return. Raises PcscdFailed."""
        self.socket_path.unlink(missing_ok=True)
        with self.log.open("ab") as log, socket.socket(socket.AF_UNIX) as listening:
            before = log.tell()
            listening.bind(str(self.socket_path))
            listening.listen()
            self._process = subprocess.Popen(
                ["sh", "-c", _HAND_OVER, "sh", *self._daemon, "--config", str(self.configuration)],
                stdin=listening.fileno(),
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PATH": _path(), "PCSCLITE_HP_DROPDIR": str(self.configuration)},
            )
        deadline = monotonic() + START_WITHIN_S
        while self.alive and READY not in self._logged(before):
            if monotonic() > deadline:
                self.kill()
            self._ended_within(LOOK_EVERY_S)
        if not self.alive or REFUSED in self._logged(before):
            self.stop()
            raise PcscdFailed(f"pcscd (ports {self.ports}) did not start:\n{self._logged(before)}")

    def kill(self) -> None:
        """End it as a crash would, with SIGKILL; its socket stays, and nobody answers there."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End it in good order, after 5 s with SIGKILL; its socket goes."""
        if self._process is not None:
            self._process.terminate()
            if not self._ended_within(STOP_WITHIN_S):
                self.kill()
        self.socket_path.unlink(missing_ok=True)

    def restart(self) -> None:
        """Kill it where it runs, and start it at the same socket and ports. Raises PcscdFailed."""
        self.kill()
        self.start()

    def close(self) -> None:
        """`stop`, and let go of its ports and its folder; it can't be started again."""
        self.stop()
        for held in self._held:
            held.close()
        self._folder.cleanup()

    def _ended_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _logged(self, since: int) -> str:
        return self.log.read_bytes()[since:].decode(errors="replace")


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:{SYSTEM_FOLDERS}"


def _daemon() -> list[str]:
    """The command that becomes pcscd, but for its configuration. Raises PcscdFailed, PcscdImpossible."""
    pcscd = shutil.which("pcscd", path=_path())
    if pcscd is None or not VPCD.exists():
        raise PcscdFailed("pcscd or its driver for virtual cards is missing: apt-get install pcscd vsmartcard-vpcd")
    options = ["--foreground", "--info"]
    # Where no bus serves polkit, a pcscd that was built with it turns everybody away.
    if "--disable-polkit" in subprocess.run([pcscd, "--help"], capture_output=True, text=True, check=False).stdout:
        options.append("--disable-polkit")
    return [*_place(), "setpriv", "--pdeathsig", "KILL", "--", pcscd, *options]


def _place() -> tuple[str, ...]:
    """Before the command: that it finds its run folder, and writes no pid file over that of the machine's own pcscd."""
    if os.geteuid() == 0:
        try:
            RUN_FOLDER.mkdir(mode=0o755, exist_ok=True)
        except OSError as error:
            raise PcscdImpossible(f"pcscd can't be started here: its folder can't be made: {error}") from error
        return _AS_NOBODY if _works(_AS_NOBODY) else ()  # in some containers, root may not become another
    if RUN_FOLDER.is_dir():
        return ()
    if _works(_WITH_A_RUN_FOLDER):
        return _WITH_A_RUN_FOLDER
    raise PcscdImpossible(f"pcscd can't be started here: root has to make its folder first: mkdir {RUN_FOLDER}")


def _works(prefix: tuple[str, ...]) -> bool:
    try:
        return subprocess.run([*prefix, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _consecutive_ports(count: int) -> list[socket.socket]:
    """TCP ports, held by sockets that do not listen: nobody can listen there but who reuses addresses, as vpcd does."""
    while True:
        ports = [_held(0)]
        try:
            while len(ports) < count:
                ports.append(_held(ports[-1].getsockname()[1] + 1))
        except (OSError, OverflowError):  # taken, or past the last
            for held in ports:
                held.close()
        else:
            return ports


def _held(port: int) -> socket.socket:
    held = socket.socket()
    try:
        held.bind(("", port))
    except OSError:
        held.close()
        raise
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return held
