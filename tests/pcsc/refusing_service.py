"""A service at pcscd's socket that turns its callers away as pcscd does where polkit denies them."""

from __future__ import annotations

import socket
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Self

from tests.pcsc.waiting import until

ASKED_WITHIN_S = 5.0
FIRST_WORDS = 8 + 12  # pcsc-lite's header and version, in two writes: the second must find somebody there


class RefusingService:
    """Closes each connection with the caller's first words unread, which resets it. After `times` it is gone.

    It listens at `path`, where no pcscd may be.
    """

    def __init__(self, path: Path, times: int) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._times = times
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        self._socket.listen()
        self._thread = Thread(target=self._run, name="refusing service", daemon=True)
        self.refused = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._times = 0
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect_ex(str(self._path))  # wakes the thread
        self._thread.join()

    def _run(self) -> None:
        while self.refused < self._times:
            caller, _ = self._socket.accept()
            with caller:
                caller.settimeout(ASKED_WITHIN_S)
                until(partial(_has_spoken, caller), "the caller's first words", ASKED_WITHIN_S)
                self.refused += 1
                if self.refused >= self._times:
                    self._socket.close()  # before the connection, as a process that dies closes its own
        self._socket.close()


def _has_spoken(caller: socket.socket) -> bool:
    """True also for one that went without a word."""
    return len(caller.recv(FIRST_WORDS, socket.MSG_PEEK)) in (0, FIRST_WORDS)
