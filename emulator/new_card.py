"""A card file of one's own: what nobody says is invented, and every key is a fresh test key."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from emulator.card.keys import KEYS
from emulator.card.personalise import new_memory
from emulator.card.profile import CardProfile, ProfileError, atr_of, check_character, parse_profile
from emulator.iso7816 import gb18030

DEFAULT_PIN = "135790"

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN_NAMES = ("晓峰", "玉兰", "志远", "秀云", "文博", "春梅", "海涛", "雅琴", "立新", "桂芳", "建国", "慧敏")
_BIRTHPLACES = ("110101", "610100", "610323", "610327", "610331", "620100", "650100")
_BORN_FROM, _BORN_DAYS = date(1870, 1, 1), 10_957  # to the end of 1899: nobody that age is alive
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_MAKER = "00814A44468660"  # T1–T7, as the bundled cards have them


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the new card is to be; None where it may be anything. Checked with the card file that it becomes."""

    id: str
    title: str | None = None
    name: str | None = None
    version: str = "3.00"
    algorithm: str | None = None
    protocol: str = "t0"
    region: str = "610100"
    standing: int = 1
    pin: str = DEFAULT_PIN
    remaining: int = 6


def new_card_file(wishes: Wishes, today: date, random: Random) -> tuple[str, CardProfile]:
    """The text of a valid card file, and the card it describes. Raises ProfileError where a wish can't be had."""
    for what, wish in (("name", wishes.name), ("title", wishes.title)):
        if wish is not None and not gb18030.is_printable(wish):
            raise ProfileError(f"{what}: it has characters that can't be printed")
    if not re.fullmatch(r"[0-9]{6}", wishes.region):
        raise ProfileError("card.region: a region has six digits, such as 610100")
    text = _TEMPLATE.format(
        **_card(wishes, random),
        **_holder(wishes, random),
        algorithm=wishes.algorithm or ("sm4" if wishes.version == "3.00" else "3des"),
        pin=_text(wishes.pin),
        remaining=wishes.remaining,
        keys="\n".join(f'{key.name:<7} = "{random.randbytes(16).hex().upper()}"' for key in KEYS),
        standing=wishes.standing,
    )
    profile = parse_profile(text)
    new_memory(profile, today, {})  # a name too long for the card's fields is found here
    return text, profile


def citizen_number(area: str, birth_date: date, sequence: int) -> str:
    """A citizen number (GB 11643): area 6 digits, birth date, sequence 0–999, even for women, and its check digit."""
    seventeen = f"{area}{birth_date:%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(seventeen))
    return seventeen + "10X98765432"[total % 11]


def _card(wishes: Wishes, random: Random) -> dict[str, str]:
    number = f"{random.choice(_LETTERS)}{random.randrange(10**7):07d}"
    historical = bytes.fromhex(f"{_MAKER}{wishes.region[:4]}{random.randrange(10**7, 10**8)}")
    return {
        "id": _text(wishes.id),
        "title": _text(f"自建卡 · {wishes.id}" if wishes.title is None else wishes.title),
        "version": _text(wishes.version),
        "atr": atr_of(historical, t1=wishes.protocol == "t1").hex().upper(),
        "protocol": _text(wishes.protocol),
        "number": number + check_character(number),
        "region": _text(wishes.region),
        "code": f"{random.randrange(16**8):08X}",
    }


def _holder(wishes: Wishes, random: Random) -> dict[str, str]:
    birth_date = _BORN_FROM + timedelta(days=random.randrange(_BORN_DAYS))
    invented = random.choice(_SURNAMES) + random.choice(_GIVEN_NAMES)
    area, sequence = random.choice(_BIRTHPLACES), random.randrange(1, 1000)
    return {
        "holder_number": citizen_number(area, birth_date, sequence),
        "name": _text(invented if wishes.name is None else wishes.name),
        "sex": "1" if sequence % 2 else "2",
        "birthplace": area,
        "birth_date": birth_date.isoformat(),
    }


def _text(value: str) -> str:
    """A TOML string; of what can be printed, JSON's is one."""
    return json.dumps(value, ensure_ascii=False)


_TEMPLATE = """\
# A card for tests: an invented person, fresh test keys. Change what you like; `emulator cards show` and all others
# say which line is wrong.

[card]
id       = {id} # names the card's memory in a --store folder
title    = {title}
version  = {version} # "1.00", "2.00" or "3.00"; on 3.00 the holder's data needs the key RKSSSE
atr      = "{atr}" # its 13 historical bytes end in region (2) and serial (4)
protocol = {protocol} # "t0" or "t1"; the ATR has to offer it
number   = "{number}" # the ninth is a check character
region   = {region}
class    = 3 # 1 pre-school, 2 student, 3 adult, 4 senior
code     = "{code}" # the end of the card identification
# mute         = true            # answers to reset, then nothing
# blocked      = "application"   # or "card": for ever
# applications = ["bank"]        # without it ["social-security", "bank"]

[application]
algorithm = "{algorithm}" # "3des" or "sm4"

[pin]
value     = {pin} # a test PIN: 4 to 16 digits; terminals take six. Without it, remaining and initial: no PIN yet
limit     = 6
remaining = {remaining} # 0 is locked
initial   = false # true while the PIN is the one that the issuer set

[keys] # test keys, 32 hex digits each; those outside SSSE may be left out, and PIK = false is a card that can't prove
# that its PIN was verified. Or: derived = true
{keys}

[holder]
number       = "{holder_number}" # birth date inside, check digit at the end
name         = {name}
sex          = "{sex}"
ethnic_group = "01"
birthplace   = "{birthplace}"
birth_date   = {birth_date}

[dates] # a day such as 2031-05-04, or one counted from the day on which the card's memory is made
issued      = "today-100d"
valid_until = "today+3552d"

[registry]
standing = {standing} # 0 sealed, 1 normal, 2 lost, 3 application locked, 4 temporarily lost, 9 cancelled
"""
