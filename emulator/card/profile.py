"""A card file: one TOML text a card, checked strictly, and the new card's memory that it describes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import xor
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)

from emulator.card.keys import GLOBAL, KEYS, PIK
from emulator.card.keys import Key as CardKey
from emulator.card.layout import ApplicationName
from emulator.iso7816 import gb18030
from emulator.iso7816.atr import Atr, MalformedAtr


def _printable(text: str) -> str:
    if not gb18030.is_printable(text):
        raise ValueError("it has characters that can't be printed")
    return text


Text = Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(_printable)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Hex = Annotated[str, StringConstraints(pattern=r"^([0-9A-Fa-f]{2})+$")]
Key = Annotated[SecretStr, Field(min_length=32, max_length=32)]
RelativeDay = Annotated[str, StringConstraints(pattern=r"^today([+-][0-9]{1,5}d)?$")]
Day = date | RelativeDay
Applications = Annotated[tuple[ApplicationName, ...], Field(strict=False)]  # strict, a TOML array would be no tuple
Protocol = Literal["t0", "t1"]


class ProfileError(Exception):
    """A card file is not as it should be: `reason` in words and its `line`, None where it has none."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class _Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
        defer_build=True,  # a terminal without virtual cards never pays for it
    )


class CardSection(_Section):
    """[card]: what is printed on the plastic, and how the chip presents itself."""

    id: Id
    title: Text
    version: Literal["1.00", "2.00", "3.00"]
    atr: Hex
    protocol: Protocol = "t0"
    number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{8}[0-9X]$")]
    region: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    card_class: Annotated[int, Field(alias="class", ge=1, le=4)]
    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{8}$")] = "00000000"
    mute: bool = False
    blocked: Literal["application", "card"] | None = None
    applications: Applications = ("social-security", "bank")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        try:
            atr = Atr.parse(bytes.fromhex(self.atr))
        except MalformedAtr as error:
            raise ValueError(f"atr: {error}") from error
        if atr.protocols[0] != int(self.protocol[1]):
            raise ValueError(f"atr: it offers T={atr.protocols[0]}, but protocol is {self.protocol}")
        if len(atr.historical) != 13:
            raise ValueError("atr: a social security card has 13 historical bytes")
        if check_character(self.number[:8]) != self.number[8]:
            raise ValueError(f"number: the check character is not {check_character(self.number[:8])}")
        if len(set(self.applications)) < len(self.applications):
            raise ValueError("applications: one is named twice")
        return self


class ApplicationSection(_Section):
    """[application]: which cryptography the card speaks."""

    algorithm: Literal["3des", "sm4"]


class PinSection(_Section):
    """[pin]: the PIN at personalisation and its counter; without a value the card has no PIN yet."""

    value: Annotated[SecretStr, Field(min_length=4, max_length=16)] | None = None
    limit: Annotated[int, Field(ge=1, le=15)] = 6
    remaining: Annotated[int, Field(ge=0, le=15)] = 6
    initial: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.value is None:
            for named in sorted(self.model_fields_set & {"remaining", "initial"}):
                raise ValueError(f"{named}: without a value there is no PIN yet; leave it out")
            return self
        if not re.fullmatch(r"[0-9]+", self.value.get_secret_value()):
            raise ValueError("value: a PIN has the digits 0 to 9 only")
        if self.remaining > self.limit:
            raise ValueError("remaining: more attempts than the limit allows")
        return self


