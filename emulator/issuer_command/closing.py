"""`emulator issuer close`: a case whose end nobody can prove, taken off the list by somebody who says why."""

from __future__ import annotations

from typing import Annotated

import typer

from emulator import china
from emulator.issuer.reason import NO_REASON
from emulator.issuer_command.options import FolderOption, ReasonOption, explained, refuse, whoever_asks
from emulator.streams import say_done

CaseArgument = Annotated[
    str, typer.Argument(metavar="CASE", help="The case, as `emulator issuer cases` shows it: 8 characters or more.")
]


def close(case: CaseArgument, reason: ReasonOption, folder: FolderOption) -> None:
    """Close a case that `issuer check` lists, and say why.

    What the terminal told of it stays as it is.
    """
    with explained():
        from emulator.issuer import cases
        from emulator.issuer.answers import Reason, Refused
        from emulator.issuer_folder import at_command

        with at_command(folder) as database, database.writing() as session:
            closed = cases.close(session, case, reason, whoever_asks(), china.now())
        if isinstance(closed, Refused):
            refuse(
                closed,
                {
                    Reason.NO_CASE: f"there is no case {case!r}. List them: emulator issuer cases --dir {folder}.",
                    Reason.CONFLICT: f"several cases begin with {case!r}. Say more of its characters.",
                    Reason.NOT_ALLOWED: "nothing of this case is undecided: it has ended, or was closed before.",
                    Reason.MALFORMED: NO_REASON,
                },
            )
    say_done(f"closed: case {case}")
