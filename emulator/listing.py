"""Tables for people, on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from emulator.printable import printable

_WIDE = 10_000  # columns, where the output is no terminal: whatever reads it wants it whole
_NARROW = 60  # on less, nothing is cut short: it goes on in the next line


def print_table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """One line a row; without any heading, no line of headings. The last column gives way where there is no room."""
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else _WIDE, highlight=False, markup=False)
    narrow = console.width < _NARROW
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=any(columns))
    *others, last = columns
    for heading in others:
        table.add_column(heading, no_wrap=not narrow, overflow="fold")
    table.add_column(last, overflow="fold")  # gives way, and is then cut short
    for row in (tuple(map(printable, each)) for each in rows):
        table.add_row(*row[:-1], Text(row[-1], no_wrap=not narrow, overflow="fold" if narrow else "ellipsis"))
    if terminal:
        console.print(table)
        return
    with console.capture() as drawn:
        console.print(table)
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in drawn.get().splitlines())
