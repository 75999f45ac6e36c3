"""`emulator issuer restore-accept`: somebody answers for what registry and audit are."""

from __future__ import annotations

from typing import Annotated

import typer

from emulator.issuer_command.options import FolderOption, ReasonOption, explained
from emulator.printable import printable
from emulator.streams import say_done

TakeAwayOption = Annotated[
    list[str] | None,
    typer.Option(
        "--take-away",
        metavar='"TABLE KEY"',
        help="A row that holds what no row can, or refers to one that is not there, and is not put right from a copy;"
        " what refers to it goes as well. As check names it. May be repeated.",
    ),
]


def restore_accept(folder: FolderOption, reason: ReasonOption, take_away: TakeAwayOption = None) -> None:
    """Sign why a restored registry is lawful.

    After a restore from a backup, or once it is known who changed what by hand. What does not agree is put down as it
    is, and signed with the reason; a row that holds what no row can, or refers to none, is taken away, but one that
    decides by name alone. Terminals that saw another state believe the issuer again.
    """
    with explained():
        from emulator.issuer_report import accept

        said = accept(folder, reason, take_away=take_away or ())
    say_done("\n".join(map(printable, said)))
