"""A program's standard streams, whatever they are: closed, full, a pipe whose reader goes away, of any encoding.

Output that is lost is told once, as OutputLost, and what follows goes nowhere. Errors that can't be told are not told.
Where an encoding lacks a character, a plain one stands for it, or its number: \\u5361.
"""

from __future__ import annotations

import codecs
import errno
import io
import json
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from emulator.printable import printable_lines

_READABLE = "readable"
_PLAIN = {"✓": "ok", "✗": "!!", "→": "->", "–": "-", "—": "-", "…": "...", "×": "x", "·": "-", "’": "'"}
_READ, _WRITE = os.O_RDONLY, os.O_WRONLY


class OutputLost(OSError):
    """Standard output does not take what is written to it; `strerror` says why."""


@contextmanager
def standard_streams(program: str) -> Iterator[None]:
    """Standard streams that can be used until the end, whatever they are.

    Where output is lost the program ends with status 1, and with a reason on standard error unless its reader just went
    away; whoever thinks that something else counts has to catch OutputLost.
    """
    _open()
    try:
        try:
            yield
        finally:
            sys.stdout.flush()  # at the interpreter's own end, it would be told in a traceback
    except OutputLost as lost:
        if lost.errno != errno.EPIPE:
            sys.stderr.write(f"{program}: standard output can't be written: {lost.strerror}.\n")
        raise SystemExit(1) from None


def say_notice(text: str) -> None:
    """Something that its user should know of a command that goes on, on standard error."""
    sys.stderr.write(f"emulator: {printable_lines(text)}\n")
    sys.stderr.flush()


def say_done(text: str) -> None:
    """Say what was done on standard output, or where that is lost on standard error: it was done all the same."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OutputLost:
        sys.stderr.write(f"{text}\n")


def json_text(value: object) -> str:
    """`value` as JSON for programs: in ASCII where standard output is of an encoding that not every program expects."""
    utf8 = codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"
    return json.dumps(value, ensure_ascii=not utf8, indent=2)


def _open() -> None:
    """Take the streams over, unless somebody has put others in their place."""
    codecs.register_error(_READABLE, _readable)
    # A number that is free would be that of the next file that is opened, and get what is meant for the stream.
    for number, way in enumerate((_READ, _READ, _WRITE)):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, way), True)  # output that was closed can't be written
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    if sys.stdout is sys.__stdout__:
        sys.stdout = _made(_Output, 1, sys.__stdout__)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _made(_Errors, 2, sys.__stderr__)


def _made(kind: type[io.TextIOWrapper], number: int, before: Any) -> io.TextIOWrapper:
    os.set_blocking(number, True)  # or a slow reader would be an error
    encoding = before.encoding if before is not None else locale.getencoding()
    buffered = io.BufferedWriter(io.FileIO(number, "wb", closefd=False))
    return kind(buffered, encoding, _READABLE, line_buffering=number == 2 or os.isatty(number))


class _Output(io.TextIOWrapper):
    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError as error:
            raise self._lost(error) from error

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise self._lost(error) from error

    def _lost(self, error: OSError) -> OutputLost:
        """To be raised; what is still buffered leads nowhere, and is not told of a second time."""
        _lead_nowhere(self.fileno())
        return OutputLost(error.errno, error.strerror)


class _Errors(io.TextIOWrapper):
    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError:
            _lead_nowhere(self.fileno())
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            _lead_nowhere(self.fileno())


def _lead_nowhere(number: int) -> None:
    nowhere = os.open(os.devnull, _WRITE)
    os.dup2(nowhere, number)
    os.close(nowhere)


def _readable(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    plain = "".join(_PLAIN.get(each, each) for each in lacking)
    return plain.encode("ascii", "backslashreplace").decode("ascii"), error.end
