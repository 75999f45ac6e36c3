"""The issuer's office as a terminal reaches it. Every call may block: the gateway makes them on a thread of its own."""

from __future__ import annotations

from typing import Protocol

from kiosk.issuer.answers import (
    Away,
    Denied,
    Enabled,
    EnablingChallenge,
    ExternalProof,
    Genuine,
    NotConfigured,
    NotGenuine,
    NotListed,
    OtherCards,
    ProofWanted,
    Taken,
    UnderReview,
)
from kiosk.issuer.proved import Proved
from kiosk.rules.record import Record


class OfficeAway(Exception):
    """The way to the office can't be opened now; it is tried again with the next question."""


class Office(Protocol):
    """What any registered terminal may ask. Nothing here unlocks or resets a PIN."""

    def record(self, card: bytes) -> Record | NotListed | NotConfigured | Denied | Away:
        """What the registry says of the card of this identification."""
        ...

    def proof_wanted(self, card: bytes) -> ProofWanted | Denied | Away:
        """What the card is to prove itself with."""
        ...

    def check_proof(self, number: str, proof: bytes) -> Genuine | NotGenuine | Denied | Away:
        """Whether the card's answer, 8 bytes, to the question `number` is right."""
        ...

    def read_proof(self, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        """The right to read the holder of the card that is present, for its challenge."""
        ...

    def pin_proof_wanted(self, presence: bytes) -> ProofWanted | Denied | Away:
        """What PIK of the card that is present is to answer in the hold of a VERIFY."""
        ...

    def check_pin(self, number: str, proof: bytes, initial: bool) -> Taken | Denied | Away:
        """PIK's answer, 8 bytes, to the question `number`. `initial`: the PIN is one that cards are issued with."""
        ...

    def claim_pin(self, presence: bytes) -> Taken | Denied | Away:
        """The PIN of the card that is present was verified, and it has no PIK that could show that."""
        ...

    def other_cards(self, presence: bytes) -> OtherCards | Denied | Away:
        """The other cards of the holder of the card that is present, whose PIN was proved."""
        ...

    def enabling_challenge(self, presence: bytes) -> EnablingChallenge | Denied | Away:
        """What the card that is present is to prove around the change of its first PIN."""
        ...

    def report_enabled_by(self, proved: Proved, key: str) -> Enabled | UnderReview | Denied | Away:
        """The first PIN of a card was changed, with what it proved. `key` names the report, which may come twice."""
        ...
