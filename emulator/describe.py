"""What a card is, for people and programs: its files and who may use them, its keys, its PIN, its dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.card.files import MF_ID, Application, ElementaryFile, TransparentFile
from emulator.card.keys import ATTEMPTS, BY_NAME, GLOBAL, Key, Use, keys_of
from emulator.card.memory import Block, KeyMemory, Memory, PinMemory
from emulator.card.personalise import tree_of
from emulator.card.profile import CardProfile

STANDINGS: Mapping[int, str] = {
    0: "sealed",
    1: "normal",
    2: "reported lost",
    3: "application locked by the issuer",
    4: "reported lost for the time being",
    9: "cancelled",
}
BLOCKS: Mapping[Block, str | None] = {Block.NONE: None, Block.APPLICATION: "application", Block.CARD: "card"}
SECRETS_NOTE = "of an invented card; none is a real person's or issuer's"

ISSUED, VALID_UNTIL = 0x05, 0x06

Description = dict[str, Any]


def describe(profile: CardProfile, memory: Memory, *, reveal: bool = False) -> Description:
    """The card with what is in its `memory`, as JSON takes it; PIN and keys themselves only with `reveal`."""
    card = profile.card
    tree = tree_of(profile)
    return {
        "id": card.id,
        "title": card.title,
        "version": card.version,
        "protocol": card.protocol,
        "algorithm": profile.application.algorithm,
        "atr": card.atr.upper(),
        "number": card.number,
        "identification": profile.identification.hex().upper(),
        "region": card.region,
        "class": card.card_class,
        "issued": _day(memory, ISSUED),
        "valid_until": _day(memory, VALID_UNTIL),
        "standing": {"code": profile.registry.standing, "words": STANDINGS[profile.registry.standing]},
        "blocked": BLOCKS[memory.block],
        "mute": card.mute,
        **({"secrets": f"test secrets {SECRETS_NOTE}"} if reveal else {}),
        "pin": _pin(memory.pin, reveal=reveal),
        "keys": [_key(BY_NAME[name], memory.keys[name], reveal=reveal) for name in BY_NAME if name in memory.keys],
        "applications": [
            {
                "label": application.label,
                "selected_by": selected_by(application),
                "files": [file_facts(file, application) | _records(file, memory) for file in application.files],
            }
            for application in (tree.mf, *tree.applications)
        ],
    }


def file_facts(file: ElementaryFile, application: Application) -> Description:
    """A file as it is declared: path, kind, ids, sizes in bytes, and in words who may read and write it."""
    names = {key_id: key.name for key_id, key in keys_of((GLOBAL, application.label), BY_NAME).items()}
    if isinstance(file, TransparentFile):
        sizes: Description = {"kind": "transparent", "bytes": file.size}
    else:
        sizes = {"kind": "cyclic" if file.cyclic else "records", "capacity": file.capacity, "record_bytes": file.room}
    return {
        "path": file.path,
        "file_id": f"{file.file_id:04X}",
        "sfi": file.sfi,
        **sizes,
        "read": file.read.words(names),
        "write": file.write.words(names),
    }


def selected_by(application: Application) -> str:
    """What SELECT takes for the application, in words and hex: its name, or its file id."""
    file_id = MF_ID if application.file_id is None else application.file_id
    return f"name {application.name.hex().upper()}" if application.name else f"file id {file_id:04X}"


def _records(file: ElementaryFile, memory: Memory) -> Description:
    """How many records are there, and which, where they have tags."""
    if isinstance(file, TransparentFile):
        return {}
    records = memory.records.get(file.path, [])
    tags = {} if file.cyclic else {"tags": [f"{record[0]:02X}" for record in records]}
    return {"records": len(records), "used_bytes": sum(map(len, records)), **tags}


def _pin(pin: PinMemory | None, *, reveal: bool) -> Description | None:
    if pin is None:
        return None
    value = {"value": pin.value.hex().upper().rstrip("F")} if reveal else {}
    return {"tries_left": pin.remaining, "tries_limit": pin.limit, "initial": pin.initial, **value}


def _key(key: Key, memory: KeyMemory, *, reveal: bool) -> Description:
    counter = {"tries_left": memory.remaining, "tries_limit": ATTEMPTS} if key.use is Use.EXTERNAL else {}
    value = {"value": memory.value.hex().upper()} if reveal else {}
    works_in = "SSSE and its DFs" if key.home == GLOBAL else key.home
    return {
        "id": f"{key.id:02X}",
        "name": key.name,
        "works_in": works_in,
        "use": key.use.value,
        **counter,
        **value,
    }


def _day(memory: Memory, tag: int) -> str | None:
    """The day in the card data, ISO; None where it is no day."""
    for record in memory.records.get("SSSE/EF05", []):
        digits = record[2:].hex()
        if record[0] == tag and len(digits) == 8:
            return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return None
