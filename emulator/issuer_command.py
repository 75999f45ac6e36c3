"""`emulator issuer`: what a back office knows, and whether it agrees with itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from emulator import china
from emulator.extras import Extra, require
from emulator.listing import print_table
from emulator.typed import path_option

issuer = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Inspect an issuer's folder: a card, its history, cases, the audit.",
)

FolderOption = Annotated[
    Path,
    typer.Option("--dir", metavar="DIR", parser=path_option, help="The issuer's folder, with registry.sqlite in it."),
]
CardArgument = Annotated[
    str,
    typer.Argument(metavar="CARD", help="A bundled card's id, the path of a card file, or an identification in hex."),
]


class IssuerRefused(Exception):
    """The folder is no back office, or has not got the card; the message names the reason and the mend."""


@issuer.command()
def show(card: CardArgument, folder: FolderOption) -> None:
    """Show what the registry says of a card."""
    with _explained():
        from emulator.issuer_report import card_rows

        print_table(("", ""), card_rows(folder, card, china.now()))


@issuer.command()
def history(card: CardArgument, folder: FolderOption) -> None:
    """List the changes of a card's standing, in China's time."""
    with _explained():
        from emulator.issuer_report import HISTORY_COLUMNS, history_rows

        print_table(HISTORY_COLUMNS, history_rows(folder, card))


@issuer.command()
def cases(folder: FolderOption) -> None:
    """List the cases: who came for which PIN, and what became of it."""
    with _explained():
        from emulator.issuer_report import CASE_COLUMNS, case_rows

        print_table(CASE_COLUMNS, case_rows(folder, china.now()))


@issuer.command()
def check(folder: FolderOption) -> None:
    """Check that registry, cases and audit agree, and that nothing is undecided.

    The audit's chain as well. A case whose message has no proved or reported end is listed until somebody closes it
    (issuer close). Exit status 1 where something is wrong or undecided.
    """
    with _explained():
        from emulator.issuer_report import check as checked
        from emulator.issuer_report import worth_knowing

        audit, wrong = checked(folder)
        notes = worth_knowing(folder, china.now())
    for line in (audit, *wrong, *notes):
        typer.echo(line)
    if wrong:
        raise typer.Exit(1)
    typer.echo("registry, cases and audit agree")


@contextmanager
def _explained() -> Iterator[None]:
    require(Extra.ISSUER)
    from emulator.back_office import BackOfficeRefused  # with SQLAlchemy, whose import other commands need not wait for

    try:
        yield
    except BackOfficeRefused as error:
        raise IssuerRefused(str(error)) from error
