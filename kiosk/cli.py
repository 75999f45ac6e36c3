"""The `kiosk` command."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kiosk import china
from kiosk.app import outbox as waiting
from kiosk.app.ending import INTERRUPTED, begun, end_quietly, over
from kiosk.app.installed import (
    ExtraMissing,
    for_readers,
    for_tour,
    for_virtual_cards,
    for_window,
    require,
    version_line,
)
from kiosk.app.streams import (
    OutputLost,
    json_text,
    path_option,
    printable,
    printable_lines,
    say_done,
    standard_streams,
)
from kiosk.app.terminal import (
    CardRefused,
    StoreRefused,
    Terminal,
    emulated_terminal,
    pcsc_terminal,
)
from kiosk.app.window import run_window
from kiosk.card.pin import Pin
from kiosk.change_pin import Exit, Person, Result, at_keyboard, with_lines
from kiosk.hardened import harden
from kiosk.issuer.report_file import OUTBOX_MEND, ReportsRefused
from kiosk.keyboard import HiddenKeyboard, hidden_keyboard, read_lines, wipe
from kiosk.no_service import reasons
from kiosk.report import report, report_lines
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.standing import NoStanding
from kiosk.session.event import Ended, Event
from kiosk.session.play import Finished
from kiosk.session.state import Menu, State, Verifying
from kiosk.session.visit import Visit
from kiosk.settings import RoleName, Settings, SettingsRefused, load_settings
from kiosk.signals import ANY, Ends, ends
from kiosk.ui.look import DESK, HALL, LARGEST, SMALLEST, Look, px_per_mm
from kiosk.ui.trouble import ScreenRefused, missing_display, not_loaded

TOUR = Path("out/tour")

app = typer.Typer(
    help="The public terminal for social security cards.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

outbox = typer.Typer(help="Reports that wait for the issuer.", rich_markup_mode=None)
app.add_typer(outbox, name="outbox")

SizeOption = Annotated[str, typer.Option("--size", metavar="WxH", help="The window's size in pixels.")]
ReaderOption = Annotated[
    str | None,
    typer.Option(
        "--reader", metavar="NAME", help="The one PC/SC reader with this in its name; else the first with a card."
    ),
]
EmulatedOption = Annotated[
    str | None,
    typer.Option("--emulated", metavar="CARD", help="A virtual card instead: a bundled card's id, or a card file."),
]
StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        parser=path_option,
        help="Keep the virtual card's memory in this folder. Without it, the memory is lost on exit. A copy that is "
        "put back brings back attempts that were used: it is said where it is noticed.",
    ),
]
RoleOption = Annotated[RoleName | None, typer.Option("--role", help="Role; overrides the settings file.")]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        parser=path_option,
        help="The terminal's settings (TOML); else ~/.config/kiosk/settings.toml, if any.",
    ),
]


def _print_version(asked: bool) -> None:
    if asked:
        print(version_line("kiosk"))
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Say which version this is, and end.")
]


@app.callback(invoke_without_command=True)
def default(context: typer.Context, config: ConfigOption = None, _version: VersionOption = False) -> None:
    """Without a command: run. The settings hold for every command."""
    context.obj = config
    if context.invoked_subcommand is None:
        run(context)


@app.command()
def run(
    context: typer.Context,
    config: ConfigOption = None,
    emulated: EmulatedOption = None,
    role: RoleOption = None,
    desk: Annotated[bool, typer.Option("--desk", help="Virtual cards, and a panel to put them in with.")] = False,
    fullscreen: Annotated[bool, typer.Option("--fullscreen", help="Fill the screen, and hide the cursor.")] = False,
    size: Annotated[
        str | None,
        typer.Option(
            "--size", metavar="WxH", help="The window's size in pixels, instead of one that fits the display."
        ),
    ] = None,
) -> None:
    """Start the terminal in its window.

    Without a display, --desk leaves the pictures of all screens in out/tour instead.
    """
    settings = _settings(context, config, role)
    require(*for_window(settings, card=emulated, desk=desk))
    look = _look(settings, size or "{}x{}".format(*(DESK if desk else HALL)))
    if why := missing_display(os.environ):
        if not desk:
            raise ScreenRefused(why)
        print(f"There is no display: the tour of all screens is played off-screen into {TOUR}.", file=sys.stderr)
        look = _look(settings, size or "{}x{}".format(*HALL))
        _tour(settings, [(look, TOUR), (replace(look, language="en"), TOUR / "en")])
        return
    end_quietly()  # until the window hears what ends it
    raise SystemExit(run_window(settings, look, fullscreen=fullscreen, fit=size is None, card=emulated, desk=desk))


@app.command()
def status(
    context: typer.Context,
    config: ConfigOption = None,
    reader: ReaderOption = None,
    emulated: EmulatedOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the card in the reader, without any PIN."""
    with _terminal(_settings(context, config), _named(reader), emulated, store) as terminal:
        read = terminal.play(_waiting(_named(reader)))
    if isinstance(read, str):
        _fail(read)
    if as_json:
        print(json_text(report(read, china.today())))
    else:
        for label, words in report_lines(read, china.today()):
            print(f"{label:<9} {printable(words)}")


