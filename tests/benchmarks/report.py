"""What the benchmarks found, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from tests.benchmarks.figure import Figure

LEAST_NAME = 24  # characters; on a screen that is narrower still, the screen breaks the lines


def print_table(figures: Sequence[Figure], console: Console) -> None:
    """A line a figure. A narrow screen folds names; amounts, targets and verdicts are always whole."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("figure", overflow="fold")
    for heading in ("measured", "target", "times as good"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        style = None if figure.met else "bold red"
        table.add_row(figure.name, figure.measured, figure.wanted, ratio, figure.verdict, style=style)
    whole = Measurement.get(console, console.options.update(max_width=10_000), table).maximum
    least = whole - max(0, max(len(figure.name) for figure in figures) - LEAST_NAME)
    console.width = max(console.width, least) if console.is_terminal else whole
    console.print(table, markup=False)


def write_json(figures: Sequence[Figure], path: Path, when: datetime, *, quick: bool) -> None:
    """All figures, and on what they were measured. `ratio`: how many times as good as asked for."""
    told = {
        "when": when.isoformat(timespec="seconds"),
        "quick": quick,
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "met": all(figure.met for figure in figures),
        "figures": [
            {
                "name": figure.name,
                "value": figure.value,
                "unit": figure.unit,
                "target": figure.target and {"sign": figure.target.sign, "bound": figure.target.bound},
                "ratio": figure.ratio,
                "met": figure.met,
            }
            for figure in figures
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
