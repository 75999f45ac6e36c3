"""`emulator issuer`: what a back office knows, and whether it agrees with itself."""

from __future__ import annotations

from typing import Annotated

import typer

from emulator import china
from emulator.issuer_command.closing import close
from emulator.issuer_command.limit import limit
from emulator.issuer_command.options import FolderOption, IssuerRefused, explained
from emulator.issuer_command.review import review
from emulator.issuer_command.terminal import terminal
from emulator.listing import print_table

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


issuer.add_typer(terminal, name="terminal")
issuer.add_typer(review, name="review")
issuer.add_typer(limit, name="limit")
issuer.command("close")(close)


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
    """List the cases: who came for which PIN, and what became of it."""
    with explained():
        from emulator.issuer_report import CASE_COLUMNS, case_rows

        print_table(CASE_COLUMNS, case_rows(folder, china.now()))


@issuer.command()
def check(folder: FolderOption) -> None:
    """Check that registry, cases and audit agree.

    And that nothing is undecided, and the audit's chain whole. A case whose message has no proved or reported end is
    listed until somebody closes it (issuer close). Exit status 1 where something is wrong or undecided.
    """
    with explained():
        from emulator.issuer_report import check as checked
        from emulator.issuer_report import worth_knowing

        audit, wrong = checked(folder)
        notes = worth_knowing(folder, china.now())
    for line in (audit, *wrong, *notes):
        typer.echo(line)
    if wrong:
        raise typer.Exit(1)
    typer.echo("registry, cases and audit agree")
