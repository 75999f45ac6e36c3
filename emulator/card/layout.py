"""The social security card's own tree: its applications and files, as declared data."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from emulator.card.access import AllOf, Always, AnyOf, Condition, KeyAuthenticated, PinVerified
from emulator.card.files import Application, ElementaryFile, RecordFile, TransparentFile, Tree
from emulator.card.keys import BY_NAME, GLOBAL, HOMES, keys_of
from emulator.iso7816 import tlv

ApplicationName = Literal["social-security", "bank"]  # as card files say it

SSSE_NAME = "sx1.sh.社会保障".encode("gbk")
BANK_NAME = bytes.fromhex("A000000333010101")
DF_NAMES = {  # label: AID
    "DF01": bytes.fromhex("D15600000500"),
    "DF02": bytes.fromhex("D15600000501"),
    "DF03": bytes.fromhex("D15600000502"),
    "DF04": bytes.fromhex("D15600000503"),
    "DF07": bytes.fromhex("D15600000504"),
}
DF05_ID = 0xDF05

PIN = PinVerified()
PHOTO_BYTES = 0x1000
CYCLE_RECORDS, CYCLE_BYTES = 30, 0x1C


def _key(name: str) -> KeyAuthenticated:
    return KeyAuthenticated(BY_NAME[name].id)


def _records(home: str, number: int, *, read: Condition, write: str) -> RecordFile:
    return RecordFile(f"{home}/EF{number:02X}", 0xEF00 | number, number, read=read, write=_key(write))


def _pin_or(key: str) -> AnyOf:
    return AnyOf((PIN, _key(key)))


def _files(home: str) -> tuple[ElementaryFile, ...]:
    """The files of the DF with this label."""
    match home:
        case "DF01":
            read = _pin_or("RK1DF01")
            return tuple(_records(home, number, read=read, write=f"UK{number - 4}DF01") for number in (5, 6, 7))
        case "DF03":
            reads = {5: "RK1DF03", 6: "RK1DF03", 7: "RK2DF03"}
            return tuple(
                _records(home, number, read=_pin_or(key), write=f"UK{number - 4}DF03") for number, key in reads.items()
            )
        case "DF04":
            return (
                _records(home, 5, read=PIN, write="UK1DF04"),
                _records(home, 6, read=AllOf((PIN, _key("RK1DF04"))), write="UK2DF04"),
                RecordFile("DF04/EF08", 0xEF08, 8, read=PIN, capacity=CYCLE_RECORDS, room=CYCLE_BYTES, cyclic=True),
            )
        case _:
            return ()


def card_tree(
    applications: Iterable[ApplicationName], *, version: str, algorithm_id: int, keys: Collection[str]
) -> Tree:
    """The tree of a card with these applications, and `keys` of these names.

    `version` is "1.00"…, `algorithm_id` 1 for 3DES or 3 for SM4.
    """
    known = keys_of(HOMES, keys)  # outside, a key is known and refused: 6985, not 6A88
    there: dict[str, tuple[Application, ...]] = {
        "social-security": (_ssse(version, algorithm_id, keys), *_directories(keys)),
        "bank": (Application("bank", BANK_NAME, fci=_fci(BANK_NAME), keys=known, stub=True),),
    }
    return Tree.of(Application("MF", keys=known), (each for name in applications for each in there[name]))


def _ssse(version: str, algorithm_id: int, keys: Collection[str]) -> Application:
    holder_read = _key("RKSSSE") if version[:3] == "3.0" else Always()
    private, by_issuer = _key("RKSSSE"), _key("UKSSSE")
    return Application(
        GLOBAL,
        SSSE_NAME,
        fci=_ssse_fci(algorithm_id),
        keys=keys_of((GLOBAL,), keys),
        has_pin=True,
        files=(
            RecordFile("SSSE/EF05", 0xEF05, 5, read=Always(), write=by_issuer),
            RecordFile("SSSE/EF06", 0xEF06, 6, read=holder_read, write=by_issuer),
            TransparentFile("SSSE/EF07", 0xEF07, 7, PHOTO_BYTES, read=private, write=by_issuer),
            TransparentFile("SSSE/EF08", 0xEF08, 8, PHOTO_BYTES, read=private, write=by_issuer),
        ),
    )


def _directories(keys: Collection[str]) -> Iterable[Application]:
    for label, name in DF_NAMES.items():
        yield Application(
            label, name, fci=_fci(name), files=_files(label), keys=keys_of((GLOBAL, label), keys), has_pin=True
        )
    yield Application(
        "DF05", file_id=DF05_ID, fci=tlv.encode_ber(0x6F, b""), keys=keys_of((GLOBAL,), keys), has_pin=True
    )


def _fci(name: bytes) -> bytes:
    return tlv.encode_ber(0x6F, tlv.encode_ber(0x84, name))


def _ssse_fci(algorithm_id: int) -> bytes:
    proprietary = tlv.encode_ber(0x88, b"\x1e") + tlv.encode_ber(0x9F0C, bytes((0x86, 0x01, algorithm_id)))
    return tlv.encode_ber(0x6F, tlv.encode_ber(0x84, SSSE_NAME) + tlv.encode_ber(0xA5, proprietary))
