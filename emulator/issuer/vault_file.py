"""The vault's file: test keys in TOML, for its owner's eyes only."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError, field_validator

from emulator.card.keys import PIK, pik_from
from emulator.issuer.durable_file import replace_file
from emulator.issuer.private_file import PrivateFileRefused, private_bytes, said

NEEDED = ("IRK", "STK", "PUK", "RKSSSE")  # and PIK, where a card has it; keys for writing and blocking are not kept

_TITLE = "# The issuer's test keys: invented, for tests and demonstrations. A real issuer's are never in a file.\n"
_Identification = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{32}$")]


class VaultRefused(Exception):
    """The file can't serve as the vault; the message names file, reason and mend, and nothing that is in the file."""

    def __init__(self, path: Path, reason: str, mend: str) -> None:
        super().__init__(f"{path} can't serve as the vault: {reason}. {mend}")


class CardKeys:
    """One card's keys by name, 16 bytes each, without PIK where it has none, and the name of its algorithm."""

    __slots__ = ("algorithm", "keys")

    def __init__(self, algorithm: str, keys: Mapping[str, bytes]) -> None:
        self.algorithm = algorithm
        self.keys = keys

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys stay where they are")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    @field_validator("*", mode="after")
    @classmethod
    def _hex(cls, value: object) -> object:
        if isinstance(value, SecretStr) and not _is_hex(value.get_secret_value()):
            raise ValueError("not the hex digits of a key")
        return value


_Key = Annotated[SecretStr, Field(min_length=32, max_length=32)]
_AuditKey = Annotated[SecretStr, Field(min_length=64, max_length=64)]


_FAULTS = {
    "missing": "it is missing",
    "extra_forbidden": "there is no such field",
    "literal_error": "it is 3des or sm4, or false of PIK",
    "string_type": "it is not a text",
    "string_too_short": "it is too short for a key",
    "string_too_long": "it is too long for a key",
    "string_pattern_mismatch": "it is no card's identification",
    "value_error": "it is not the hex digits of a key",
}


class _Card(_Strict):
    algorithm: Literal["3des", "sm4"]
    IRK: _Key
    STK: _Key
    PUK: _Key
    RKSSSE: _Key
    PIK: _Key | Literal[False] | None = None  # a file from before there was PIK does not name it

    def keys(self) -> dict[str, bytes]:
        """By name; PIK, where the file does not name it, follows from IRK."""
        keys = {name: _bytes(getattr(self, name)) for name in NEEDED}
        if self.PIK is None:
            return {**keys, PIK.name: pik_from(keys["IRK"])}
        return {**keys, PIK.name: _bytes(self.PIK)} if self.PIK else keys


class _File(_Strict):
    audit: _AuditKey | None = None  # of the time when it stood here
    card: dict[_Identification, _Card]


def read_vault(path: Path) -> tuple[dict[bytes, CardKeys], bytes | None]:
    """All cards' keys by card identification, and the audit's key (32 bytes) of an old file. Raises VaultRefused."""
    try:
        file = _File.model_validate(tomllib.loads(_private_text(path)))
    except ValidationError as error:
        raise _malformed(path, _first_fault(error)) from None
    except (ValueError, RecursionError):  # none is repeated: it could hold a part of a key
        raise _malformed(path, "it is no TOML") from None
    cards = {
        bytes.fromhex(identification): CardKeys(card.algorithm, card.keys())
        for identification, card in file.card.items()
    }
    return cards, None if file.audit is None else _bytes(file.audit)


def write_vault(path: Path, cards: Mapping[bytes, CardKeys]) -> None:
    """Write the file, whole or not at all, mode 0600. Raises VaultRefused."""
    lines = [_TITLE]
    for identification, card in cards.items():
        lines.append(f'\n[card.{identification.hex().upper()}] # test keys\nalgorithm = "{card.algorithm}"\n')
        lines += [f'{name} = "{card.keys[name].hex().upper()}"\n' for name in (*NEEDED, PIK.name) if name in card.keys]
        if PIK.name not in card.keys:
            lines.append(f"{PIK.name} = false\n")
    try:
        replace_file(path, "".join(lines).encode())
    except OSError as error:
        raise VaultRefused(path, said(error), "Choose a folder that you may write to, on a disk with room.") from error


def _private_text(path: Path) -> str:
    try:
        return private_bytes(path).decode()
    except PrivateFileRefused as refused:
        raise VaultRefused(path, refused.reason, refused.mend) from None


def _malformed(path: Path, reason: str) -> VaultRefused:
    return VaultRefused(path, reason, "It was left as it is: restore a copy.")


def _first_fault(error: ValidationError) -> str:
    """Which field is wrong, and how. A name that is not ours is not repeated: somebody may have put a key there."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    names = [part for part in first["loc"] if part in ("audit", "card", "algorithm", *NEEDED, PIK.name)]
    return f"{'.'.join(map(str, names)) or 'a field'}: {_FAULTS.get(first['type'], 'it is not what belongs there')}"


def _is_hex(text: str) -> bool:
    return all(character in "0123456789abcdefABCDEF" for character in text)


def _bytes(secret: SecretStr) -> bytes:
    return bytes.fromhex(secret.get_secret_value())
