"""A new card's memory and file tree, from its card file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from emulator.card.crypto import ALGORITHMS, card_key
from emulator.card.files import TransparentFile, Tree
from emulator.card.keys import KEYS, PIK, pik_from
from emulator.card.layout import CYCLE_BYTES, CYCLE_RECORDS, card_tree
from emulator.card.memory import ORIGIN, Block, PinMemory, cells_of
from emulator.card.profile import CardProfile, Day, ProfileError
from emulator.iso7816 import bcd, gb18030, tlv
from emulator.iso7816.atr import Atr

MasterKeys = Mapping[str, Mapping[str, bytes]]  # by the algorithm's name, by the key's

# What nobody has written yet: tags and sizes in bytes. The standard leaves the contents to the issuer.
_BLANK: Mapping[str, Mapping[int, int]] = {
    "DF01/EF05": {0x20: 1, 0x21: 40, 0x0E: 1},
    "DF01/EF06": {0x23: 40, 0x24: 15, 0x28: 4, 0x2C: 20, 0x2D: 4},
    "DF01/EF07": {0x29: 1},
    "DF03/EF05": {0x30: 8, 0x31: 8},
    "DF03/EF06": {0x32: 8, 0x33: 8},
    "DF03/EF07": {0x34: 8, 0x35: 8},
    "DF04/EF05": {0x90: 4, 0x92: 8, 0x93: 8},
    "DF04/EF06": {0x96: 16},
}
_BLOCKS = {"application": Block.APPLICATION, "card": Block.CARD}
_CYCLES = {"DF04/EF08": [bytes(CYCLE_BYTES)] * CYCLE_RECORDS}


def tree_of(profile: CardProfile) -> Tree:
    """The file tree of this card."""
    return card_tree(
        profile.card.applications,
        version=profile.card.version,
        algorithm_id=ALGORITHMS[profile.application.algorithm].id,
        keys=_key_names(profile),
    )


def keys_of_card(profile: CardProfile, masters: MasterKeys) -> dict[str, bytes]:
    """The card's keys by name: given in its file, or derived from the issuer's master keys; PIK, from IRK otherwise."""
    keys = _given_or_derived(profile, masters)
    return keys if PIK.name in keys or not profile.keys.has_pik else {**keys, PIK.name: pik_from(keys["IRK"])}


def _pin(profile: CardProfile) -> PinMemory:
    pin = profile.pin
    if pin.value is None:
        return PinMemory(b"", pin.limit, pin.limit, initial=False)
    return PinMemory(bcd.encode(pin.value.get_secret_value()), pin.limit, pin.remaining, pin.initial)


def _given_or_derived(profile: CardProfile, masters: MasterKeys) -> dict[str, bytes]:
    if not profile.keys.derived:
        return profile.keys.given
    algorithm = ALGORITHMS[profile.application.algorithm]
    historical = Atr.parse(bytes.fromhex(profile.card.atr)).historical
    return {
        name: card_key(algorithm, master, profile.card.region, historical)
        for name, master in masters[algorithm.name].items()
    }


def new_memory(profile: CardProfile, today: date, masters: MasterKeys) -> dict[str, bytes]:
    """The cells of a new card made `today`. Raises ProfileError where a text does not fit its field."""
    pin = _pin(profile)
    records = {
        "SSSE/EF05": _encoded(_card_data(profile, today)),
        "SSSE/EF06": _encoded(_holder_data(profile)),
        **{path: _encoded((tag, bytes(size)) for tag, size in blank.items()) for path, blank in _BLANK.items()},
    }
    files = (file for application in tree_of(profile).applications for file in application.files)
    binaries = {file.path: bytes(file.size) for file in files if isinstance(file, TransparentFile)}
    cells = cells_of(pin, records, keys=keys_of_card(profile, masters), cycles=_CYCLES, binaries=binaries)
    cells[ORIGIN] = Atr.parse(bytes.fromhex(profile.card.atr)).historical + profile.identification
    cells[ORIGIN] += profile.card.number.encode()
    if profile.card.blocked is not None:
        cells["block"] = bytes((_BLOCKS[profile.card.blocked].value,))
    return cells


def fixed_day(day: Day, today: date) -> date:
    """The date that a card file's `day` means where `today` is the day its memory, or its record, is made."""
    if isinstance(day, date):
        return day
    offset = day.removeprefix("today").removesuffix("d")
    return today + timedelta(days=int(offset or "0"))


def _key_names(profile: CardProfile) -> frozenset[str]:
    names = {key.name for key in KEYS} if profile.keys.derived else {*profile.keys.given}
    return frozenset(names | {PIK.name} if profile.keys.has_pik else names - {PIK.name})


def _encoded(records: Iterable[tuple[int, bytes]]) -> list[bytes]:
    return [tlv.encode_simple(tag, value) for tag, value in records]


def _card_data(profile: CardProfile, today: date) -> list[tuple[int, bytes]]:
    card = profile.card
    region = bytes.fromhex(card.region)
    return [
        (0x01, profile.identification),
        (0x02, str(card.card_class).encode()),
        (0x03, card.version.encode()),
        (0x04, bytes.fromhex("9156000002") + region + region + b"\x01"),
        (0x05, _packed(fixed_day(profile.dates.issued, today))),
        (0x06, _packed(fixed_day(profile.dates.valid_until, today))),
        (0x07, card.number.encode()),
    ]


def _holder_data(profile: CardProfile) -> list[tuple[int, bytes]]:
    holder, continued = profile.holder, profile.card.version != "1.00"
    name, rest = _split_name(holder.name, continued=continued)
    return [
        (0x08, holder.number.encode()),
        (0x09, name),
        *([(0x4E, rest)] if continued else []),
        (0x0A, holder.sex.encode()),
        (0x0B, bcd.encode(holder.ethnic_group)),
        (0x0C, bcd.encode(holder.birthplace)),
        (0x0D, _packed(holder.birth_date)),
    ]


def _packed(day: date) -> bytes:
    return bcd.encode(f"{day:%Y%m%d}")


def _split_name(name: str, *, continued: bool) -> tuple[bytes, bytes]:
    """The name in GB 18030, 30 bytes and 20 more, cut between characters and padded with 00."""
    first, rest = b"", b""
    for character in name:
        encoded = gb18030.encode(character)
        if not rest and len(first) + len(encoded) <= 30:
            first += encoded
        else:
            rest += encoded
    if len(rest) > (20 if continued else 0):
        raise ProfileError("holder.name: too long for the card's fields")
    return first.ljust(30, b"\0"), rest.ljust(20, b"\0")
