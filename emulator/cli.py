"""The `emulator` command: the cards there are, a card on standard input, a card behind pcscd, the back office."""

from __future__ import annotations

import os
import resource
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn, get_args

import typer

from emulator import china
from emulator.card.profile import CardProfile, Protocol
from emulator.cards import find_card, ready_card
from emulator.cards_command import cards
from emulator.ending import INTERRUPTED, begun, over
from emulator.extras import ExtraMissing
from emulator.issuer_command import IssuerRefused, issuer
from emulator.printable import printable, printable_lines
from emulator.reader.vpcd import LinkState, VpcdLink
from emulator.refusal import CardRefused
from emulator.shell import ShellError, run_shell
from emulator.store.sqlite import StoreRefused
from emulator.streams import say_notice, standard_streams
from emulator.typed import one_of, path_option
from emulator.version import version_line

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="To begin: `emulator cards`, then `emulator shell normal`.",
    rich_markup_mode=None,
)

app.add_typer(cards, name="cards")
app.add_typer(issuer, name="issuer")

CardArgument = Annotated[str, typer.Argument(metavar="CARD", help="A bundled card's id, or the path of a card file.")]
StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        parser=path_option,
        help="Keep the card's memory in this folder. Without it, the memory is lost on exit. A copy that is put back "
        "brings back attempts that were used: it is said where it is noticed.",
    ),
]


def _print_version(asked: bool) -> None:
    if asked:
        print(version_line("emulator"))
        raise typer.Exit


@app.callback()
def default(
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version, help="Say which version this is, and end."),
    ] = False,
) -> None:
    """A virtual social security card for developers: at APDU level, or behind a real pcscd."""


@app.command()
def shell(
    card: CardArgument,
    store: StoreOption = None,
    protocol: Annotated[
        Protocol | None,
        typer.Option(
            "--protocol",
            metavar="<t0|t1>",
            parser=one_of(*get_args(Protocol)),
            help="The transmission protocol; without it the card's own.",
        ),
    ] = None,
) -> None:
    """Exchange APDUs with a card, in hex.

    Each line of standard input is a command; its response is a line of standard output. The card starts with power.

    `reset` and `on` print the ATR, `off` takes the power away, `# …` is a comment.
    """
    profile = find_card(card)
    today, random = china.today(), os.urandom
    with ready_card(profile, store=store, today=today, random=random, protocol=protocol, notice=say_notice) as ready:
        if sys.stdin.isatty():
            print("A hex command a line; reset, off, on; end with Ctrl-D.", file=sys.stderr)
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # bytes that are no text are a line that is no hex
        run_shell(ready, sys.stdin, sys.stdout)


@app.command()
def serve(
    card: CardArgument,
    vpcd: Annotated[
        str, typer.Option("--vpcd", metavar="HOST:PORT", help="Where vpcd listens. The second slot is one port higher.")
    ] = "127.0.0.1:35963",
    store: StoreOption = None,
) -> None:
    """Put a card into the virtual reader of pcscd.

    Every PC/SC program sees it there until Ctrl-C. Waits for pcscd, and comes back when pcscd is restarted.

    Needs vsmartcard-vpcd, Debian's virtual reader. It listens on every address: keep its port behind a firewall.
    """
    host, port = _address(vpcd)
    profile = find_card(card)
    with ready_card(profile, store=store, today=china.today(), random=os.urandom, notice=say_notice) as ready:
        link = VpcdLink(ready, host, port, lambda state: _tell(profile, vpcd, state))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: link.stop())
        link.run()


def main() -> None:
    """The console script: exit status 0, 1 with a reason on standard error, or 2 for a wrong command line."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a card's memory holds PINs and keys
    try:
        with standard_streams("emulator"):
            begun()
            try:
                app()
            except (CardRefused, ExtraMissing, IssuerRefused, StoreRefused, ShellError) as error:
                _fail(str(error))
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    finally:
        over()


_LINK_WORDS = {
    LinkState.WAITING: "waiting for vpcd at {at}. Is pcscd running, with vsmartcard-vpcd installed?",
    LinkState.IN_READER: "card {card} is in the reader at {at}.",
    LinkState.SLOT_TAKEN: "the slot at {at} is taken: another card is in it. Take that one out, or try the next port.",
    LinkState.DROPPED: "card {card} does not answer; the reader lost it.",
}


def _tell(profile: CardProfile, at: str, state: LinkState) -> None:
    print(printable(_LINK_WORDS[state].format(card=profile.card.id, at=at)), file=sys.stderr, flush=True)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not (host and port.isdecimal() and 0 < int(port) < 65_536):
        raise typer.BadParameter(f"{text!r} is not HOST:PORT, such as 127.0.0.1:35963", param_hint="--vpcd")
    return host, int(port)


def _fail(reason: str) -> NoReturn:
    print(f"emulator: {printable_lines(reason)}", file=sys.stderr)
    raise SystemExit(1)
