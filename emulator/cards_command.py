"""`emulator cards`: which cards there are, what one is made of, a new one."""

from __future__ import annotations

import shlex
from pathlib import Path
from random import SystemRandom
from typing import Annotated, Literal, get_args

import typer

from emulator import china
from emulator.card.profile import CardProfile, ProfileError, Protocol
from emulator.cards import bundled_cards, find_card, memory_of
from emulator.describe import SECRETS_NOTE, Description, describe
from emulator.listing import print_table
from emulator.new_card import DEFAULT_PIN, Wishes, new_card_file
from emulator.refusal import CardRefused
from emulator.streams import json_text, say_done, say_notice
from emulator.typed import one_of, path_option, whole_number

cards = typer.Typer(
    add_completion=False, rich_markup_mode=None, help="List the bundled cards, show one, make a card of your own."
)

Version = Literal["1.00", "2.00", "3.00"]
Algorithm = Literal["3des", "sm4"]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


@cards.callback(invoke_without_command=True)
def list_cards(context: typer.Context, json_text: JsonOption = False) -> None:
    """List the bundled cards, show one, make a card of your own.

    Without a command: the list.
    """
    if context.invoked_subcommand is not None:
        if json_text:
            raise typer.BadParameter(f"say it after {context.invoked_subcommand}", param_hint="--json")
        return
    profiles = bundled_cards()
    if json_text:
        _print_json([_summary(profile) for profile in profiles])
        return
    columns = ("card", "protocol", "version", "attempts", "standing", "what it is")
    rows = (
        (
            profile.card.id,
            profile.card.protocol,
            profile.card.version,
            "no PIN yet" if profile.pin.value is None else f"{profile.pin.remaining} of {profile.pin.limit}",
            str(profile.registry.standing),
            profile.card.title,
        )
        for profile in profiles
    )
    print_table(columns, rows)


@cards.command()
def show(
    card: Annotated[str, typer.Argument(metavar="CARD", help="A bundled card's id, or the path of a card file.")],
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            metavar="DIR",
            parser=path_option,
            help="Show the state kept in this folder. Without it, a new card's.",
        ),
    ] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal-test-secrets", help="Show the test PIN and the test keys as well.")
    ] = False,
    json_text: JsonOption = False,
) -> None:
    """Show a card's files and who may use them, its keys, its PIN counter."""
    profile = find_card(card)
    memory = memory_of(profile, store=store, today=china.today(), notice=say_notice)
    description = describe(profile, memory, reveal=reveal)
    if json_text:
        _print_json(description)
        return
    print_table(("", ""), _facts(description))
    typer.echo("\nKeys")
    print_table(("id", "name", "works in", "use", "attempts left"), map(_key_row, description["keys"]))
    for application in description["applications"]:
        typer.echo(f"\n{application['label']} – {application['selected_by']}")
        if application["files"]:
            print_table(("file", "kind", "id", "SFI", "holds", "read", "write"), map(_file_row, application["files"]))
    if reveal:
        typer.echo(f"\nTest secrets – {SECRETS_NOTE}")
        print_table(("", ""), _secrets(description))


