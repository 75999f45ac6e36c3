"""What differs from terminal to terminal: a TOML file, or KIOSK_… in the environment."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from kiosk.printer.job import Place
from kiosk.rules.new_pin import PinPolicy

SixDigits = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


def _state() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "kiosk"


class Settings(BaseSettings):
    """One terminal's settings."""

    model_config = SettingsConfigDict(env_prefix="KIOSK_", extra="forbid", frozen=True)

    terminal: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,20}$")] = "610100-0001"
    reader: str = ""
    screen_inches: Annotated[float, Field(ge=0, le=200)] = 0.0  # the diagonal; 0: as screens of that many pixels have
    journal: Path = Field(default_factory=lambda: _state() / "journal.jsonl")
    printer: str = ""
    slips: Path = Field(default_factory=lambda: _state() / "slips")
    initial_pins: tuple[SixDigits, ...] = ("123456", "000000", "888888")

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
        for key in values:
            if key.startswith("_"):  # pydantic-settings would take it for an order to itself
                raise SettingsRefused(f"{named}: {key}: unknown key")
        return Settings(**values)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, SettingsError) as error:
        raise SettingsRefused(f"{named}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        reason = "unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        raise SettingsRefused(f"{named}: {key}: {reason}") from error