@app.command("change-pin")
def change_pin(
    context: typer.Context,
    config: ConfigOption = None,
    reader: ReaderOption = None,
    emulated: EmulatedOption = None,
    store: StoreOption = None,
    pin_stdin: Annotated[
        bool,
        typer.Option(
            "--pin-stdin",
            help="Current PIN, new PIN, new PIN again: a line each on standard input, from a file or a program.",
        ),
    ] = False,
) -> None:
    """Change the PIN of the card in the reader.

    Exit status: 0 changed · 3 wrong PIN · 4 locked · 5 the new PIN is refused, or the two differ (the card is not
    touched) · 6 outcome unknown · 130 stopped by Ctrl-C, nothing changed · 1 anything else.
    """
    with ends() as heard:
        try:
            settings = _settings(context, config)
            chosen = _terminal(settings, _named(reader), emulated, store)
            result = _changed(settings, chosen, _named(reader), heard, pin_stdin=pin_stdin)
        except KeyboardInterrupt:
            result = Result(Exit.STOPPED, "Nothing was changed.")
        _end(result)


def _changed(
    settings: Settings, chosen: AbstractContextManager[Terminal], reader: str, heard: Ends, *, pin_stdin: bool
) -> Result:
    if pin_stdin and sys.stdin.isatty():
        _fail("standard input is a keyboard, which would show the PINs. Without --pin-stdin each is asked for.")
    if not pin_stdin and not sys.stdin.isatty():
        _fail("standard input is no keyboard. Give the three PINs a line each, with --pin-stdin.")
    pins = _three_pins() if pin_stdin else ()
    try:
        if pins:
            with chosen as terminal:
                return _played(terminal, with_lines(*pins, settings.policy, reader), heard)
        with chosen as terminal, hidden_keyboard(heard.wait) as keyboard:
            person = at_keyboard(lambda prompt: _ask(keyboard, prompt), keyboard.tell, reader)
            return _played(terminal, person, heard)
    finally:
        for pin in pins:
            pin.wipe()


class Language(StrEnum):
    """The languages of the screens."""

    CHINESE = "zh_CN"
    ENGLISH = "en"


class Type(StrEnum):
    """The sizes of type."""

    STANDARD = "standard"
    LARGER = "larger"
    LARGEST = "largest"


class Contrast(StrEnum):
    """The contrasts."""

    STANDARD = "standard"
    HIGH = "high"


@app.command()
def tour(
    context: typer.Context,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", parser=path_option, help="Where the pictures go. It is made if need be."),
    ],
    config: ConfigOption = None,
    language: Annotated[Language, typer.Option("--language", help="The language of the screens.")] = Language.CHINESE,
    size_of_type: Annotated[Type, typer.Option("--type", help="The size of type.")] = Type.STANDARD,
    contrast: Annotated[Contrast, typer.Option("--contrast", help="The contrast.")] = Contrast.STANDARD,
    size: SizeOption = "1080x1920",
    low: Annotated[bool, typer.Option("--low", help="Lowered, to where everybody reaches.")] = False,
) -> None:
    """Picture every screen, on emulated cards.

    Leaves DIR/<screen>.png, and DIR/tour.json with what is on each: controls, and the size and contrast of texts.
    """
    settings = _settings(context, config)
    look = replace(_look(settings, size), language=language.value, type=size_of_type.value, contrast=contrast.value)
    _tour(settings, [(replace(look, low=low), out)])