@cards.command()
def new(
    card_id: Annotated[str, typer.Argument(metavar="ID", help="The card's name: small letters, digits and hyphens.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", parser=path_option, help="Where to write it. Without it, ID.toml in this folder."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What lists say of it.")] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="The holder's name. Without it, an invented one.")
    ] = None,
    version: Annotated[
        Version,
        typer.Option(
            "--version",
            metavar="<1.00|2.00|3.00>",
            parser=one_of(*get_args(Version)),
            help="The version of the card's standard.",
        ),
    ] = "3.00",
    algorithm: Annotated[
        Algorithm | None,
        typer.Option(
            "--algorithm",
            metavar="<3des|sm4>",
            parser=one_of(*get_args(Algorithm)),
            help="The keys' algorithm. Without it, sm4 for version 3.00 and 3des before.",
        ),
    ] = None,
    protocol: Annotated[
        Protocol,
        typer.Option(
            "--protocol", metavar="<t0|t1>", parser=one_of(*get_args(Protocol)), help="The transmission protocol."
        ),
    ] = "t0",
    region: Annotated[
        str, typer.Option("--region", metavar="DIGITS", help="The issuing region, six digits.")
    ] = "610100",
    standing: Annotated[
        int,
        typer.Option(
            "--standing",
            metavar="CODE",
            parser=whole_number,
            help="0 sealed, 1 normal, 2 lost, 3 locked, 4 temporarily lost, 9 cancelled.",
        ),
    ] = 1,
    pin: Annotated[str, typer.Option("--pin", metavar="DIGITS", help="Its test PIN, 4 to 16 digits.")] = DEFAULT_PIN,
    remaining: Annotated[
        int, typer.Option("--remaining", metavar="N", parser=whole_number, help="PIN attempts left, 0 to 6.")
    ] = 6,
) -> None:
    """Make a card file of your own.

    It has an invented holder, fresh test keys, and what the options say; edit the rest in the file.
    """
    if card_id in {profile.card.id for profile in bundled_cards()}:
        raise CardRefused(f"{card_id} is a bundled card. Choose another name.")
    wishes = Wishes(card_id, title, name, version, algorithm, protocol, region, standing, pin, remaining)
    try:
        text, _ = new_card_file(wishes, china.today(), SystemRandom())
    except ProfileError as error:
        raise CardRefused(f"no such card can be made: {error.reason}") from error
    path = out or Path(f"{card_id}.toml")
    _write_new(path, text)
    here = shlex.quote(str(path) if path.is_absolute() else f"./{path}")
    commands = (f"emulator cards show {here}", f"emulator shell {here}", f"kiosk status --emulated {here}")
    say_done("\n".join([f"Wrote {here}. Now:\n", *(f"    {command}" for command in commands)]))


def _write_new(path: Path, text: str) -> None:
    try:
        file = path.open("x", encoding="utf-8")
    except FileExistsError as error:
        raise CardRefused(f"{path} is there already. Say --out for another, or move it away.") from error
    except OSError as error:
        raise CardRefused(f"{path} can't be written: {error.strerror}") from error
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)  # a part of a card is none
        raise CardRefused(f"{path} can't be written: {error.strerror}") from error


def _facts(card: Description) -> list[tuple[str, str]]:
    standing = card["standing"]
    blocked = f"the {card['blocked']} is blocked for ever"
    return [
        ("card", f"{card['id']} – {card['title']}"),
        ("ATR", f"{card['atr']} ({card['protocol']})"),
        ("version", f"{card['version']}, {card['algorithm']}, class {card['class']}"),
        ("number", f"{card['number']}, region {card['region']}"),
        ("identification", card["identification"]),
        ("valid", f"{card['issued']} to {card['valid_until']}"),
        ("standing", f"{standing['code']} {standing['words']}"),
        *([("mute", "it answers to reset, then nothing")] if card["mute"] else []),
        *([("blocked", blocked)] if card["blocked"] else []),
        ("PIN", _pin(card["pin"])),
    ]


def _pin(pin: Description | None) -> str:
    if pin is None:
        return "none yet"
    initial = ", still the issuer's" if pin["initial"] else ""
    return f"{pin['tries_left']} of {pin['tries_limit']} attempts left{initial}"


def _key_row(key: Description) -> tuple[str, ...]:
    attempts = f"{key['tries_left']} of {key['tries_limit']}" if "tries_left" in key else "not counted"
    return (key["id"], key["name"], key["works_in"], key["use"], attempts)


def _secrets(card: Description) -> list[tuple[str, str]]:
    pin = [("PIN", card["pin"]["value"])] if card["pin"] else []
    return [*pin, *((key["name"], key["value"]) for key in card["keys"])]


def _file_row(file: Description) -> tuple[str, ...]:
    match file["kind"]:
        case "transparent":
            size = f"{file['bytes']} bytes"
        case "cyclic":
            size = f"{file['records']} × {file['record_bytes']} bytes"
        case _:
            size = f"{file['records']} of {file['capacity']}, {file['used_bytes']} bytes"
    return (file["path"], file["kind"], file["file_id"], str(file["sfi"]), size, file["read"], file["write"])


def _summary(profile: CardProfile) -> dict[str, str | int | None]:
    return {
        "id": profile.card.id,
        "title": profile.card.title,
        "version": profile.card.version,
        "protocol": profile.card.protocol,
        "algorithm": profile.application.algorithm,
        "atr": profile.card.atr.upper(),
        "number": profile.card.number,
        "tries_left": None if profile.pin.value is None else profile.pin.remaining,
        "tries_limit": profile.pin.limit,
        "standing": profile.registry.standing,
    }


def _print_json(value: object) -> None:
    typer.echo(json_text(value))
