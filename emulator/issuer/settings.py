"""What differs from issuer to issuer: `issuer.toml` in its folder, where there is one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from emulator.issuer.private_file import file_bytes

SETTINGS = "issuer.toml"
_WANTED = {"audit_key": "a path, of up to 1000 characters in quotes", "claims_list_cards": "true or false"}
_Path = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00-\x1f\x7f]*$")]
_LONGEST_NAME = 40


class SettingsRefused(Exception):
    """The file can't be used; the message names it, and what is wrong."""


class IssuerSettings(BaseModel):
    """An issuer's settings; what the file does not name has its default."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    audit_key: _Path = ""  # of the audit's key, from the folder or absolute; empty: audit.key in the folder
    claims_list_cards: bool = False  # a card that can't prove its PIN lists its holder's others on the terminal's word


def read_settings(folder: Path | None) -> IssuerSettings:
    """The settings of the issuer in `folder`; in memory, and without a file, the defaults. Raises SettingsRefused."""
    path = None if folder is None else folder / SETTINGS
    try:
        text = file_bytes(path).decode("utf-8-sig") if path else ""
        return IssuerSettings.model_validate(tomllib.loads(text))
    except (FileNotFoundError, NotADirectoryError):
        return IssuerSettings()
    except OSError as error:
        raise SettingsRefused(
            f"{path} can't be read: {error.strerror}. Make it a file that its owner can read, or take it away for the"
            " defaults."
        ) from error
    except ValidationError as error:
        raise SettingsRefused(f"{path}: {_fault(error)}. Correct it, or take it away for the defaults.") from None
    except UnicodeDecodeError:
        raise SettingsRefused(f"{path} is no text in UTF-8. Save it so, or take it away for the defaults.") from None
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, a number of thousands of digits; too deep
        why = error if isinstance(error, tomllib.TOMLDecodeError) else "it holds what no settings are"
        raise SettingsRefused(f"{path} is no TOML: {why}. Correct it, or take it away for the defaults.") from None


def _fault(error: ValidationError) -> str:
    """In our own words: pydantic's are for programmers."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    name = str(first["loc"][0])
    if name in IssuerSettings.model_fields:
        return f"{name} is to be {_WANTED[name]}"
    shown = name if name.isprintable() and len(name) <= _LONGEST_NAME else ascii(name[:_LONGEST_NAME])
    return f"there is no setting {shown}; it knows {', '.join(IssuerSettings.model_fields)}"
