"""The card's file tree as declared data: which applications there are, their files, who may read and write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from emulator.card.access import NEVER, Always, Condition, KeyAuthenticated
from emulator.iso7816 import tlv

ApplicationName = Literal["social-security", "bank"]  # as card files say it

SSSE_NAME = "sx1.sh.社会保障".encode("gbk")
BANK_NAME = bytes.fromhex("A000000333010101")
MF_ID = 0x3F00

UKSSSE, RKSSSE = 0x04, 0x0A


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A linear EF of SIMPLE-TLV records. `path` names its records in memory; `sfi` is 1–30."""

    path: str
    file_id: int
    sfi: int
    read: Condition = NEVER
    write: Condition = NEVER


@dataclass(frozen=True, slots=True, eq=False)
class Application:
    """MF, a DF or an ADF: `name` selects it, `fci` answers SELECT, `has_pin` tells whether the PIN works here.

    A `stub` can be selected and left, and refuses everything else.
    """

    label: str
    name: bytes = b""
    fci: bytes = b""
    files: tuple[RecordFile, ...] = ()
    has_pin: bool = False
    stub: bool = False
    by_id: Mapping[int, RecordFile] = field(init=False)
    by_sfi: Mapping[int, RecordFile] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {file.file_id: file for file in self.files})
        object.__setattr__(self, "by_sfi", {file.sfi: file for file in self.files})


@dataclass(frozen=True, slots=True)
class Tree:
    """All applications of a card; `mf` is selected after a reset."""

    mf: Application
    by_name: Mapping[bytes, Application]

    @classmethod
    def of(cls, mf: Application, applications: Iterable[Application]) -> Tree:
        """The tree of `mf` and the applications that are selected by name."""
        return cls(mf, {application.name: application for application in applications})


_BANK = Application(label="bank", name=BANK_NAME, fci=tlv.encode_ber(0x6F, tlv.encode_ber(0x84, BANK_NAME)), stub=True)


def card_tree(applications: Iterable[ApplicationName], *, version: str, algorithm_id: int) -> Tree:
    """The tree of a card with these applications: `version` "1.00"…, `algorithm_id` 1 for 3DES or 3 for SM4."""
    there = {"social-security": _social_security(version, algorithm_id), "bank": _BANK}
    return Tree.of(Application(label="MF"), (there[name] for name in applications))


def _social_security(version: str, algorithm_id: int) -> Application:
    holder_read = KeyAuthenticated(RKSSSE) if version[:3] == "3.0" else Always()
    return Application(
        label="SSSE",
        name=SSSE_NAME,
        fci=_ssse_fci(algorithm_id),
        has_pin=True,
        files=(
            RecordFile("SSSE/EF05", 0xEF05, 5, read=Always(), write=KeyAuthenticated(UKSSSE)),
            RecordFile("SSSE/EF06", 0xEF06, 6, read=holder_read, write=KeyAuthenticated(UKSSSE)),
        ),
    )


def _ssse_fci(algorithm_id: int) -> bytes:
    proprietary = tlv.encode_ber(0x88, b"\x1e") + tlv.encode_ber(0x9F0C, bytes((0x86, 0x01, algorithm_id)))
    return tlv.encode_ber(0x6F, tlv.encode_ber(0x84, SSSE_NAME) + tlv.encode_ber(0xA5, proprietary))
