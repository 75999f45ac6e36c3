"""What the issuer signs for everybody to see: how far its audit goes, and that it was put back for a reason.

Ed25519. The key is none of the cards', and stands in a file of its own, which is best kept elsewhere (a link to it is
as good).
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from emulator.issuer.durable_file import replace_file
from emulator.issuer.private_file import PrivateFileRefused, private_bytes, said

_RESTORE = "Put it back from the backup: the audit can't be gone on with by another one."


class AuditKeyRefused(Exception):
    """The file can't serve as the audit's key; the message names file, reason and mend."""

    def __init__(self, path: Path, reason: str, mend: str) -> None:
        super().__init__(f"{path} can't serve as the audit's key: {reason}. {mend}")


@dataclass(frozen=True, slots=True)
class Head:
    """How far the log goes: so many leaves under this root (32 bytes), at this time, signed (64 bytes)."""

    size: int
    root: bytes
    at: datetime
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        return _statement("head", self.size, self.root.hex(), self.at)


@dataclass(frozen=True, slots=True)
class Restored:
    """Somebody answers for it that the log is what it is at this head, whatever was seen before that time."""

    size: int
    root: bytes
    at: datetime
    reason: str
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        return _statement("restored", self.size, self.root.hex(), self.at, self.reason)


class AuditKey:
    """The key that signs the audit's head. Nothing of it can be printed."""

    __slots__ = ("_key", "_seals", "public")

    def __init__(self, seed: bytes) -> None:
        """Of 32 random bytes."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._seals = HKDF(SHA256(), 32, salt=None, info=b"seals of rows").derive(seed)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def open(cls, path: Path) -> Self:
        """The key in the file `path`. Raises AuditKeyRefused: missing, empty, not private, no such key."""
        try:
            key = load_pem_private_key(private_bytes(path), password=None)
        except PrivateFileRefused as refused:
            raise AuditKeyRefused(path, refused.reason, refused.mend) from None
        except (ValueError, TypeError):  # what it says could repeat a part of the file
            raise AuditKeyRefused(path, "it is no private key in PEM", _RESTORE) from None
        if not isinstance(key, Ed25519PrivateKey):
            raise AuditKeyRefused(path, "it is a key of another kind", _RESTORE)
        return cls(key.private_bytes_raw())

    def save(self, path: Path) -> None:
        """Write it to `path`, whole or not at all, for its owner's eyes only. Raises AuditKeyRefused."""
        pem = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            replace_file(path, pem)
        except OSError as error:
            raise AuditKeyRefused(
                path, said(error), "Choose a folder that you may write to, on a disk with room."
            ) from error

    def __repr__(self) -> str:
        return "<AuditKey>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys stay where they are")

    def head(self, size: int, root: bytes, at: datetime) -> Head:
        """A signed head."""
        plain = Head(size, root, at)
        return Head(size, root, at, self._key.sign(plain.signed_bytes()))

    def seal(self, content: bytes) -> bytes:
        """What only this issuer puts behind that, 32 bytes."""
        return hmac.digest(self._seals, content, "sha256")

    def restored(self, size: int, root: bytes, at: datetime, reason: str) -> Restored:
        """A signed statement."""
        plain = Restored(size, root, at, reason)
        return Restored(size, root, at, reason, self._key.sign(plain.signed_bytes()))


def is_signed(statement: Head | Restored, public: bytes) -> bool:
    """Whether whoever has the key of this public one (32 bytes) said it."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(statement.signature, statement.signed_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True


def _statement(kind: str, size: int, root: str, at: datetime, *more: str) -> bytes:
    time = at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(["issuer's audit", kind, size, root, time, *more]).encode()