@app.command()
def doctor(
    context: typer.Context, config: ConfigOption = None, role: RoleOption = None, as_json: JsonOption = False
) -> None:
    """Check this machine, and say what mends it.

    Exit status 0 where nothing is wrong, else 1.
    """
    from kiosk.app.examination import examination  # no other command waits for it to load
    from kiosk.doctor.finding import Finding

    try:
        findings = examination(_settings(context, config, role))
    except SettingsRefused as refused:  # nothing else can be tried as `kiosk run` would
        says = str(refused).removeprefix("settings").lstrip(": ")  # which the finding is called already
        says = says if says.endswith("?") else f"{says}."
        findings = [Finding("settings", True, says, "Mend it; docs/settings.md lists every key.")]
    if as_json:
        print(json_text([finding.as_dict() for finding in findings]))
    else:
        for finding in findings:
            print(printable_lines(finding.line()))
    if any(finding.wrong for finding in findings):
        raise SystemExit(1)


@outbox.callback(invoke_without_command=True)
def outbox_listed(context: typer.Context, config: ConfigOption = None) -> None:
    """List the reports that wait for the issuer, or for somebody to look at them."""
    context.obj = settings = _settings(context, config)
    if context.invoked_subcommand is None:
        try:
            listed = waiting.listed(settings)
        except ReportsRefused as refused:
            _fail(f"{refused}. {OUTBOX_MEND}")
        for line in listed:
            print(printable(line))


@outbox.command("close")
def outbox_close(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The report, by the beginning of its key.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it goes into the journal.")],
) -> None:
    """Close a report that the issuer does not take, or whose outcome is unknown, once the issuer was told of it."""
    over(ANY)  # the journal has it before the outbox has it no more
    try:
        closed = waiting.close(context.obj, key, reason)
    except waiting.NotClosed as refused:
        _fail(f"{refused}.")
    except ReportsRefused as refused:
        _fail(f"{refused}. {OUTBOX_MEND}")
    say_done(printable(f"closed: {waiting.lines([closed])[0]}"))


def main() -> None:
    """The console script."""
    harden(os.environ)
    try:
        with standard_streams("kiosk"):
            logging.basicConfig(format="kiosk: %(message)s", level=logging.WARNING)
            begun()
            try:
                app()
            except (CardRefused, ExtraMissing, ScreenRefused, StoreRefused, SettingsRefused) as error:
                _fail(str(error))
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    finally:
        over(ANY)


def _settings(context: typer.Context, config: Path | None, role: RoleName | None = None) -> Settings:
    """From the file that was named before the command, after it, or both times; `role` overrides its own."""
    before: Path | None = context.obj
    if before is not None and config is not None and before.absolute() != config.absolute():
        raise typer.BadParameter(f"{before} before the command and {config} after it: name one", param_hint="--config")
    settings = load_settings(config or before)
    return settings if role is None else settings.model_copy(update={"role": role})


def _tour(settings: Settings, albums: list[tuple[Look, Path]]) -> None:
    require(*for_tour)
    try:
        from kiosk.app.tour import run_tour  # here, because Qt is loaded with it
        from kiosk.tour.album import PicturesRefused
        from kiosk.tour.walk import TourStuck
    except ImportError as error:
        raise ScreenRefused(not_loaded(error)) from error

    try:
        run_tour(settings, albums, _picture_made)
    except PicturesRefused as error:
        _fail(f"the pictures can't be kept: {error}. Choose a folder that can be written to.")
    except TourStuck as error:
        _fail(f"{error}.")


def _picture_made(path: Path) -> None:
    try:
        print(printable(str(path)), flush=True)
    except OutputLost as lost:  # once: what follows leads nowhere
        print(f"kiosk: standard output can't be written: {lost.strerror}. The pictures are made.", file=sys.stderr)


