"""What a card proves to the issuer, by INTERNAL AUTHENTICATE with its own key, and what the issuer proves to a card."""

from __future__ import annotations

from hmac import compare_digest

from emulator.issuer.answers import ExternalProof, Reason, Refused
from emulator.issuer.challenges import PURPOSES, Purpose, Random, Wanted, answer_once, take_proof
from emulator.issuer.question import Question
from emulator.issuer.vault import ExternalKey, Vault

_INFO_BYTES = 8


def judged(asked: Question, vault: Vault, number: str, proof: bytes, purpose: Purpose) -> Wanted | Refused:
    """What the card was asked under `number`, where `proof` is its right answer; the number is spent by that.

    Refused: NOT_GENUINE, REPLAYED, NO_PRESENCE for too late, NO_KEY; NO_EVIDENCE where it is PIK that is not there.
    """
    wanted = take_proof(asked.session, number, asked.terminal.id, purpose, asked.now)
    if isinstance(wanted, Refused):
        return wanted
    asked.card = wanted.card
    right = vault.internal_proof(wanted.card, wanted.factor, wanted.info, PURPOSES[purpose].key)
    if isinstance(right, Refused):
        return Refused(Reason.NO_EVIDENCE) if PURPOSES[purpose].key == "PIK" else right
    return wanted if is_right(right, proof) else Refused(Reason.NOT_GENUINE)


def answered(
    asked: Question, vault: Vault, random: Random, key: ExternalKey, challenge: bytes
) -> ExternalProof | Refused:
    """What proves `key` to the card that the question is about. Refused: MALFORMED, REPLAYED, NO_KEY."""
    info = random(_INFO_BYTES)
    proof = vault.external_proof(asked.card, key, challenge, info)
    if isinstance(proof, Refused):
        return proof
    return spend(asked, challenge) or ExternalProof(proof + info)


def spend(asked: Question, challenge: bytes) -> Refused | None:
    """The card's challenge, one that it could use, has had its answer now. Refused: MALFORMED, REPLAYED."""
    asked.challenge = challenge
    return answer_once(asked.session, asked.card, challenge, asked.now)


def is_right(right: bytes, proof: object) -> bool:
    """Whether they are the same, in a time that tells nothing; whatever comes may be no bytes at all."""
    return isinstance(proof, bytes) and compare_digest(right, proof)
