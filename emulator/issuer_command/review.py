"""`emulator issuer review`: first changes of a PIN that were proved in part, and somebody's word on them."""

from __future__ import annotations

from typing import Annotated

import typer

from emulator import china
from emulator.issuer.reason import NO_REASON
from emulator.issuer_command.options import FolderOption, ReasonOption, explained, refuse, whoever_asks
from emulator.listing import print_table
from emulator.streams import say_done
from emulator.typed import whole_number

review = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="List and decide first PIN changes proved in part.\n\nA review freezes nothing.",
)

_COLUMNS = ("review", "since", "card", "terminal", "what is missing", "state", "closed", "by", "reason")
_MISSING = {
    "no-challenge": "the issuer was not reached at the change",
    "not-shown": "the card did not prove it",
    "late": "the proof came late",
}


@review.command("list")
def list_reviews(
    folder: FolderOption,
    closed: Annotated[bool, typer.Option("--all", help="Those that were closed as well.")] = False,
) -> None:
    """List the reviews that wait for somebody, the oldest first."""
    with explained():
        from emulator.issuer.reviews import listed
        from emulator.issuer_folder import to_look
        from emulator.issuer_report import time_of

        with to_look(folder) as files, files.database.reading() as session:
            rows = [
                (
                    str(row.id),
                    time_of(row.at),
                    row.card.upper(),
                    row.terminal,
                    _MISSING.get(row.why, row.why),
                    row.state,
                    time_of(row.closed_at) if row.closed_at else "–",
                    row.closed_by or "–",
                    row.reason or "–",
                )
                for row in listed(session, closed=closed)
            ]
    if rows:
        print_table(_COLUMNS if closed else _COLUMNS[:5], rows if closed else [row[:5] for row in rows])
    else:
        typer.echo("no review waits")


@review.command()
def decide(
    number: Annotated[int, typer.Argument(metavar="ID", parser=whole_number, help="The review, as `list` numbers it.")],
    reason: ReasonOption,
    folder: FolderOption,
    accept: Annotated[bool, typer.Option("--accept", help="The card is enabled by it.")] = False,
    not_accepted: Annotated[bool, typer.Option("--refuse", help="The card stays as it is.")] = False,
) -> None:
    """Accept or refuse a review, and say why."""
    if accept == not_accepted:
        raise typer.BadParameter("say one of them", param_hint="--accept or --refuse")
    with explained():
        from emulator.issuer.answers import Reason, Refused
        from emulator.issuer.reviews import decide as decided
        from emulator.issuer.schema import Review
        from emulator.issuer_folder import at_command

        with at_command(folder) as database, database.writing() as session:
            before = session.get(Review, number)
            closed_before = before is not None and before.state != "open"
            done = decided(session, number, accept, reason, whoever_asks(), china.now())
        if isinstance(done, Refused):
            refuse(
                done,
                {
                    Reason.NO_REVIEW: f"there is no review {number}. List: emulator issuer review list --dir {folder}.",
                    Reason.CONFLICT: f"review {number} was closed otherwise. See review list --all.",
                    Reason.NOT_ALLOWED: "the card's standing lets nobody enable it. See: emulator issuer show.",
                    Reason.MALFORMED: NO_REASON,
                },
            )
    word = "accepted" if accept else "refused"
    if closed_before:
        say_done(f"review {number} was {word} before, and that reason stays. See: emulator issuer review list --all.")
    else:
        say_done(f"review {number}: {word}")
