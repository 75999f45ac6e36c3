"""The card's applications as its description has them: how each is selected, and which keys, by id, work there."""

from __future__ import annotations

GLOBAL = {0x00: "IRK", 0x02: "STK", 0x04: "UKSSSE", 0x05: "BK", 0x06: "PUK", 0x0A: "RKSSSE", 0x0C: "PIK"}
SELECTED = {
    "MF": "00A4000C023F00",
    "SSSE": "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF",
    "DF01": "00A4040C06D15600000500",
    "DF02": "00A4040C06D15600000501",
    "DF03": "00A4040C06D15600000502",
    "DF04": "00A4040C06D15600000503",
    "DF05": "00A4000C02DF05",
    "DF07": "00A4040C06D15600000504",
    "bank": "00A4040C08A000000333010101",
}
OUTSIDE = ("MF", "bank")
LOCAL = {
    "DF01": dict(enumerate(("UK1DF01", "UK2DF01", "UK3DF01", "UK4DF01", "UK5DF01", "RK1DF01"), start=0x83)),
    "DF03": dict(enumerate(("LKDF03", "RK1DF03", "RK2DF03", "UK1DF03", "UK2DF03", "UK3DF03"), start=0x83)),
    "DF04": dict(enumerate(("LKDF04", "RK1DF04", "UK1DF04", "UK2DF04"), start=0x83)),
}
KEYS = {place: {} if place in OUTSIDE else GLOBAL | LOCAL.get(place, {}) for place in SELECTED}
