"""`python -m tests.benchmarks`: how fast card and terminal are, against what is asked of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from emulator import china
from kiosk.ui.window import application
from tests.benchmarks.behind_pcscd import behind_pcscd
from tests.benchmarks.card_alone import card_alone
from tests.benchmarks.durable_verify import durable_verify
from tests.benchmarks.figure import Benchmark, Figure
from tests.benchmarks.plot import plot
from tests.benchmarks.report import print_table, write_json
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
OUT = Path(__file__).parents[2] / "out"


def main(
    quick: Annotated[bool, typer.Option("--quick", help="A fifth of the measurements: a first look.")] = False,
) -> None:
    """Measure everything; print, keep and draw what was found. Exit status 1 where a target is missed."""
    console = Console(highlight=False)
    share = QUICK_SHARE if quick else 1.0
    figures: list[Figure] = []
    for number, benchmark in enumerate(BENCHMARKS, start=1):
        console.print(f"[{number}/{len(BENCHMARKS)}] {benchmark.title} …", markup=False)
        figures += benchmark.run(share)
    print_table(figures, console)
    write_json(figures, OUT / "bench.json", china.now(), quick=quick)
    qt = application(offscreen=True)
    plot(figures, OUT / "bench.png")
    del qt  # until here
    console.print("kept: out/bench.json, and the targets as a picture: out/bench.png", markup=False)
    if not all(figure.met for figure in figures):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
