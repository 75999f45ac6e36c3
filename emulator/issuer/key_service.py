"""What any terminal asks about keys: is this card genuine, and what lets its holder be read.

Of the bytes that a terminal sends it uses the card's own challenge only, and that once. Each answer is judged anew from
what is in the database, in the transaction that writes it down.
"""

from __future__ import annotations

from emulator.issuer import records
from emulator.issuer.answers import (
    ExternalProof,
    Genuine,
    InternalChallenge,
    Reason,
    Refused,
)
from emulator.issuer.challenges import Random, want_proof
from emulator.issuer.presences import card_present, note_presence
from emulator.issuer.proofs import answered, judged
from emulator.issuer.question import Question
from emulator.issuer.vault import Vault

READ_PROOF = "read-proof"
ANSWERED = "answered"


class KeyService:
    """Answers a registered terminal's questions about keys; a refusal leaves nothing behind but what it spent."""

    def __init__(self, vault: Vault, random: Random) -> None:
        self._vault = vault
        self._random = random

    def internal_challenge(self, asked: Question, card: bytes) -> InternalChallenge | Refused:
        """What this card is to prove itself with. Refused: UNKNOWN_CARD; NO_KEY, nobody could judge what it answers."""
        found = records.record(asked.session, card, asked.now)
        if isinstance(found, Refused):
            return found
        asked.card = card
        if card not in self._vault:
            return Refused(Reason.NO_KEY)
        return want_proof(asked.session, self._random, asked.terminal.id, card, "genuine", asked.now)

    def check_proof(self, asked: Question, number: str, proof: bytes) -> Genuine | Refused:
        """Whether the card that was asked under `number` is the issuer's. Refused: NOT_GENUINE, REPLAYED, NO_PRESENCE
        for too late, NO_KEY."""
        wanted = judged(asked, self._vault, number, proof, "genuine")
        if isinstance(wanted, Refused):
            return wanted
        presence = note_presence(asked.session, self._random, asked.terminal.id, wanted.card, asked.now)
        return Genuine(presence, self._vault.has_pik(wanted.card))

    def read_proof(self, asked: Question, presence: bytes, challenge: bytes) -> ExternalProof | Refused:
        """What proves RKSSSE to the card that is present: it may be read then, and no more.

        Refused: NO_PRESENCE, MALFORMED, REPLAYED, NO_KEY.
        """
        card = card_present(asked.session, presence, asked.terminal.id, asked.now)
        if isinstance(card, Refused):
            return card
        asked.card = card
        return answered(asked, self._vault, self._random, "RKSSSE", challenge)
