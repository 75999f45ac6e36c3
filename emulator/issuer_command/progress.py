"""How far a long look is, for whoever waits at a keyboard."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

MANY = 10_000


@contextmanager
def progress_of(what: str) -> Iterator[Callable[[int, int], None]]:
    """Tells on stderr how many of how many are done, where there are many and somebody looks."""
    shown = False

    def tell(done: int, of: int) -> None:
        nonlocal shown
        if of > MANY and sys.stderr.isatty():
            shown = True
            typer.echo(f"\r{done * 100 // of} % of {of} {what}", err=True, nl=False)

    yield tell
    if shown:
        typer.echo("", err=True)