class KeysSection(_Section):
    """[keys]: test keys, 32 hex digits each, the global ones at least; or all derived from the test master keys.

    A card without PIK says so: one whose file does not name it has the PIK that follows from its IRK.
    """

    derived: Literal[True] | None = None
    IRK: Key | None = None
    STK: Key | None = None
    UKSSSE: Key | None = None
    BK: Key | None = None
    PUK: Key | None = None
    RKSSSE: Key | None = None
    PIK: Key | Literal[False] | None = None
    UK1DF01: Key | None = None
    UK2DF01: Key | None = None
    UK3DF01: Key | None = None
    UK4DF01: Key | None = None
    UK5DF01: Key | None = None
    RK1DF01: Key | None = None
    LKDF03: Key | None = None
    RK1DF03: Key | None = None
    RK2DF03: Key | None = None
    UK1DF03: Key | None = None
    UK2DF03: Key | None = None
    UK3DF03: Key | None = None
    LKDF04: Key | None = None
    RK1DF04: Key | None = None
    UK1DF04: Key | None = None
    UK2DF04: Key | None = None

    @property
    def given(self) -> dict[str, bytes]:
        """The keys that the file gives, by name."""
        return {key.name: bytes.fromhex(value.get_secret_value()) for key, value in self._named()}

    @property
    def has_pik(self) -> bool:
        """Whether the card can prove that its PIN was verified."""
        return self.PIK is not False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        there = {key.name for key, _ in self._named()}
        if self.derived and there:
            raise ValueError(f"derived: a card has its keys derived or given, and {min(there)} is given")
        for key, value in self._named():
            if not re.fullmatch(r"[0-9A-Fa-f]{32}", value.get_secret_value()):
                raise ValueError(f"{key.name}: a key has 32 hex digits")
        for key in KEYS:
            if key.home == GLOBAL and key is not PIK and not self.derived and key.name not in there:
                raise ValueError(f"{key.name}: missing")
        return self

    def _named(self) -> Iterator[tuple[CardKey, SecretStr]]:
        for key in KEYS:
            value: SecretStr | Literal[False] | None = getattr(self, key.name)
            if value:
                yield key, value


class HolderSection(_Section):
    """[holder]: an invented person."""

    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{17}[0-9X]$")]
    name: Text
    sex: Literal["1", "2", "9"]
    ethnic_group: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
    birthplace: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    birth_date: date

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.number[6:14] != f"{self.birth_date:%Y%m%d}":
            raise ValueError("birth_date: not the one in the holder's number")
        return self


class DatesSection(_Section):
    """[dates]: days, or "today+45d", fixed when a card's memory is created."""

    issued: Day
    valid_until: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if _is_before(self.valid_until, self.issued):
            raise ValueError("valid_until: it is before the day of issue")
        return self


class RegistrySection(_Section):
    """[registry]: what the issuer's registry says of this card."""

    standing: Literal[0, 1, 2, 3, 4, 9]


class CardProfile(_Section):
    """One card file, whole."""

    card: CardSection
    application: ApplicationSection
    pin: PinSection
    keys: KeysSection
    holder: HolderSection
    dates: DatesSection
    registry: RegistrySection

    def atr_for(self, *, t1: bool) -> bytes:
        """The answer to reset under T=1 or T=0; the card file's own where the protocol is the file's own."""
        own = bytes.fromhex(self.card.atr)
        return own if t1 == (self.card.protocol == "t1") else atr_of(Atr.parse(own).historical, t1=t1)

    @property
    def identification(self) -> bytes:
        """The 16 bytes of the card identification: region 3, issuer's identifier 5, serial 4, code 4."""
        return identification_of(self.card.atr, self.card.region, self.card.code)


def identification_of(atr: str, region: str, code: str) -> bytes:
    """The card identification that follows from these values of a card file."""
    serial = Atr.parse(bytes.fromhex(atr)).historical[9:]
    return bytes.fromhex(region) + bytes.fromhex("D156000005") + serial + bytes.fromhex(code)


