"""What differs from terminal to terminal: a TOML file, or KIOSK_… in the environment."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic.config import JsonDict
from pydantic_core import ErrorDetails

from kiosk.places import Place, in_each_others_way
from kiosk.printer.job import Destination
from kiosk.rules.new_pin import PinPolicy

RoleName = Literal["self-service", "service-point"]
SlotSide = Literal["below", "right", "left"]
VoiceStart = Literal["asked", "always", "never"]
SixDigits = Annotated[str, Field(pattern=r"^[0-9]{6}$", json_schema_extra={"form": "text of six digits"})]

PREFIX = "KIOSK_"


def _base(variable: str, *at_home: str) -> Path:
    """One of the desktop's folders. A relative one is to be ignored, says its specification."""
    named = os.environ.get(variable, "")
    if os.path.isabs(named):
        return Path(named)
    home = os.path.expanduser("~")  # Path.home() raises where there is none
    if not os.path.isabs(home):
        raise SettingsRefused(f"settings: this user has no home; set HOME, or {variable} to an absolute path")
    return Path(home, *at_home)


def _state() -> Path:
    return _base("XDG_STATE_HOME", ".local", "state") / "kiosk"


def _key(
    meaning: str,
    default: Any = None,
    *,
    made: Callable[[], Any] | None = None,
    told: JsonDict | None = None,
    **limits: Any,
) -> Any:
    """A key with its meaning; `told`: its unit, or the form of its text. docs/settings.md tells all of it."""
    if made is not None:
        return Field(default_factory=made, description=meaning, json_schema_extra=told, **limits)
    return Field(default, description=meaning, json_schema_extra=told, **limits)


