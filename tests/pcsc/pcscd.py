"""A pcscd of the tests' own, with vpcd's two slots on ports of its own, beside any other on the machine.

In a mount namespace of its own a folder of the tests lies over /run, so its socket, pid file and configuration are
there. It loads no USB driver: readers plugged into the machine stay with the machine's pcscd.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
from pathlib import Path
from typing import Self

from tests.pcsc.waiting import TooLate, until

START_WITHIN_S = 10.0
STOP_WITHIN_S = 5.0

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
VPCD = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
READY = "daemon ready."
REFUSED = "Could not initialize connection to virtual ICC"

# Below the range from which the kernel takes the ports of outgoing connections.
FIRST_PORT, LAST_PORT = 20_000, 32_000

_READER_CONF = """\
FRIENDLYNAME "Virtual PCD"
DEVICENAME /dev/null:0x{port:04X}
LIBPATH {vpcd}
CHANNELID 0x{port:04X}
"""
# All of it is one process: each part becomes the next.
_IN_NAMESPACE = 'mount --bind "$1" /run && exec setpriv --pdeathsig KILL pcscd --foreground --info --config /run/conf'


class PcscdFailed(Exception):
    """pcscd did not start; the message holds its log."""


class Pcscd:
    """One pcscd that can be killed and started again at the same socket and ports.

    `folder` is for it alone; its path is short (a socket's has at most 107 bytes). `ports` are those of slot 0 and 1.
    Start it from the main thread: it dies with the thread that started it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.ports = _two_free_ports()
        self.socket_path = folder / "pcscd" / "pcscd.comm"
        self.log = folder / "pcscd.log"
        for name in ("conf", "pcscd", "no-usb-drivers"):
            (folder / name).mkdir()
        (folder / "conf" / "vpcd").write_text(_READER_CONF.format(port=self.ports[0], vpcd=VPCD))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

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
        for left_over in self.socket_path.parent.iterdir():
            left_over.unlink()
        as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
        with self.log.open("ab") as log:
            before = log.tell()
            self._process = subprocess.Popen(
                ["unshare", "--mount", *as_root, "sh", "-c", _IN_NAMESPACE, "sh", str(self._folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={
                    **os.environ,
                    "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin",
                    "PCSCLITE_HP_DROPDIR": str(self._folder / "no-usb-drivers"),
                },
            )
        try:
            until(lambda: not self.alive or READY in self._logged(before), "pcscd ready", START_WITHIN_S)
        except TooLate:
            self.kill()
        if not self.alive or REFUSED in self._logged(before):
            self.stop()
            raise PcscdFailed(f"pcscd (ports {self.ports}) did not start:\n{self._logged(before)}")

    def kill(self) -> None:
        """End it as a crash would, with SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End it in good order; after 5 s with SIGKILL."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                self.kill()

    def restart(self) -> None:
        """Kill it where it runs, and start it at the same socket and ports. Raises PcscdFailed."""
        self.kill()
        self.start()

    def _logged(self, since: int) -> str:
        return self.log.read_bytes()[since:].decode(errors="replace")


def _two_free_ports() -> tuple[int, int]:
    """Two consecutive TCP ports that nobody has bound; by chance, so that two sessions do not meet."""
    while True:
        port = FIRST_PORT + secrets.randbelow(LAST_PORT - FIRST_PORT)
        if _is_free(port) and _is_free(port + 1):
            return port, port + 1


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
        return True
