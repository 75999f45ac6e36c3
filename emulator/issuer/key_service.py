"""The only holder of the card keys. It answers three questions: is this card genuine, what proves a key to it, and what
unblocks its PIN.

Of the bytes that a terminal sends it uses the card's own challenge only, and that once. Each answer is judged anew from
what is in the database, in the transaction that writes it down.
"""

from __future__ import annotations

from typing import Literal

from emulator.issuer import records
from emulator.issuer.answers import (
    ExternalProof,
    Genuine,
    InternalChallenge,
    Reason,
    Refused,
    SignedIn,
    UnblockMessage,
)
from emulator.issuer.cases import mark_message, may_be_unblocked, open_case_for
from emulator.issuer.challenges import Random, answer_once, want_proof
from emulator.issuer.new_pin import NewPin
from emulator.issuer.presences import card_present, note_presence
from emulator.issuer.proofs import judged
from emulator.issuer.question import Question
from emulator.issuer.schema import Case
from emulator.issuer.staff import OnDuty, current, sign_in, staff_of
from emulator.issuer.vault import ExternalKey, Vault

READ_PROOF = "read-proof"
ANSWERED = "answered"

_INFO_BYTES = 8


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
        return self._external_proof(asked, "RKSSSE", challenge)

    def staff_challenge(self, asked: Question, operator_card: bytes) -> InternalChallenge | Refused:
        """What an operator card is to prove itself with. Refused: WRONG_ROLE, NOT_STAFF."""
        staff = staff_of(asked.session, operator_card, asked.terminal, asked.now)
        if isinstance(staff, Refused):
            return staff
        asked.card = operator_card
        asked.staff = staff.id
        return want_proof(asked.session, self._random, asked.terminal.id, operator_card, "sign-in", asked.now)

    def sign_in(self, asked: Question, number: str, proof: bytes) -> SignedIn | Refused:
        """Sign in whose operator card proved itself. Refused: as check_proof and staff_challenge."""
        wanted = judged(asked, self._vault, number, proof, "sign-in")
        if isinstance(wanted, Refused):
            return wanted
        staff = staff_of(asked.session, asked.card, asked.terminal, asked.now)
        if isinstance(staff, Refused):
            return staff
        asked.staff = staff.id
        return sign_in(asked.session, self._random, staff, asked.terminal.id, asked.now)

    def unblock_proof(
        self, asked: Question, session: bytes, case: str, presence: bytes, challenge: bytes
    ) -> ExternalProof | Refused:
        """What proves PUK to the card that is present and named in the case.

        Refused: WRONG_ROLE, NO_SESSION, NO_PRESENCE, NO_CASE, NOT_ALLOWED, MALFORMED, REPLAYED, NO_KEY.
        """
        on_duty = self._on_duty(asked, session)
        if isinstance(on_duty, Refused):
            return on_duty
        card = card_present(asked.session, presence, asked.terminal.id, asked.now)
        if isinstance(card, Refused):
            return card
        asked.card = card
        found = _case(asked, on_duty, case, card=card)
        return found if isinstance(found, Refused) else self._external_proof(asked, "PUK", challenge)

    def unblock_message(
        self, asked: Question, session: bytes, case: str, challenge: bytes, new_pin: NewPin | None
    ) -> UnblockMessage | Refused:
        """The PIN UNBLOCK command for the card that the case names: with a new PIN for a reset, without for an unlock.

        A case may have another one, for a fresh challenge: the first may have been lost on the way. Refused:
        WRONG_ROLE, NO_SESSION, NO_CASE, NOT_ALLOWED, MALFORMED, REPLAYED, NO_KEY.
        """
        on_duty = self._on_duty(asked, session)
        if isinstance(on_duty, Refused):
            return on_duty
        found = _case(asked, on_duty, case, matter="unlock" if new_pin is None else "reset")
        if isinstance(found, Refused):
            return found
        apdu = self._vault.unblock_apdu(asked.card, challenge, new_pin)
        if isinstance(apdu, Refused):
            return apdu
        spent = self._spend(asked, challenge)
        if spent is not None:
            return spent
        mark_message(found, asked.now)
        return UnblockMessage(apdu)

    def _on_duty(self, asked: Question, session: bytes) -> OnDuty | Refused:
        on_duty = current(asked.session, session, asked.terminal, asked.now)
        if isinstance(on_duty, OnDuty):
            asked.staff = on_duty.staff
        return on_duty

    def _external_proof(self, asked: Question, key: ExternalKey, challenge: bytes) -> ExternalProof | Refused:
        info = self._random(_INFO_BYTES)
        proof = self._vault.external_proof(asked.card, key, challenge, info)
        if isinstance(proof, Refused):
            return proof
        return self._spend(asked, challenge) or ExternalProof(proof + info)

    def _spend(self, asked: Question, challenge: bytes) -> Refused | None:
        """The card's challenge, one that it could use, has had its answer now."""
        asked.challenge = challenge
        return answer_once(asked.session, asked.card, challenge, asked.now)


def _case(
    asked: Question,
    on_duty: OnDuty,
    case: str,
    *,
    card: bytes | None = None,
    matter: Literal["unlock", "reset"] | None = None,
) -> Case | Refused:
    """The open case of this session; about this card and matter, where they are known, else about its own.

    Refused: NO_CASE; NOT_ALLOWED, the card's standing forbids it by now.
    """
    named = asked.session.get(Case, case)
    if named is None:
        return Refused(Reason.NO_CASE)
    asked.case = named.id
    found = open_case_for(
        asked.session,
        named.id,
        card=card or bytes.fromhex(named.card),
        matter=matter or named.matter,
        staff=on_duty.staff,
        terminal=asked.terminal.id,
        now=asked.now,
    )
    if isinstance(found, Refused):
        return found
    asked.card = bytes.fromhex(found.card)
    return may_be_unblocked(asked.session, asked.card, asked.now) or found
