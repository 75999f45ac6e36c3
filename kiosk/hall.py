"""What a terminal may do in a hall and what on a desk, in one function; docs/security.md draws it. Pure.

Hall rules bind `kiosk run` without --desk and --emulated; `kiosk doctor` says what it would say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from kiosk.card.reader_choice import could_be_one
from kiosk.card.real_readers import is_virtual
from kiosk.settings import Settings

READERS = ("reader", "staff_reader")
PLATFORMS = ("xcb", "wayland", "eglfs", "linuxfb", "offscreen")  # the last shows nothing, and opens nothing either
TAKES_ARGUMENTS = "linuxfb"  # which frame buffer; xcb's would name another display
_LOCAL_DISPLAYS = ("", "unix")
_VNC, _BUT_VNC = "vnc", "any but vnc"
_SAID_OF_A_HALL = frozenset(("terminal", "reader", "staff_reader", "allow_virtual_reader"))  # what no desk needs


class Where(StrEnum):
    """Where a terminal stands; a trial is a hall's with `allow_virtual_reader` in its settings."""

    HALL = "hall"
    TRIAL = "trial"
    DESK = "desk"


def _matter(words: str, why: str) -> Any:
    return field(metadata={"matter": words, "why": why})


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a terminal may do; each with words and reason for docs/security.md."""

    core_file: bool = _matter("leave a core file", "memory on a disk, digits with it")
    qt_debug: bool = _matter("Qt's debug output, whatever Qt's settings say", "it names each key that is pressed")
    traced: bool = _matter("be read or traced by programs of the same user", "its memory has a PIN for a moment")
    session_bus: bool = _matter(
        "speak to the session's D-Bus, to assistive technology there, and to a session manager",
        "who listens there hears keys and presses controls; a session manager ends programs",
    )
    closed: bool = _matter("be closed in full screen, by Alt-F4 or a window manager", "only SIGTERM and SIGINT end it")
    dock: bool = _matter("have the dock beside it", "whoever stands there could put in any card")
    unnamed_reader: bool = _matter("take the first reader with a card", "one plugged in beside it would be the one")
    virtual_reader: bool = _matter("take a virtual reader", "vpcd listens on every address, for whoever comes")
    other_pcscd: bool = _matter("ask another pcscd (PCSCLITE_CSOCK_NAME)", "it can give any reader any name")
    platforms: tuple[str, ...] = _matter(
        "show itself through (QT_QPA_PLATFORM)",
        "Qt's vnc shows the screen to the network, without a password, and crashes when it is ended",
    )
    other_display: bool = _matter("show itself on another machine's X (DISPLAY)", "it gets each key over the network")
    issuers: tuple[str, ...] = _matter("ask an issuer behind", "over plain http anybody could answer")


def allowed(where: Where) -> Allowed:
    """What a terminal may do there."""
    desk, hall = where is Where.DESK, where is Where.HALL
    return Allowed(
        core_file=False,
        qt_debug=False,
        traced=desk,
        session_bus=desk,
        closed=desk,
        dock=desk,
        unnamed_reader=not hall,
        virtual_reader=not hall,
        other_pcscd=not hall,
        platforms=(_BUT_VNC,) if desk else PLATFORMS,
        other_display=desk,
        issuers=("https", "a folder, for trials"),
    )


def hall_of(settings: Settings) -> Where:
    """Where a terminal that is not on a desk stands."""
    return Where.TRIAL if settings.allow_virtual_reader else Where.HALL


def is_set_up(settings: Settings) -> bool:
    """Whether the settings say that this is a hall's terminal; until then what only a hall's rules ask is a note."""
    return bool(settings.model_fields_set & _SAID_OF_A_HALL)


class Refusal(NamedTuple):
    """A setting that a hall's terminal does not start with: its key, what is wrong, what mends it.

    As text for whoever has not asked doctor, which says it itself and has listed the readers.
    """

    key: str
    says: str
    mend: str

    def __str__(self) -> str:
        listed = " (kiosk doctor lists the readers)" if self.key in READERS else ""
        return f"settings: {self.key}: {self.says}; {self.mend}{listed}"


def refusals(settings: Settings, environment: Mapping[str, str], *, staffed: bool) -> Iterator[Refusal]:
    """Why `kiosk run` does not start; nothing where it does. `staffed`: the role has a reader for its staff."""
    may = allowed(hall_of(settings))
    yield from _of_readers(settings, may, staffed=staffed)
    if staffed and settings.issuer is None:
        yield Refusal("issuer", "staff of a service point sign in at the issuer", "name its folder")
    if environment.get("PCSCLITE_CSOCK_NAME") and not may.other_pcscd:
        yield Refusal("PCSCLITE_CSOCK_NAME", "a hall asks the machine's own pcscd", "unset it")
    yield from _of_displays(environment, may)


def refusals_on_a_desk(environment: Mapping[str, str]) -> Iterator[Refusal]:
    """Why `kiosk run` does not start on a desk; nothing where it does."""
    if any(platform == _VNC for platform, *_ in _named(environment)):
        says = "Qt's vnc shows the screen to the network, without a password"
        yield Refusal("QT_QPA_PLATFORM", says, "unset it, or set it to another, such as xcb")


def issuer_note(settings: Settings) -> tuple[str, str]:
    """What is to be known of a terminal's issuer, and what would change it."""
    if settings.issuer is None:
        return (
            "No issuer is configured: no card can be checked here, and no change of PIN enables one.",
            "Name one in the settings: issuer.",
        )
    return f"The issuer is the folder {settings.issuer}: for trials.", ""


def _of_readers(settings: Settings, may: Allowed, *, staffed: bool) -> Iterator[Refusal]:
    keys = READERS if staffed else READERS[:1]
    for key in keys:
        named = getattr(settings, key).strip()
        if not named and staffed:
            yield Refusal(key, "a service point has two readers", "name both, reader and staff_reader")
        elif not named and not may.unnamed_reader:
            mend = "name it, or try virtual cards: kiosk run --desk"
            yield Refusal(key, "a hall's terminal has one reader that is named", mend)
        elif is_virtual(named) and not may.virtual_reader:
            yield Refusal(key, "this is a virtual reader", "name a real one, or for trials set allow_virtual_reader")
    if staffed and settings.reader and settings.staff_reader and could_be_one(settings.reader, settings.staff_reader):
        says = "it and reader could mean the same reader, for one is a part of the other"
        yield Refusal("staff_reader", says, "say more of both names")


def _named(environment: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The platforms that Qt is to try, each with what stands behind its colon."""
    return [each.partition(":") for each in environment.get("QT_QPA_PLATFORM", "").split(";") if each]


def _of_displays(environment: Mapping[str, str], may: Allowed) -> Iterator[Refusal]:
    named = _named(environment)
    mend = f"unset QT_QPA_PLATFORM, or set it to one of {', '.join(may.platforms)}"
    for platform, _, arguments in named:
        if platform not in may.platforms:
            yield Refusal("QT_QPA_PLATFORM", "no platform for a hall", mend)
        elif arguments and platform != TAKES_ARGUMENTS:
            yield Refusal("QT_QPA_PLATFORM", f"{platform} is used as it is in a hall, without arguments", mend)
    host = environment.get("DISPLAY", "").rpartition(":")[0]
    is_local = host in _LOCAL_DISPLAYS or host.startswith("/")
    could_be_x = not named or any(platform == "xcb" for platform, *_ in named)
    if could_be_x and not is_local and not may.other_display:
        yield Refusal("DISPLAY", "this is another machine's screen", "start it on the machine's own, such as :0")
