"""Written text as it is said: dates, times, telephone and card numbers, masked names, signs without a sound. Pure."""

from __future__ import annotations

import re
from functools import partial

from kiosk.voice.words import EN, ZH, Words

_DIGITS = "零一二三四五六七八九"
_PHONE = "零幺二三四五六七八九"  # one is said so that nobody hears a seven
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HAN = "\u3007\u3400-\u9fff\U00020000-\U000323af"
_MEASURES = "次张个位项站天页步台分小种份人秒"  # two of something is another word than the number

_SAID = re.compile(
    r"(?P<year>\d{4})(?:-|年)(?P<month>\d{1,2})(?:-|月)(?P<day>\d{1,2})日?"
    r"|(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"|(?P<code>(?=[A-Z]*\d)(?=\d*[A-Z])[0-9A-Z]{2,})"
    r"|第(?P<nth>\d{1,3})"
    rf"|(?P<number>\d+)(?P<measure>[{_MEASURES}]?)"
)
_QUOTES = re.compile('[“”"‘’「」]')
_CODE = re.compile(r"\[[0-9A-F]{4,6}\]")  # a sign that no font has
_LEAF = re.compile(r"\s*[(（](\d)\s*/\s*(\d)[)）]")
_STARS = re.compile(r"\*+")
_NAME = re.compile(rf"(?<=[{_HAN}])\*+")
_SPACE = re.compile(r"\s+")
_LOOSE = re.compile(rf" ?([{_HAN}，。：；？！]) ?")
_APART = re.compile(r"\s*[（(·]\s*")
_CLOSED = re.compile(r"[）)]")
_TO = re.compile(r"(?<=\d)\s*[–—~]\s*(?=\d)")


def aloud(text: str, language: str) -> str:
    """`text` in words that an engine of `language` ("zh_CN" or "en") says right."""
    return _english(text) if language == "en" else _chinese(text)


def cardinal(number: int) -> str:
    """A number up to 999 in Chinese: 17 is 十七, 305 is 三百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    units = _DIGITS[ones] if ones or not number else ""
    if not hundreds:
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + units
    return _DIGITS[hundreds] + "百" + (_DIGITS[tens] + "十" if tens else "零" if ones else "") + units


def _chinese(text: str) -> str:
    text = _NAME.sub("某某", _common(text, ZH))
    text = _LOOSE.sub(r"\1", _STARS.sub("", text))
    text = _CLOSED.sub("", _APART.sub("，", text))
    return _LOOSE.sub(r"\1", _SAID.sub(_in_chinese, _TO.sub("至", text))).strip()


def _english(text: str) -> str:
    text = _APART.sub(", ", _STARS.sub("", _common(text, EN)))
    return _SAID.sub(_in_english, _TO.sub(" to ", _CLOSED.sub("", text))).strip()


def _common(text: str, words: Words) -> str:
    text = _CODE.sub(words.rare_sign, _QUOTES.sub("", text))
    return _SPACE.sub(" ", _LEAF.sub(partial(_leaf, words), text))


def _leaf(words: Words, found: re.Match[str]) -> str:
    return words.page.format(found[1], found[2])


def _in_chinese(found: re.Match[str]) -> str:
    part = found.groupdict()
    if part["year"]:
        return f"{_each(part['year'], _DIGITS)}年{cardinal(int(part['month']))}月{cardinal(int(part['day']))}日"
    if part["hour"]:
        minute = int(part["minute"])
        past = f"{'零' if minute < 10 else ''}{cardinal(minute)}分" if minute else ""
        return f"{_counted(part['hour'])}点{past}"
    if part["code"]:
        return _each(part["code"])
    if part["nth"]:
        return f"第{cardinal(int(part['nth']))}"
    if len(part["number"]) > 3 or (part["number"].startswith("0") and len(part["number"]) > 1):
        return _each(part["number"]) + part["measure"]
    if part["measure"]:
        return _counted(part["number"]) + part["measure"]
    return cardinal(int(part["number"]))


def _in_english(found: re.Match[str]) -> str:
    part = found.groupdict()
    if part["year"]:
        month = int(part["month"])
        named = _MONTHS[month - 1] if 1 <= month <= len(_MONTHS) else part["month"]
        return f"{int(part['day'])} {named} {part['year']}"
    if part["hour"]:
        hour, minute = int(part["hour"]), part["minute"]
        return f"{(hour - 1) % 12 + 1}{'' if minute == '00' else f':{minute}'} {'a.m.' if hour < 12 else 'p.m.'}"
    if part["code"] or len(part["number"] or "") > 3:
        return " ".join(found[0])
    return found[0]


def _each(text: str, digits: str = _PHONE) -> str:
    return "".join(digits[int(sign)] if sign.isdecimal() else sign for sign in text)


def _counted(number: str) -> str:
    return "两" if int(number) == 2 else cardinal(int(number))