class Settings(BaseModel):
    """One terminal's settings. `issuer` is the folder of an issuer of its own, None where there is none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    terminal: str = _key(
        "The terminal's number: in the journal, on slips, and what the issuer knows it by.",
        "610100-0001",
        told={"form": "text of 1 to 20 letters (A-Z, a-z), digits and hyphens"},
        pattern=r"^[0-9A-Za-z-]{1,20}$",
    )
    role: RoleName = _key("What the terminal is.", "self-service")
    reader: str = _key(
        "The holder's PC/SC reader: its name, or a part of it that no other reader has. `kiosk run` without `--desk`"
        " and `--emulated` needs one.",
        "",
    )
    staff_reader: str = _key("The staff's reader, named likewise; a service point needs one, others have none.", "")
    allow_virtual_reader: bool = _key(
        "`kiosk run` takes a virtual reader as well, and the first reader with a card where none is named. For trials.",
        False,
    )
    screen_inches: float = _key(
        "The screen's diagonal. 0: as screens of that many pixels have; 1080×1920 and 1920×1080 are taken for 21.5,"
        " 1280×1024 for 19.",
        0.0,
        told={"unit": "inches"},
        ge=0,
        le=200,
    )
    slot: SlotSide = _key(
        "Where the card's slot is, as one stands before the glass: the screens draw the card at it.", "below"
    )
    glass_at_mm: float = _key(
        "The height of the glass's lower edge above the floor. Where all of it is within reach (1220), there is no"
        " control that lowers the page.",
        1000.0,
        told={"unit": "millimetres"},
        ge=300,
        le=1500,
    )
    journal: Path = _key("The electronic journal: one JSON object a line.", made=lambda: _state() / "journal.jsonl")
    outbox: Path = _key("Reports that wait for the issuer.", made=lambda: _state() / "outbox.sqlite")
    issuer: Path | None = _key(
        "The folder of the issuer's back office, which the terminal opens itself: for trials. Without one, a card can't"
        " be checked and no change of PIN enables one; a service point needs one.",
        None,
    )
    printer: str = _key("The printer that slips come out of; nothing: the system's default one; `pdf`: only files.", "")
    slips: Path = _key(
        "The folder of slips as PDF where there is no printer; the last hundred are kept.",
        made=lambda: _state() / "slips",
    )
    initial_pins: tuple[SixDigits, ...] = _key(
        "PINs that cards are issued with: none of them may be a new PIN.",
        ("123456", "000000", "888888"),
        told={"like": '["000000"]'},
    )

    shuffled_pad: bool = _key(
        "The digits of the pad have other places on each page, so that nobody reads a PIN off a hand; while the voice"
        " or a keypad is used they have their usual ones.",
        False,
    )
    voice: VoiceStart = _key(
        "When voice guidance speaks: once it is `asked` for, by one touch or by a headphone where the sound server"
        " tells of it; `always`, for a headphone socket that tells nobody; `never`.",
        "asked",
    )
    voice_command: tuple[str, ...] = _key(
        "A program of one's own that speaks, with its arguments: it reads a sentence in UTF-8 and writes a WAV of 16"
        " bits. `{language}` becomes zh_CN or en, `{rate}` times the usual speed. Nothing: espeak-ng.",
        (),
        told={"like": '["program", "{language}"]'},
    )

    @field_validator("initial_pins", "voice_command", mode="before")
    @classmethod
    def _listed(cls, value: object, info: ValidationInfo) -> object:
        """The environment has no lists: there it is one in JSON."""
        if isinstance(value, str) and info.context is None:
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                return None  # no list, whatever else
        return tuple(value) if isinstance(value, list) else value

    @field_validator("journal", "outbox", "issuer", "slips", mode="before")
    @classmethod
    def _placed(cls, value: object, info: ValidationInfo) -> object:
        """`~` is the user's home; a relative path is meant from the settings file's folder, or the working one."""
        if not isinstance(value, str):
            return value
        if not value or "\0" in value:
            raise ValueError("a path is wanted")
        if "://" in value:
            raise ValueError("a path is wanted; this version reaches no issuer behind an address")
        try:
            path = Path(value).expanduser()
            return path if path.is_absolute() else (info.context or Path.cwd()) / path
        except RuntimeError:
            raise ValueError("there is no such user's home") from None

    @property
    def witness(self) -> Path | None:
        """The file of what this terminal saw of its issuer's audit, beside the outbox; None where it has no issuer."""
        if self.issuer is None:
            return None
        named = hashlib.sha256(os.fsencode(self.issuer.absolute())).hexdigest()[:12]  # another folder is another issuer
        return self.outbox.with_name(f"issuer-{named}.json")

    @property
    def policy(self) -> PinPolicy:
        """The rules for new PINs."""
        return PinPolicy(tuple(pin.encode() for pin in self.initial_pins))

    @property
    def slip_destination(self) -> Destination:
        """Where slips come out."""
        return Destination(self.terminal, self.printer, self.slips)


class SettingsRefused(Exception):
    """The settings are not as they should be; the message names file, key and reason."""


def settings_file() -> Path | None:
    """The file that is read where none is named: $XDG_CONFIG_HOME/kiosk/settings.toml, None where there is none."""
    try:
        path = _base("XDG_CONFIG_HOME", ".config") / "kiosk" / "settings.toml"
    except SettingsRefused:  # nobody's home has no file
        return None
    return path if os.path.lexists(path) else None


