"""The card keys, and the three things that are ever computed with them.

Nothing here signs or enciphers a caller's bytes: of what a terminal sends only the card's own challenge is used, and
that makes the process key, never the message.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NoReturn

from emulator.card.crypto import ALGORITHMS, Algorithm
from emulator.card.keys import PIK
from emulator.card.personalise import MasterKeys, keys_of_card
from emulator.card.profile import CardProfile
from emulator.issuer.answers import Reason, Refused
from emulator.issuer.new_pin import NewPin
from emulator.issuer.vault_file import NEEDED, CardKeys, VaultRefused, read_vault, write_vault

__all__ = ["ExternalKey", "InternalKey", "Vault", "VaultRefused"]

InternalKey = Literal["IRK", "PIK"]  # the card is there; and its PIN was verified
ExternalKey = Literal["PUK", "RKSSSE"]  # whoever has proved it may go on to unblock, or read the holder

_CHALLENGE_BYTES = (4, 8, 16)  # what a card gives for GET CHALLENGE
_MAC_BYTES = 4
_KEEPING_PIN, _NEW_PIN = bytes.fromhex("84240000"), bytes.fromhex("84240001")


class Vault:
    """The keys of all cards, by card identification (16 bytes). None can be printed.

    `old_audit`: the audit's key, from a file of the time when it stood among the cards'.

    What it is asked is refused with NO_KEY where the card is not among them, and with MALFORMED where the challenge is
    none that the card could use: 4, 8 or 16 bytes, and no longer than a block of its algorithm.
    """

    __slots__ = ("_cards", "old_audit")

    def __init__(self, cards: Mapping[bytes, CardKeys], old_audit: bytes | None = None) -> None:
        self._cards = cards
        self.old_audit = old_audit

    @classmethod
    def of(cls, profiles: Iterable[CardProfile], masters: MasterKeys) -> Vault:
        """The keys of these cards, given or derived from the issuer's.

        A card without the social security application has no place here; of two with one identification the first has.
        """
        cards: dict[bytes, CardKeys] = {}
        for profile in profiles:
            if "social-security" in profile.card.applications:
                cards.setdefault(profile.identification, _needed(profile, masters))
        return cls(cards)

    @classmethod
    def open(cls, path: Path) -> Vault:
        """The vault in the file `path`. Raises VaultRefused: missing, not private, another user's, malformed."""
        return cls(*read_vault(path))

    def save(self, path: Path) -> None:
        """Write it to `path`, whole or not at all, for its owner's eyes only; no audit's key. Raises VaultRefused."""
        write_vault(path, self._cards)

    def fingerprint(self) -> str:
        """What tells this vault from another one, 64 hex digits, and nothing of its keys."""
        about = hashlib.sha256(b"the issuer's card keys, all of them")
        for card, kept in sorted(self._cards.items()):
            keys = {name: key.hex() for name, key in kept.keys.items()}
            about.update(json.dumps([card.hex(), kept.algorithm, keys], sort_keys=True).encode())
        return about.hexdigest()

    def fingerprint_before(self) -> str:
        """What it was when it left PIK out; a folder of that time goes on with the present one, once."""
        about = hashlib.sha256(b"the issuer's card keys")
        for card, kept in sorted(self._cards.items()):
            about.update(card + kept.algorithm.encode() + b"".join(kept.keys[name] for name in NEEDED))
        return about.hexdigest()

    def __repr__(self) -> str:
        return f"<Vault of {len(self._cards)} cards>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys stay where they are")

    def __contains__(self, card: bytes) -> bool:
        """Whether it has the keys of this card, and can judge what it answers."""
        return card in self._cards

    def has_pik(self, card: bytes) -> bool:
        """Whether this card can prove that its PIN was verified; False of one that is not among them."""
        kept = self._cards.get(card)
        return kept is not None and PIK.name in kept.keys

    def internal_proof(self, card: bytes, factor: bytes, info: bytes, key: InternalKey = "IRK") -> bytes | Refused:
        """What this card answers to INTERNAL AUTHENTICATE with `key`, 8 bytes; `factor` and `info`: 8 of its own each.

        A terminal never gets it: it is compared with what the card said. NO_KEY also of a card without PIK.
        """
        kept = self._cards.get(card)
        if kept is None or key not in kept.keys:
            return Refused(Reason.NO_KEY)
        return ALGORITHMS[kept.algorithm].authentication_data(kept.keys[key], factor, info)

    def external_proof(self, card: bytes, key: ExternalKey, challenge: bytes, info: bytes) -> bytes | Refused:
        """The authentication data, 8 bytes, for EXTERNAL AUTHENTICATE with `key`. `info`: the issuer's own 8 bytes."""
        found = self._usable(card, challenge)
        if isinstance(found, Refused):
            return found
        algorithm, keys = found
        return algorithm.authentication_data(keys[key], challenge, info)

    def unblock_apdu(self, card: bytes, challenge: bytes, new_pin: NewPin | None) -> bytes | Refused:
        """The whole PIN UNBLOCK command for this card and challenge; where `new_pin` is None, the PIN is kept."""
        found = self._usable(card, challenge)
        if isinstance(found, Refused):
            return found
        algorithm, keys = found
        header, data = _KEEPING_PIN, b""
        if new_pin is not None:
            with new_pin.revealed() as digits:
                header, data = _NEW_PIN, algorithm.encipher(keys["STK"], challenge, bytes(digits))
        message = header + bytes((len(data) + _MAC_BYTES,)) + data
        return message + algorithm.mac(keys["STK"], challenge, message)

    def _usable(self, card: bytes, challenge: bytes) -> tuple[Algorithm, Mapping[str, bytes]] | Refused:
        kept = self._cards.get(card)
        if kept is None:
            return Refused(Reason.NO_KEY)
        algorithm = ALGORITHMS[kept.algorithm]
        if len(challenge) not in _CHALLENGE_BYTES or len(challenge) > algorithm.block:
            return Refused(Reason.MALFORMED)
        return algorithm, kept.keys


def _needed(profile: CardProfile, masters: MasterKeys) -> CardKeys:
    keys = keys_of_card(profile, masters)
    return CardKeys(profile.application.algorithm, {name: keys[name] for name in (*NEEDED, PIK.name) if name in keys})
