"""`python -m tests.accessibility`: measures every screen in every look; exit status 2 where something is broken."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console

from emulator import china
from tests.accessibility.judged import Verdict
from tests.accessibility.report import report
from tests.accessibility.survey import Survey, looks, survey

OUT = Path(__file__).parents[2] / "out" / "accessibility"
ALBUM = "pictures"
BROKEN = 2
TOLD = 5  # breaches of a criterion


def main(
    out: Annotated[Path, typer.Option(help="The folder for report.html and its pictures.")] = OUT,
    quick: Annotated[bool, typer.Option("--quick", help="One size of screen alone: a first look.")] = False,
) -> None:
    """Measure everything, and leave a report."""
    console = Console(highlight=False)
    began = monotonic()

    def told(done: int, of: int) -> None:
        console.print(f"[{done}/{of}] {monotonic() - began:.0f} s", markup=False)

    console.print("walking through every screen …", markup=False)
    (out / ALBUM).mkdir(parents=True, exist_ok=True)
    wanted = looks()
    if quick:
        wanted = [look for look in wanted if (look.width, look.height) == (1280, 1024)]
    with TemporaryDirectory() as aside:
        found = survey(Path(aside, "outbox.sqlite"), out / ALBUM, wanted, told)
    _keep(found, out)
    for verdict in found.verdicts:
        _tell(verdict, console)
    console.print(f"kept: {out / 'report.html'}; {found.pages:,} pages in {monotonic() - began:.0f} s", markup=False)
    if any(verdict.findings for verdict in found.verdicts):
        raise typer.Exit(BROKEN)


def _keep(found: Survey, out: Path) -> None:
    (out / "report.html").write_text(report(found, china.now(), ALBUM), "utf-8")
    breaches = (
        f"{verdict.criterion.id}\t{finding.what}\t{len(finding.pages)}\t{'; '.join(map(str, finding.pages[:3]))}\n"
        for verdict in found.verdicts
        for finding in verdict.findings
    )
    (out / "breaches.tsv").write_text("".join(breaches), "utf-8")


def _tell(verdict: Verdict, console: Console) -> None:
    found = verdict.findings
    console.print(f"{'✗' if found else '✓'} {verdict.criterion.title}: {len(found) or 'no'} breaches", markup=False)
    for finding in found[:TOLD]:
        where = f" ({finding.pages[0]}, {len(finding.pages)} pages)" if finding.pages else ""
        console.print(f"    {finding.what}{where}", markup=False)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    typer.run(main)