def load_settings(path: Path | None) -> Settings:
    """The settings in the file `path`, and for what it does not name, in the environment. Raises SettingsRefused.

    None: in the file of `settings_file`, where there is one.
    """
    path = path or settings_file()
    named = f"settings file {path}" if path else "settings"
    known = _known(_environment())
    try:
        values = tomllib.loads(path.read_text("utf-8-sig")) if path else {}
        # TOML has types of its own: there, text is no number and a number is no switch
        settings = Settings.model_validate({**known, **values}, strict=True, context=path and path.absolute().parent)
    except OSError as error:
        raise SettingsRefused(f"{named}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsRefused(f"{named}: this is no text in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsRefused(f"{named}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise SettingsRefused(f"{named}: {_where(first)}: {_reason(first)}") from error
    except (ValueError, RecursionError):  # a number of thousands of digits; lists within lists without end
        raise SettingsRefused(f"{named}: it holds a number or a depth that no settings have") from None
    if way := in_each_others_way(_places(settings, path)):
        raise SettingsRefused(f"{named}: {way[0]} lies in the place of {way[1]}; each needs one of its own")
    return settings


def _known(environment: Mapping[str, str]) -> dict[str, Any]:
    """What the environment says, as settings: its paths are relative to another folder than the file's."""
    unasked = {key: Path() for key, field in Settings.model_fields.items() if field.default_factory}
    try:
        said = Settings.model_validate({**unasked, **environment})  # no default is made, which may need a home
    except OSError as error:
        raise SettingsRefused(f"settings: the working folder: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        named = f"{PREFIX}{first['loc'][0]}".upper()
        raise SettingsRefused(f"settings: the environment's {named}: {_reason(first)}") from error
    return {key: getattr(said, key) for key in environment}


def _where(error: ErrorDetails) -> str:
    return ".".join(str(part) for part in error["loc"])


def _reason(error: ErrorDetails) -> str:
    """In our own words: pydantic's are for programmers."""
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key{_near(_where(error), Settings.model_fields)}"
        case "value_error":
            return str(error["ctx"]["error"])
        case "string_type":
            return f"{_wanted(error)} is wanted, in quotes"
        case "tuple_type":
            return f"{_wanted(error)} is wanted, such as {_about(error)['like']}"
        case _:
            return f"{_wanted(error)} is wanted"


def _wanted(error: ErrorDetails) -> str:
    about, item = _about(error), error["loc"][1:]
    return kind(about["items"] if item else about)


def _about(error: ErrorDetails) -> dict[str, Any]:
    """What the settings' JSON schema says of the key."""
    about: dict[str, Any] = Settings.model_json_schema(mode="validation")["properties"][error["loc"][0]]
    return about


def kind(about: Mapping[str, Any]) -> str:
    """What a value is that this part of the settings' JSON schema tells of, in words."""
    if "enum" in about:
        return " or ".join(about["enum"])
    first = about.get("anyOf", [about])[0]
    match first["type"]:
        case "string" if first.get("format") == "path":
            return "a path"
        case "string":
            return str(first.get("form", "text"))
        case "boolean":
            return "true or false"
        case "number":
            return f"a number from {first['minimum']:g} to {first['maximum']:g}"
        case "array":
            return f"a list of {kind(first['items'])}"
        case other:
            raise AssertionError(f"no words for {other}")


def _places(settings: Settings, path: Path | None) -> list[Place]:
    """What is kept where, whoever is in whose way named last."""
    return [
        *([Place("the settings file", path)] if path else []),
        *([Place("issuer", settings.issuer)] if settings.issuer else []),
        Place("outbox", settings.outbox, beside=("-journal", "-wal", "-shm")),  # SQLite's own
        Place("slips", settings.slips, whole=False),  # only what is named as a slip is ever thrown away there
        Place("journal", settings.journal),
    ]


def _environment() -> dict[str, str]:
    """What KIOSK_… says; nothing says nothing. Raises SettingsRefused for a name that is none.

    Of pydantic-settings no more is needed, and loading it takes a fifth of a start.
    """
    names = {PREFIX + key.upper(): key for key in Settings.model_fields}
    said = {name: value for name, value in os.environ.items() if _shout(name).startswith(PREFIX) and value}
    for name in said:
        if name not in names:
            raise SettingsRefused(f"settings: the environment's {name}: unknown{_near(name, names)}")
    return {names[name]: value for name, value in said.items()}


def _shout(name: str) -> str:
    return name.upper().replace("-", "_")


def _near(word: str, words: Iterable[str]) -> str:
    shouted = {_shout(each): each for each in words}  # its case may be all that is wrong
    near = get_close_matches(_shout(word), shouted, n=1)
    return f"; is {shouted[near[0]]} meant?" if near else ""
