"""`python -m tests.benchmarks`: how fast card and terminal are, against what is asked of them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tests.benchmarks.behind_pcscd import behind_pcscd
from tests.benchmarks.card_alone import card_alone
from tests.benchmarks.durable_verify import durable_verify
from tests.benchmarks.figure import Benchmark, Figure
from tests.benchmarks.stalls import stalls
from tests.benchmarks.start import start
from tests.benchmarks.touch import touch

BENCHMARKS = (
    Benchmark("the card alone, in this process", card_alone),
    Benchmark("the card behind pcscd, beside a null card", behind_pcscd),
    Benchmark("durable VERIFY on SQLite, beside bare durable writes", durable_verify),
    Benchmark("the terminal's start, beside a bare window", start),
    Benchmark("the terminal's answer to a touch", touch),
    Benchmark("the terminal's loop while cards, issuer and disk misbehave", stalls),
)
QUICK_SHARE = 0.2


def main(
    quick: Annotated[bool, typer.Option("--quick", help="A fifth of the measurements: a first look.")] = False,
) -> None:
    """Measure everything and print a line for each figure. Exit status 1 where a target is missed."""
    console = Console(highlight=False)
    share = QUICK_SHARE if quick else 1.0
    figures: list[Figure] = []
    for number, benchmark in enumerate(BENCHMARKS, start=1):
        console.print(f"[{number}/{len(BENCHMARKS)}] {benchmark.title} …", markup=False)
        figures += benchmark.run(share)
    console.print(_table(figures))
    if not all(figure.met for figure in figures):
        raise typer.Exit(1)


def _table(figures: list[Figure]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("figure", "measured", "target", ""):
        table.add_column(heading, justify="right" if heading in ("measured", "target") else "left", no_wrap=True)
    for figure in figures:
        verdict = "" if figure.target is None else "ok" if figure.met else "short"
        table.add_row(figure.name, _amount(figure.value, figure.unit), _target(figure), verdict)
    return table


def _target(figure: Figure) -> str:
    return "" if figure.target is None else f"{figure.target.sign} {_amount(figure.target.bound, figure.unit)}"


def _amount(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


if __name__ == "__main__":
    typer.run(main)
