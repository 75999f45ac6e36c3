"""What differs from terminal to terminal: a TOML file, or KIOSK_… in the environment."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from kiosk.printer.job import Place
from kiosk.rules.new_pin import PinPolicy

Role = Literal["self-service", "service-point"]
SixDigits = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]

PREFIX = "KIOSK_"


def _state() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "kiosk"


class Settings(BaseModel):
    """One terminal's settings. `issuer` is the folder of an issuer of its own, None for one that is kept nowhere."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    terminal: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,20}$")] = "610100-0001"
    role: Role = "self-service"
    reader: str = ""
    staff_reader: str = ""
    screen_inches: Annotated[float, Field(ge=0, le=200)] = 0.0  # the diagonal; 0: as screens of that many pixels have
    journal: Path = Field(default_factory=lambda: _state() / "journal.jsonl")
    outbox: Path = Field(default_factory=lambda: _state() / "outbox.sqlite")
    issuer: Path | None = None
    printer: str = ""
    slips: Path = Field(default_factory=lambda: _state() / "slips")
    initial_pins: tuple[SixDigits, ...] = ("123456", "000000", "888888")

    @field_validator("initial_pins", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        """The environment has no lists: there it is one in JSON."""
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise ValueError('a list is wanted, such as ["123456"]') from None  # without what was there instead

    @property
    def policy(self) -> PinPolicy:
        """The rules for new PINs."""
        return PinPolicy(tuple(pin.encode() for pin in self.initial_pins))

    @property
    def place(self) -> Place:
        """Where slips come out."""
        return Place(self.terminal, self.printer, self.slips)


class SettingsRefused(Exception):
    """The settings are not as they should be; the message names file, key and reason."""


def load_settings(path: Path | None) -> Settings:
    """The settings in the file `path`, and for what it does not name, in the environment. Raises SettingsRefused."""
    named = f"settings file {path}" if path else "settings"
    try:
        values = tomllib.loads(path.read_text("utf-8")) if path else {}
        return Settings.model_validate({**_environment(), **values})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsRefused(f"{named}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        reason = "unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        raise SettingsRefused(f"{named}: {key}: {reason}") from error


def _environment() -> dict[str, str]:
    """What KIOSK_… says. Of pydantic-settings no more is needed, and loading it takes a fifth of a start."""
    return {
        name: os.environ[PREFIX + name.upper()] for name in Settings.model_fields if PREFIX + name.upper() in os.environ
    }
