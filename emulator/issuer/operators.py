"""Signing in: an operator card proves itself with IRK, and with PIK that its PIN was verified in the hold of it."""

from __future__ import annotations

from emulator.issuer.answers import InternalChallenge, OperatorProved, Reason, Refused, SignedIn
from emulator.issuer.challenges import Random, want_proof
from emulator.issuer.proofs import judged
from emulator.issuer.question import Question
from emulator.issuer.schema import StaffRow
from emulator.issuer.staff import begin, staff_of
from emulator.issuer.vault import Vault


class Operators:
    """Answers a service point about operator cards. A terminal's word that the PIN was right is worth nothing here."""

    def __init__(self, vault: Vault, random: Random) -> None:
        self._vault = vault
        self._random = random

    def operator_challenge(self, asked: Question, operator_card: bytes) -> InternalChallenge | Refused:
        """What an operator card is to prove itself with, by IRK, before its PIN is asked.

        Refused: WRONG_ROLE, NOT_STAFF; NO_KEY, NO_EVIDENCE: the vault has no key, or no PIK, of this card.
        """
        staff = self._staff_of(asked, operator_card)
        if isinstance(staff, Refused):
            return staff
        return want_proof(asked.session, self._random, asked.terminal.id, operator_card, "operator", asked.now)

    def check_operator(self, asked: Question, number: str, proof: bytes) -> OperatorProved | Refused:
        """What PIK of the card that proved itself is to answer, once its PIN was verified; good for three minutes.

        A wrong PIN does not spend it. Refused: NOT_GENUINE, REPLAYED, NO_PRESENCE for too late, as operator_challenge.
        """
        wanted = judged(asked, self._vault, number, proof, "operator")
        if isinstance(wanted, Refused):
            return wanted
        staff = self._staff_of(asked, wanted.card)
        if isinstance(staff, Refused):
            return staff
        asks = want_proof(
            asked.session, self._random, asked.terminal.id, wanted.card, "operator-pin", asked.now, about=staff.id
        )
        return OperatorProved(asks.number, asks.factor, asks.info)

    def open_session(self, asked: Question, number: str, proof: bytes) -> SignedIn | Refused:
        """Sign in whose operator card proved its PIN. Refused: as check_operator."""
        wanted = judged(asked, self._vault, number, proof, "operator-pin")
        if isinstance(wanted, Refused):
            return wanted
        staff = self._staff_of(asked, wanted.card)
        if isinstance(staff, Refused):
            return staff
        if staff.id != wanted.about:  # somebody else's card by now
            return Refused(Reason.NOT_STAFF)
        return begin(asked.session, self._random, staff, asked.terminal.id, asked.now)

    def _staff_of(self, asked: Question, operator_card: bytes) -> StaffRow | Refused:
        staff = staff_of(asked.session, operator_card, asked.terminal, asked.now)
        if isinstance(staff, Refused):
            return staff
        asked.card, asked.staff = operator_card, staff.id
        if operator_card not in self._vault:
            return Refused(Reason.NO_KEY)
        return staff if self._vault.has_pik(operator_card) else Refused(Reason.NO_EVIDENCE)
