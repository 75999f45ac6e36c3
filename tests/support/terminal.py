"""A terminal with the card's keys: proofs, MACs and messages, as a service point's machine makes them, in hex."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from emulator.card.crypto import Algorithm
from emulator.card.keys import BY_NAME

INFO = bytes.fromhex("1112131415161718")
CHALLENGE = "0084000008"


@dataclass(frozen=True, slots=True)
class Terminal:
    """`say` sends commands and tells the last answer; `keys` are the card's, by name.

    What makes a command asks the card for nothing; `prove`, `unblock` and the two blocks fetch a challenge and use it.
    """

    say: Callable[..., str]
    algorithm: Algorithm
    keys: Mapping[str, bytes]

    def challenge(self) -> bytes:
        """A fresh challenge of eight bytes."""
        return bytes.fromhex(self.say(CHALLENGE))[:-2]

    def proof(self, key: str, challenge: bytes, *, wrong: bool = False) -> str:
        """EXTERNAL AUTHENTICATE with `key`."""
        proof = self.algorithm.authentication_data(self.keys[key], challenge, INFO)
        return f"008200{BY_NAME[key].id:02X}10{_spoilt(proof, wrong).hex()}{INFO.hex()}".upper()

    def message(self, header: str, plain: bytes, key: str, challenge: bytes, *, wrong: bool = False) -> str:
        """A command of class 84: `header` is CLA INS P1 P2, `plain` its data without the MAC."""
        lc = bytes((len(plain) + 4,))
        mac = self.algorithm.mac(self.keys[key], challenge, bytes.fromhex(header) + lc + plain)
        return (header + (lc + plain + _spoilt(mac, wrong)).hex()).upper()

    def unblocking(self, new: str | None, challenge: bytes, *, wrong: bool = False) -> str:
        """PIN UNBLOCK; `new` is the new PIN's bytes in hex, None where the PIN is kept."""
        if new is None:
            return self.message("84240000", b"", "STK", challenge, wrong=wrong)
        cipher = self.algorithm.encipher(self.keys["STK"], challenge, bytes.fromhex(new))
        return self.message("84240001", cipher, "STK", challenge, wrong=wrong)

    def blocking_application(self, challenge: bytes, *, wrong: bool = False) -> str:
        """APPLICATION BLOCK."""
        return self.message("841E0001", b"", "BK", challenge, wrong=wrong)

    def blocking_card(self, challenge: bytes, *, wrong: bool = False) -> str:
        """CARD BLOCK."""
        return self.message("84160000", b"", "BK", challenge, wrong=wrong)

    def prove(self, key: str, *, wrong: bool = False) -> str:
        """Prove `key` with a fresh challenge; what the card answers."""
        return self.say(self.proof(key, self.challenge(), wrong=wrong))

    def unblock(self, new: str | None = None, *, wrong: bool = False) -> str:
        """PIN UNBLOCK with a fresh challenge; what the card answers."""
        return self.say(self.unblocking(new, self.challenge(), wrong=wrong))

    def block_application(self, *, wrong: bool = False) -> str:
        """APPLICATION BLOCK with a fresh challenge; what the card answers."""
        return self.say(self.blocking_application(self.challenge(), wrong=wrong))

    def block_card(self, *, wrong: bool = False) -> str:
        """CARD BLOCK with a fresh challenge; what the card answers."""
        return self.say(self.blocking_card(self.challenge(), wrong=wrong))


def _spoilt(proof: bytes, wrong: bool) -> bytes:
    return proof[:-1] + bytes((proof[-1] ^ 0x01,)) if wrong else proof
