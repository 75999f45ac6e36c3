"""An issuer's office that lists the bundled cards and has no keys: no card can prove itself to it."""

from __future__ import annotations

from emulator.cards import bundled_cards
from kiosk.issuer.answers import Denied, NotListed, Record, Taken
from kiosk.rules.standing import Standing

_STANDINGS = {profile.identification: Standing(profile.registry.standing) for profile in bundled_cards()}


class ListOffice:
    """What a registry says, and nothing that needs a key service."""

    def __init__(self) -> None:
        self._standings = dict(_STANDINGS)

    def record(self, card: bytes) -> Record | NotListed:
        """From the list; every bank account is in use."""
        standing = self._standings.get(card)
        return NotListed() if standing is None else Record(standing, bank_active=True)

    def proof_wanted(self, card: bytes) -> Denied:
        """No."""
        return Denied("no-key")

    def check_proof(self, number: str, proof: bytes) -> Denied:
        """No."""
        return Denied("no-key")

    def read_proof(self, presence: bytes, challenge: bytes) -> Denied:
        """No."""
        return Denied("no-key")

    def other_cards(self, presence: bytes) -> Denied:
        """No."""
        return Denied("no-key")

    def report_enabled(self, card: bytes, key: str) -> Taken:
        """The card is in use from now on."""
        self._standings[card] = Standing.NORMAL
        return Taken()
