"""The office of a terminal that has no issuer: it knows nothing, and says so at once."""

from __future__ import annotations

from kiosk.issuer.answers import Away, NotConfigured
from kiosk.issuer.proved import Proved


class NoOffice:
    """A `kiosk.issuer.office.Office`. Reports of a time when there was an issuer wait until there is one again."""

    def record(self, card: bytes) -> NotConfigured:
        """There is no registry to look into."""
        return NotConfigured()

    def proof_wanted(self, card: bytes) -> Away:
        """No card is asked to prove itself."""
        return Away()

    def check_proof(self, number: str, proof: bytes) -> Away:
        """Nobody could tell."""
        return Away()

    def read_proof(self, presence: bytes, challenge: bytes) -> Away:
        """No card was found to be genuine."""
        return Away()

    def other_cards(self, presence: bytes) -> Away:
        """No card was found to be genuine."""
        return Away()

    def pin_proof_wanted(self, presence: bytes) -> Away:
        """No card was found to be genuine."""
        return Away()

    def check_pin(self, number: str, proof: bytes, initial: bool) -> Away:
        """Nobody could tell."""
        return Away()

    def claim_pin(self, presence: bytes) -> Away:
        """There is nobody to claim it to."""
        return Away()

    def enabling_challenge(self, presence: bytes) -> Away:
        """No change of PIN enables a card."""
        return Away()

    def report_enabled_by(self, proved: Proved, key: str) -> Away:
        """It waits."""
        return Away()
