"""The commands as processes whose modules are loaded already: forked from one that loaded them, once for all tests.

What a process does before its first line, how it is started and how it is killed is of no matter to a test that asks
for exit status and words; loading the same two thousand modules for each took half of the tests' time. Who cares for
any of that starts the real script.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import io
import json
import os
import signal
import socket
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from socketserver import BaseRequestHandler, ForkingMixIn, UnixStreamServer
from subprocess import PIPE, CompletedProcess, Popen, TimeoutExpired
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Self

ASKED = 1 << 20
# An interpreter reads these once, at its start: a command that is given another one needs a start of its own.
READ_AT_START = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_")


def run(
    program: str,
    arguments: Sequence[str | Path],
    *,
    given: bytes = b"",
    environment: Mapping[str, str],
    folder: Path | None = None,
    within_s: float,
) -> CompletedProcess[bytes]:
    """`kiosk …` or `emulator …` with `given` on standard input, until it ends; TimeoutExpired, and its end, if late."""
    with TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
        stdin.write(given)
        stdin.seek(0)
        streams = [each.fileno() for each in (stdin, stdout, stderr)]
        with Running(program, arguments, streams=streams, environment=environment, folder=folder) as running:
            try:
                status = running.wait(within_s)
            except TimeoutError:
                raise TimeoutExpired([program, *map(str, arguments)], within_s) from None
        return CompletedProcess([program, *arguments], status, _whole(stdout), _whole(stderr))


class Running:
    """`kiosk …` or `emulator …` on three streams, in a session of its own where they are its `terminal`.

    At the end of the block it has ended, or is ended.
    """

    def __init__(
        self,
        program: str,
        arguments: Sequence[str | Path],
        *,
        streams: Sequence[int],
        environment: Mapping[str, str],
        folder: Path | None = None,
        terminal: bool = False,
    ) -> None:
        where = str(folder or Path.cwd())
        asked = json.dumps([program, [str(each) for each in arguments], dict(environment), where, terminal]).encode()
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(_started())
        socket.send_fds(self._line, [len(asked).to_bytes(4, "big")], streams)
        self._line.sendall(asked)
        self._answers = self._line.makefile("r")
        self.pid = int(self._answers.readline())
        self._status: int | None = None

    def wait(self, within_s: float) -> int:
        """Its exit status, as of a Popen. Raises TimeoutError."""
        if self._status is None:
            self._line.settimeout(within_s)
            self._status = int(self._answers.readline())
        return self._status

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self._answers.close()
        self._line.close()


def starts_alike(environment: Mapping[str, str]) -> bool:
    """Whether a process with this environment starts as one with the tests' own does; none of ours is unbuffered."""
    read = {name for name in {*environment, *os.environ} if name.startswith(READ_AT_START)} - {"PYTHONUNBUFFERED"}
    return all(environment.get(name) == os.environ.get(name) for name in read)


@cache
def _started() -> str:
    """The socket of this process's own; it ends with it."""
    room = TemporaryDirectory()
    at = str(Path(room.name) / "socket")
    process = Popen([sys.executable, "-m", "tests.support.warm", at], stdin=PIPE, stdout=PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"

    @atexit.register
    def end() -> None:
        process.terminate()
        process.communicate()
        room.cleanup()

    return at


def _whole(file: io.BufferedRandom) -> bytes:  # type: ignore[type-arg,unused-ignore]
    file.seek(0)
    return file.read()


# --- in the process that has everything loaded


class _Server(ForkingMixIn, UnixStreamServer):
    max_children = 100
    parent = os.getppid()

    def service_actions(self) -> None:
        super().service_actions()
        if os.getppid() != self.parent:
            raise SystemExit  # whoever ran the tests was killed

    def handle_error(self, request: object, client_address: object) -> None:
        raise  # noqa: PLE0704


class _Asked(BaseRequestHandler):
    """One command: in a process of its own, that is this one's child."""

    def handle(self) -> None:
        line: socket.socket = self.request
        size, streams, _, _ = socket.recv_fds(line, 4, 3)
        asked = json.loads(line.makefile("rb").read(int.from_bytes(size, "big")))
        program, arguments, environment, folder, terminal = asked
        pid = os.fork()
        if pid == 0:
            line.close()
            if terminal:
                os.setsid()
                fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
            _become(program, arguments, environment, folder, streams)
        line.sendall(f"{pid}\n".encode())
        _, status = os.waitpid(pid, 0)
        line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(
    program: str, arguments: Sequence[str], environment: Mapping[str, str], folder: str, streams: Sequence[int]
) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.argv = [str(Path(sys.executable).parent / program), *arguments]
    status: object = 1
    try:
        _COMMANDS[program]()
        status = 0
    except SystemExit as ended:
        status = ended.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        _end(status)


def _end(status: object) -> None:
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status if isinstance(status, int) else 0 if status is None else 1)


if __name__ == "__main__":
    import emulator.__main__
    import emulator.cli
    import kiosk.__main__
    import kiosk.app.examination
    import kiosk.app.issuer
    import kiosk.app.near_self_service
    import kiosk.card.pcsc
    import kiosk.doctor.examination
    from emulator.back_office import back_office
    from emulator.cards import bundled_cards

    _COMMANDS = {"emulator": emulator.__main__.main, "kiosk": kiosk.__main__.main}
    with back_office(None, bundled_cards()):
        pass  # what is made ready once, at the first use, is ready as well
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.collect()
    gc.freeze()  # so that what is forked copies no page only to look for garbage
    with _Server(sys.argv[1], _Asked) as server:
        os.write(1, b"ready\n")
        server.serve_forever()
