"""`emulator issuer terminal`: which terminals may ask this issuer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Annotated, get_args

import typer

from emulator import china
from emulator.issuer.reason import NO_REASON
from emulator.issuer_command.options import FolderOption, IssuerRefused, ReasonOption, explained, refuse, whoever_asks
from emulator.listing import print_table
from emulator.streams import say_done
from emulator.typed import one_of

terminal = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="The terminals that may ask this issuer. Its folder enrols the first of each role by itself.",
)

_ROLES = ("self-service", "service-point")
_COLUMNS = ("terminal", "role", "service point", "state")
IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The terminal's number, as its settings name it: letters, digits, hyphens.")
]


@terminal.command()
def add(
    name: IdArgument,
    role: Annotated[
        str,
        typer.Option(
            "--role", metavar="<self-service|service-point>", parser=one_of(*_ROLES), help="What it is allowed to be."
        ),
    ],
    folder: FolderOption,
    service_point: Annotated[
        str | None,
        typer.Option("--service-point", metavar="ID", help="Where it stands, such as 01; a service point needs it."),
    ] = None,
) -> None:
    """Let a terminal enrol, also one that lost its secret.

    Its code is the last word printed. A terminal that runs on this folder needs no code: it is taken in the next time
    that it asks.
    """
    with explained():
        from emulator.issuer import enrolment
        from emulator.issuer.answers import Reason, Refused
        from emulator.issuer.edge import is_terminal
        from emulator.issuer.private_file import is_no_file
        from emulator.issuer.schema import ServicePoint, TerminalRow
        from emulator.issuer.terminals import TerminalRole
        from emulator.issuer_folder import at_command
        from emulator.issuer_report import time_of

        assert role in get_args(TerminalRole)
        if role == "self-service" and service_point is not None:
            raise typer.BadParameter(
                "a self-service terminal stands at no service point: leave it out", param_hint="--service-point"
            )
        if is_terminal(name) and is_no_file(secret := folder / f"{name}.secret"):
            raise IssuerRefused(f"{secret} is no file. Move it away, then say it again.")
        now = china.now()
        with at_command(folder) as database, database.writing() as session:
            places = sorted(row.id for row in session.query(ServicePoint))
            known = session.get(TerminalRow, name)
            waited = known is not None and enrolment.never_enrolled(known)
            was_in_service = known is not None and known.active and not waited
            is_so = "waits to be enrolled" if waited else "is in service"
            in_service_as = f"{known.role} at {known.service_point or 'no service point'}" if known else ""
            code = enrolment.add(session, os.urandom, name, role, service_point, whoever_asks(), now)  # type: ignore[arg-type]
        if isinstance(code, Refused):
            refuse(
                code,
                {
                    Reason.MALFORMED: _why_malformed(name, places),
                    Reason.CONFLICT: f"{name} {is_so} as {in_service_as}. Revoke it first:"
                    f" emulator issuer terminal revoke {name} --reason … --dir {folder}.",
                },
            )
    if was_in_service:
        held = (
            f"{name} is in service as {role}. It takes a new secret the next time it is started on this folder;\n"
            "until then the one that it has is good."
        )
    elif waited:
        held = (
            f"{name} waits to be enrolled as {role}, as before. On this folder it needs no more than to be started.\n"
            "The new code takes the place of the old."
        )
    else:
        held = f"{name} may enrol as {role}. On this folder it needs no more than to be started."
    good = f"Elsewhere, this code is good once, until {time_of(now + enrolment.CODE_FOR)}"
    say_done(f"{held}\n{good}: {code}")


@terminal.command("list")
def list_terminals(folder: FolderOption) -> None:
    """List the terminals, and whether each may ask."""
    with explained():
        from emulator.issuer.enrolment import Listed, listed
        from emulator.issuer_folder import to_look
        from emulator.issuer_report import time_of

        def state(each: Listed) -> str:
            if not each.active:
                return "revoked"
            if not each.waits or each.until is None:
                return "in service"
            good = f", its code good until {time_of(each.until)}" if each.until > china.now() else ""
            return f"waits to be enrolled{good}"

        with to_look(folder) as files, files.database.reading() as session:
            rows = [(each.id, each.role, each.service_point or "–", state(each)) for each in listed(session)]
    if rows:
        print_table(_COLUMNS, rows)
    else:
        typer.echo("no terminal is registered: the first of each role enrols by itself")


@terminal.command()
def revoke(name: IdArgument, reason: ReasonOption, folder: FolderOption) -> None:
    """Let a terminal ask nothing more, and say why.

    Staff that is signed in there is signed out."""
    with explained():
        from emulator.issuer import enrolment
        from emulator.issuer.answers import Reason, Refused
        from emulator.issuer_folder import at_command

        with at_command(folder) as database, database.writing() as session:
            done = enrolment.revoke(session, name, reason, whoever_asks(), china.now())
        if isinstance(done, Refused):
            refuse(
                done,
                {
                    Reason.UNKNOWN_TERMINAL: f"no terminal {name!r} is in service."
                    f" List them: emulator issuer terminal list --dir {folder}.",
                    Reason.MALFORMED: NO_REASON,
                },
            )
    say_done(f"revoked: {name}")


def _why_malformed(name: str, places: Sequence[str]) -> str:
    from emulator.issuer.edge import is_terminal
    from emulator.issuer.enrolment import NO_TERMINALS

    if is_terminal(name) and name.lower() not in NO_TERMINALS:
        return f"a service point's terminal needs --service-point, one of {', '.join(places)}."
    taken = ", ".join(sorted(NO_TERMINALS))
    return f"its number has to be 1 to 20 letters, digits and hyphens, and none of {taken}."
