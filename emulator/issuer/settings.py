"""What differs from issuer to issuer: `issuer.toml` in its folder, where there is one."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

SETTINGS = "issuer.toml"


class SettingsRefused(Exception):
    """The file can't be used; the message names it, and what is wrong."""


class IssuerSettings(BaseModel):
    """An issuer's settings; what the file does not name has its default."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    claims_list_cards: bool = False  # a card that can't prove its PIN lists its holder's others on the terminal's word


def read_settings(folder: Path | None) -> IssuerSettings:
    """The settings of the issuer in `folder`; in memory, and without a file, the defaults. Raises SettingsRefused."""
    path = None if folder is None else folder / SETTINGS
    try:
        return IssuerSettings(**tomllib.loads(path.read_text("utf-8"))) if path else IssuerSettings()
    except FileNotFoundError:
        return IssuerSettings()
    except OSError as error:
        raise SettingsRefused(
            f"{path}: {error.strerror}. Make it readable, or take it away for the defaults."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsRefused(f"{path} is no TOML: {error}. Correct it, or take it away for the defaults.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = ".".join(map(str, first["loc"])) or "a key"
        known = ", ".join(IssuerSettings.model_fields)
        raise SettingsRefused(f"{path}: {name}: {first['msg'].lower()}. It knows {known}, true or false.") from None