def _look(settings: Settings, size: str) -> Look:
    found = re.fullmatch(r"0*([0-9]{1,9})x0*([0-9]{1,9})", size)
    if found is None:
        raise typer.BadParameter(f"{size!r} is not WxH, such as 1080x1920", param_hint="--size")
    pixels = (int(found[1]), int(found[2]))
    if not SMALLEST <= min(pixels) <= max(pixels) <= LARGEST:
        limits = f"{SMALLEST}x{SMALLEST} is the smallest, {LARGEST}x{LARGEST} the largest"
        raise typer.BadParameter(f"{size} can't be: {limits}", param_hint="--size")
    dense = px_per_mm(*pixels, settings.screen_inches)
    return Look(
        width=pixels[0],
        height=pixels[1],
        px_per_mm=dense,
        terminal=settings.terminal,
        glass_at_mm=settings.glass_at_mm,
        slot=settings.slot,
    )


def _terminal(
    settings: Settings, reader: str, emulated: str | None, store: Path | None
) -> AbstractContextManager[Terminal]:
    if emulated is not None and reader:
        raise typer.BadParameter("choose one of --reader and --emulated")
    if emulated is None and store is not None:
        raise typer.BadParameter("--store goes with --emulated")
    require(*(for_readers(settings) if emulated is None else for_virtual_cards))  # before anybody is asked for a PIN
    return pcsc_terminal(settings, reader) if emulated is None else emulated_terminal(settings, emulated, store)


def _waiting(reader: str) -> Callable[[State], Event | Finished[Visit | str] | None]:
    """A person who only waits for the card to be read and looked up."""
    reason = reasons(reader)

    def meet(state: State) -> Event | Finished[Visit | str] | None:
        if isinstance(state, Menu):
            asked = state.visit.standing is NoStanding.ASKED or state.visit.genuine is Genuineness.ASKED
            return None if asked else Finished(state.visit)
        against = reason(state)
        return None if against is None else Finished(against)

    return meet


def _named(reader: str | None) -> str:
    """The name that was asked for, "" where none was. An empty one, as of an empty variable, would be any reader's."""
    if reader is None:
        return ""
    if not reader.strip():
        raise typer.BadParameter(
            f"{reader!r} is no name; leave it out for the first with a card", param_hint="--reader"
        )
    return reader


def _three_pins() -> tuple[Pin, Pin, Pin]:
    present, new, again = (_pin(line) for line in read_lines(sys.stdin.fileno(), 3))
    if present is None:
        _fail("the first line is not a PIN of six digits; the card was not touched.")
    if new is None or again is None:
        _end(Result(Exit.REFUSED, "The new PIN was refused; the card was not touched. A PIN has six digits."))
    return present, new, again


def _pin(line: bytearray) -> Pin | None:
    """The PIN in `line`, which is wiped."""
    try:
        return Pin(line) if len(line) == 6 and line.isdigit() else None
    finally:
        wipe(line)


def _played(terminal: Terminal, person: Person, heard: Ends) -> Result:
    """Once the card is told to check or change its PIN, an end that is sent comes with the result.

    While it changes it, that is "take card": the office's answer to the change is not waited for.
    """

    def wanted() -> None:
        person.end()
        if not isinstance(terminal.runner.state, Verifying):
            terminal.inbox.put(Ended())  # may be called in the midst of another `put`, as handlers are

    heard.wait_while(lambda: person.must_go_on(terminal.runner.state), wanted)
    return terminal.play(person)


def _ask(keyboard: HiddenKeyboard, prompt: str) -> Pin | None:
    while True:
        with keyboard.line(prompt) as keyed:
            if keyed is None:
                return None
            pin = _pin(keyed)
        if pin is not None:
            return pin
        keyboard.tell("A PIN has six digits.")


def _end(result: Result) -> NoReturn:
    """What became of the card is the result, whether it can be said or not, and whoever wants an end by now."""
    over(ANY)
    if result.exit is Exit.CHANGED:
        say_done(result.message)
    else:
        print(f"kiosk: {printable(result.message)}", file=sys.stderr)
    raise SystemExit(result.exit)


def _fail(reason: str) -> NoReturn:
    print(f"kiosk: {printable_lines(reason)}", file=sys.stderr)
    over(ANY)
    raise SystemExit(1)
