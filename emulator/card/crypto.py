"""The card's two algorithms: proofs, MACs and enciphered data under a process key, and the keys of one card.

Every proof has a process key KS of its own, made from a card key and a challenge. What a caller received is compared
with what is computed here by `hmac.compare_digest`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import xor
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher
    from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One of the card's algorithms: its name, its `id` in the FCI, its block in bytes, and how the two differ.

    `keyed` makes the block cipher of a card key or a process key; `shortened` makes 4 bytes of the MAC's last block.
    Card keys have 16 bytes; a challenge has 4, 8 or 16 and is no longer than a block. Anything else is a bug.
    """

    name: str
    id: int
    block: int
    keyed: Callable[[bytes], BlockCipherAlgorithm]
    shortened: Callable[[bytes], bytes]

    def authentication_data(self, key: bytes, factor: bytes, info: bytes) -> bytes:
        """The proof, 8 bytes, that its maker has `key`: over `info`, 8 bytes, with `factor` for a challenge."""
        cipher = _cipher(self, process_key(self, key, factor))
        return _folded(_encrypted(cipher, info.ljust(self.block, b"\0")), 8)  # a block of 8 stays what it is

    def mac(self, key: bytes, challenge: bytes, message: bytes) -> bytes:
        """The MAC, 4 bytes, of `message`: CLA INS P1 P2 Lc and the data without the MAC."""
        cipher = _cipher(self, process_key(self, key, challenge), chained=True)
        return self.shortened(_encrypted(cipher, _padded(message, self.block))[-self.block :])

    def encipher(self, key: bytes, challenge: bytes, plain: bytes) -> bytes:
        """`plain`, 0 to 255 bytes, behind its length and in whole blocks, enciphered."""
        return _encrypted(_cipher(self, process_key(self, key, challenge)), _framed(plain, self.block))

    def decipher(self, key: bytes, challenge: bytes, cipher: bytes) -> bytes | None:
        """The plaintext of what `encipher` gave; None where the length byte, the padding or the size is wrong."""
        if not cipher or len(cipher) % self.block:
            return None
        decryptor = _cipher(self, process_key(self, key, challenge)).decryptor()
        framed = decryptor.update(cipher) + decryptor.finalize()
        plain = framed[1 : 1 + framed[0]]
        return plain if framed == _framed(plain, self.block) else None

    def diversify(self, key: bytes, factor: bytes) -> bytes:
        """The key, 16 bytes, that one step makes of `key` with `factor`, 8 bytes."""
        size = len(key)  # named, since in a test an assert shows what it looked at, and that must not be the key
        assert size == 16
        return _encrypted(_cipher(self, key), factor + bytes(byte ^ 0xFF for byte in factor))


def card_key(algorithm: Algorithm, master: bytes, region: str, historical: bytes) -> bytes:
    """One card's key, 16 bytes, from the issuer's; `region` is six digits, `historical` the ATR's 13 bytes."""
    assert len(region) == 6
    assert len(historical) == 13
    digits = region.encode("ascii")
    factors = (digits[:2] + b"0000sh", digits + b"sx", historical[5:])
    return reduce(algorithm.diversify, factors, master)


def process_key(algorithm: Algorithm, key: bytes, challenge: bytes) -> bytes:
    """KS, one block, of a card key and a challenge."""
    size = len(key)
    assert size == 16
    assert len(challenge) <= algorithm.block
    return _encrypted(_cipher(algorithm, key), challenge.ljust(algorithm.block, b"\0"))


def _cipher(algorithm: Algorithm, key: bytes, *, chained: bool = False) -> Cipher[CBC] | Cipher[ECB]:
    # Imported here and below, at the first computation: no start waits for it.
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB

    cipher = algorithm.keyed(key)
    return Cipher(cipher, CBC(bytes(algorithm.block))) if chained else Cipher(cipher, ECB())


def _encrypted(cipher: Cipher[CBC] | Cipher[ECB], blocks: bytes) -> bytes:
    encryptor = cipher.encryptor()
    return encryptor.update(blocks) + encryptor.finalize()


def _padded(message: bytes, block: int) -> bytes:
    """80, then 00 to the end of the block; a whole block more where `message` is aligned."""
    return message + b"\x80" + bytes(-(len(message) + 1) % block)


def _framed(plain: bytes, block: int) -> bytes:
    """Length and plaintext, padded only where that is not aligned."""
    framed = bytes((len(plain),)) + plain
    return _padded(framed, block) if len(framed) % block else framed


def _folded(block: bytes, size: int) -> bytes:
    """The block's parts of `size` bytes, XORed together."""
    return bytes(reduce(xor, block[column::size]) for column in range(size))


def _des(key: bytes) -> BlockCipherAlgorithm:
    """Triple DES with two keys for 16 bytes; single DES, which is triple DES with one key three times, for 8."""
    from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES

    size = len(key)
    assert size in (8, 16)
    return TripleDES((key * 3)[:24])


def _sm4(key: bytes) -> BlockCipherAlgorithm:
    from cryptography.hazmat.primitives.ciphers.algorithms import SM4

    return SM4(key)


ALGORITHMS: Mapping[str, Algorithm] = MappingProxyType(
    {
        algorithm.name: algorithm
        for algorithm in (
            Algorithm("3des", 0x01, 8, keyed=_des, shortened=lambda block: block[:4]),
            Algorithm("sm4", 0x03, 16, keyed=_sm4, shortened=lambda block: _folded(block, 4)),
        )
    }
)
