"""`emulator issuer limit`: who asked how often, and letting somebody ask again."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from emulator import china
from emulator.issuer.reason import NO_REASON
from emulator.issuer_command.options import (
    FolderOption,
    IssuerRefused,
    ReasonOption,
    explained,
    refuse,
    whoever_asks,
)
from emulator.listing import print_table
from emulator.streams import say_done

limit = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="List and lift the limits that are reached.\n\nThey are of terminals, cards and staff.",
)

_COLUMNS = ("who", "subject", "at", "what", "asked", "limit", "until")


@limit.command("list")
def list_limits(
    folder: FolderOption,
    every: Annotated[bool, typer.Option("--all", help="What is not reached as well.")] = False,
) -> None:
    """List the limits that are reached just now, and when each ends."""
    with explained():
        from emulator.issuer.limits import listed
        from emulator.issuer_folder import to_look
        from emulator.issuer_report import time_of

        with to_look(folder) as files, files.database.reading() as session:
            rows = [
                (
                    row.kind,
                    row.subject.upper() if row.kind == "card" else row.subject,
                    row.terminal or "all",
                    row.what,
                    str(min(row.count, of.most)),
                    f"{of.most} a {of.window}",
                    time_of(row.until),
                )
                for of, row in listed(session, china.now())
                if every or row.count >= of.most
            ]
    if rows:
        print_table(_COLUMNS, rows)
    else:
        typer.echo("no limit is reached")


@limit.command()
def lift(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT",
            help="A terminal, a card or a member of staff, as a command shows it.",
        ),
    ],
    reason: ReasonOption,
    folder: FolderOption,
) -> None:
    """Let somebody ask again, and say why.

    What was counted for the terminal, card or member of staff is forgotten."""
    with explained():
        from emulator.issuer import limits
        from emulator.issuer.answers import Reason, Refused
        from emulator.issuer_folder import at_command
        from emulator.issuer_report import cards_shown_as

        known_as = subject.lower() if re.fullmatch("[0-9A-Fa-f]{32}", subject) else subject
        if not subject.strip():
            raise IssuerRefused(f"say whose. See: emulator issuer limit list --all --dir {folder}.")
        with at_command(folder) as database, database.writing() as session:
            cards = cards_shown_as(session, subject)
            if len(cards) > 1:
                raise IssuerRefused(
                    f"{len(cards)} cards are shown as {subject}. Say the identification, as `list` does."
                )
            lifted = limits.lift(session, cards[0] if cards else known_as, reason, whoever_asks(), china.now())
        if isinstance(lifted, Refused):
            refuse(
                lifted,
                {Reason.MALFORMED: NO_REASON},
            )
        if not lifted:
            raise IssuerRefused(
                f"nothing is counted for {subject!r}. See: emulator issuer limit list --all --dir {folder}."
            )
    say_done(f"lifted: {subject} may ask again")
