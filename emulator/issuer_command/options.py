"""What the commands of an issuer's folder have in common: its option, a reason, who says it, and why it was refused."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from emulator.extras import Extra, require
from emulator.typed import path_option

if TYPE_CHECKING:
    from emulator.issuer.answers import Reason, Refused

FolderOption = Annotated[
    Path,
    typer.Option("--dir", metavar="DIR", parser=path_option, help="The issuer's folder, with registry.sqlite in it."),
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why: a line of up to 200 characters, kept with the decision.")
]


class IssuerRefused(Exception):
    """The folder is no back office, or it does not do that; the message names the reason and the mend."""


@contextmanager
def explained() -> Iterator[None]:
    """What the back office refuses, as IssuerRefused. Raises ExtraMissing where it is not installed."""
    require(Extra.ISSUER)
    from emulator.back_office import BackOfficeRefused  # with SQLAlchemy, whose import other commands need not wait for

    try:
        yield
    except BackOfficeRefused as error:
        raise IssuerRefused(str(error)) from error


def refuse(refused: Refused, words: Mapping[Reason, str]) -> NoReturn:
    """Say why not, in the command's own words. Raises IssuerRefused."""
    raise IssuerRefused(words.get(refused.reason, f"the issuer refuses it: {refused.reason.value}."))


def whoever_asks() -> str:
    """The system's name for the person at this command."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run as a number without a name
        return str(os.getuid())