def parse_profile(text: str) -> CardProfile:
    """The card that `text` (TOML) describes. Raises ProfileError naming line and reason, never a secret's value."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ProfileError(f"not TOML: {error}", int(line[1]) if line else text.count("\n") + 1) from error
    except (ValueError, RecursionError):  # a number of thousands of digits; tables within tables without end
        raise ProfileError("not TOML: it holds a number or a depth that no card file has", 1) from None
    try:
        return CardProfile.model_validate(document)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False, include_context=False)
        # A misspelt key is reported twice, as unknown and as missing: the unknown one has the line to mend.
        first = min(found, key=lambda each: each["type"] != "extra_forbidden")
        path = [str(part) for part in first["loc"][:2]]
        reason = _reason(first["type"], path, first["msg"])
        named = re.match(r"(\w+): ", reason)  # a rule over a whole section names the field it blames
        if named and len(path) == 1:
            path, reason = [*path, named[1]], reason[named.end() :]
        raise ProfileError(f"{'.'.join(path)}: {reason}", _line_of(text, path)) from error


def atr_of(historical: bytes, *, t1: bool) -> bytes:
    """The answer to reset with these 13 historical bytes, under T=1 or T=0."""
    if not t1:
        return bytes.fromhex("3B6D0000") + historical
    body = bytes.fromhex("ED000001") + historical
    return b"\x3b" + body + bytes((reduce(xor, body),))


def check_character(first_eight: str) -> str:
    """The ninth character of a card number: weights 3 7 9 10 5 8 4 2, modulo 11. "D2143569" → "X"."""
    values = (int(character, 36) for character in first_eight)
    rest = 11 - sum(weight * value for weight, value in zip((3, 7, 9, 10, 5, 8, 4, 2), values, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def _reason(kind: str, path: Sequence[str], words: str) -> str:
    """What is wrong with the value at `path`, with what to write instead where pydantic found it."""
    match kind:
        case "extra_forbidden":
            return "unknown key"
        case "missing":
            return "missing"
        case "value_error":
            return words.removeprefix("Value error, ")
    if len(path) == 1:
        return f"not a section [{path[0]}]"
    named = ".".join(path)
    return _KEY if path[0] == "keys" and named not in _WORDS else _WORDS[named]


_TEXT = "not a text of 1 to 60 characters, in quotes"
_DAY = 'neither a date (2031-05-04) nor a day like "today+45d"'
_KEY = "not 32 hex digits, in quotes"
_WORDS: Mapping[str, str] = {
    "card.id": 'not small letters, digits and hyphens, 40 at most and no hyphen first, such as "clerk-2"',
    "card.title": _TEXT,
    "card.version": 'not "1.00", "2.00" or "3.00"',
    "card.atr": 'not hex digits, two a byte, in quotes, such as "3B6D…"',
    "card.protocol": 'not "t0" or "t1"',
    "card.number": 'not eight digits or capital letters and a check character, such as "D2143569X"',
    "card.region": 'not six digits, such as "610100"',
    "card.class": "not 1 pre-school, 2 student, 3 adult or 4 senior",
    "card.code": 'not eight hex digits, such as "01234567"',
    "card.mute": "not true or false",
    "card.blocked": 'not "application" or "card"',
    "card.applications": 'not a list like ["social-security", "bank"]',
    "application.algorithm": 'not "3des" or "sm4"',
    "pin.value": "not 4 to 16 digits, in quotes",
    "pin.limit": "not a whole number from 1 to 15",
    "pin.remaining": "not a whole number from 0 to 15, and no more than the limit",
    "pin.initial": "not true or false",
    "keys.derived": "not true; leave it out where the keys are given",
    "keys.PIK": f"{_KEY}, and not false",
    "holder.number": 'not 17 digits and a check digit or X, such as "610323188503120111"',
    "holder.name": _TEXT,
    "holder.sex": 'not "1", "2" or "9"',
    "holder.ethnic_group": 'not two digits, such as "01"',
    "holder.birthplace": 'not six digits, such as "610100"',
    "holder.birth_date": "not a date, such as 1885-03-12",
    "dates.issued": _DAY,
    "dates.valid_until": _DAY,
    "registry.standing": "not 0 sealed, 1 normal, 2 lost, 3 locked, 4 temporarily lost or 9 cancelled",
}


def _is_before(day: Day, other: Day) -> bool:
    """Of two dates, or two days counted from today; of one of each nobody can tell for good."""
    match day, other:
        case date(), date():
            return day < other
        case str(), str():
            return _offset(day) < _offset(other)
    return False


def _offset(day: str) -> int:
    return int(day.removeprefix("today").removesuffix("d") or "0")


def _line_of(text: str, path: Sequence[str]) -> int | None:
    """The line of the key at `path`, or of its section where the key is missing; None where the section is."""
    section, key = path[0], path[1] if len(path) > 1 else None
    found: int | None = None
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        if header:
            current = header[1].strip()
        if header and current == section:
            found = number
        elif (key is not None and current == section and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line)) or (
            not current and re.match(rf"\s*{re.escape(section)}\s*=", line)
        ):
            return number
    return found
