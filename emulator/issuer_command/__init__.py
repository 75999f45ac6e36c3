"""`emulator issuer`: what a back office knows, and whether it agrees with itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulator import china
from emulator.issuer_command.closing import close
from emulator.issuer_command.limit import limit
from emulator.issuer_command.options import FolderOption, IssuerRefused, explained
from emulator.issuer_command.progress import progress_of
from emulator.issuer_command.restoring import restore_accept
from emulator.issuer_command.review import review
from emulator.issuer_command.terminal import terminal
from emulator.listing import print_table
from emulator.printable import printable
from emulator.typed import path_option

__all__ = ["IssuerRefused", "issuer"]

issuer = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Inspect an issuer's folder: cards, cases, the audit. Decide what waits: terminals, reviews, limits."
    " All of it also beside a running terminal.",
)

CardArgument = Annotated[
    str,
    typer.Argument(metavar="CARD", help="A bundled card's id, the path of a card file, or an identification in hex."),
]

WitnessOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--witness",
        metavar="FILE",
        parser=path_option,
        help="A terminal's record of the audit (its issuer-….json), to check against as well; as often as wanted.",
    ),
]

issuer.add_typer(terminal, name="terminal")
issuer.add_typer(review, name="review")
issuer.add_typer(limit, name="limit")
issuer.command("close")(close)
issuer.command("restore-accept")(restore_accept)


@issuer.command()
def show(card: CardArgument, folder: FolderOption) -> None:
    """Show what the registry says of a card."""
    with explained():
        from emulator.issuer_report import card_rows

        print_table(("", ""), card_rows(folder, card, china.now()))


@issuer.command()
def history(card: CardArgument, folder: FolderOption) -> None:
    """List the changes of a card's standing, in China's time."""
    with explained():
        from emulator.issuer_report import HISTORY_COLUMNS, history_rows

        print_table(HISTORY_COLUMNS, history_rows(folder, card))


@issuer.command()
def cases(folder: FolderOption) -> None:
    """List the cases: who came for which PIN, and how it ended."""
    with explained():
        from emulator.issuer_report import CASE_COLUMNS, case_rows

        print_table(CASE_COLUMNS, case_rows(folder, china.now()))


@issuer.command()
def check(folder: FolderOption, witness: WitnessOption = None) -> None:
    """Check that registry, cases and audit agree.

    And that nothing is undecided. The whole audit, and every row that decides against what the audit says of it. A case
    whose message has no proved or reported end is listed until somebody closes it (issuer close). Exit status 1 where
    something is wrong or undecided.
    """
    with explained():
        from emulator.issuer_report import check as checked
        from emulator.issuer_report import worth_knowing

        with progress_of("entries of the audit") as progress:
            audit, wrong = checked(folder, witness or [], progress)
        notes = worth_knowing(folder, china.now())
    for line in (audit, *wrong, *notes):
        typer.echo(printable(line))
    if wrong:
        raise typer.Exit(1)
    typer.echo("registry, cases and audit agree")
