"""Whether a card answered an INTERNAL AUTHENTICATE as its own key does: the issuer's one way to believe a card."""

from __future__ import annotations

from hmac import compare_digest

from emulator.issuer.answers import Reason, Refused
from emulator.issuer.challenges import PURPOSES, Purpose, Wanted, take_proof
from emulator.issuer.question import Question
from emulator.issuer.vault import Vault


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


def is_right(right: bytes, proof: object) -> bool:
    """Whether they are the same, in a time that tells nothing; whatever comes may be no bytes at all."""
    return isinstance(proof, bytes) and compare_digest(right, proof)
