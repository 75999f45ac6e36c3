"""Whether the PIN of a card that is here was entered: proved by PIK, or of a card without it by a terminal's word."""

from __future__ import annotations

from dataclasses import dataclass

from emulator.issuer import cases, records, reviews
from emulator.issuer.answers import Done, InternalChallenge, OtherCards, Reason, Refused
from emulator.issuer.challenges import Random, want_proof
from emulator.issuer.changes import Cause
from emulator.issuer.presences import Present, named, note_pin
from emulator.issuer.proofs import judged
from emulator.issuer.question import Question
from emulator.issuer.standings import Actor
from emulator.issuer.vault import Vault


@dataclass(frozen=True, slots=True)
class PinEvidence:
    """Asks for the proof, takes it, and tells whoever has it what a person's PIN is needed for.

    `claims_list_cards`: the issuer's setting, whether a terminal's word alone opens the list of a person's other cards.
    """

    vault: Vault
    random: Random
    claims_list_cards: bool = False

    def challenge(self, asked: Question, presence: bytes) -> InternalChallenge | Refused:
        """What PIK is to answer in the hold of a VERIFY. Refused: NO_PRESENCE; NO_EVIDENCE, the card has no PIK."""
        here = _fresh(asked, presence)
        if isinstance(here, Refused):
            return here
        if not self.vault.has_pik(here.card):
            return Refused(Reason.NO_EVIDENCE)
        return want_proof(asked.session, self.random, asked.terminal.id, here.card, "pin", asked.now, here.token)

    def check(self, asked: Question, number: str, proof: bytes, initial: bool) -> Done | Refused:
        """Take PIK's word that the PIN was verified. That the PIN is no `initial` one is the terminal's.

        It completes the card's open review, unless the PIN is an initial one, and what was reported of its unlock.
        Refused: as proofs.judged.
        """
        wanted = judged(asked, self.vault, number, proof, "pin")
        if isinstance(wanted, Refused):
            return wanted
        note_pin(asked.session, wanted.about, "proved", asked.now)
        cases.settle_unlocks(asked.session, wanted.card, wanted.at, asked.now)
        if initial is False:
            cause = Cause(Actor.TERMINAL, asked.terminal.id, f"pin {number}", asked.now, "review")
            reviews.complete(asked.session, wanted.card, cause, "its PIN is no initial one")
        return Done()

    def claim(self, asked: Question, presence: bytes) -> Done | Refused:
        """Put down the terminal's word that the PIN of a card without PIK was verified.

        Refused: NO_PRESENCE; NO_EVIDENCE, this card could have proved it.
        """
        here = _fresh(asked, presence)
        if isinstance(here, Refused):
            return here
        if self.vault.has_pik(here.card):
            return Refused(Reason.NO_EVIDENCE)
        note_pin(asked.session, here.token, "claimed", asked.now)
        return Done()

    def other_cards(self, asked: Question, presence: bytes) -> OtherCards | Refused:
        """The other cards of whoever entered the PIN within the last three minutes.

        Refused: NO_PRESENCE, UNKNOWN_CARD; NO_EVIDENCE, nothing proves the PIN, or a claim where that is too little.
        """
        here = named(asked.session, presence, asked.terminal.id, asked.now)
        if isinstance(here, Refused):
            return here
        asked.card = here.card
        proved = here.pin == "proved"  # by the card's own key just now: that it is here was proved by the same
        if not (here.fresh or proved):
            return Refused(Reason.NO_PRESENCE)
        if not (proved or (here.pin == "claimed" and self.claims_list_cards)):
            return Refused(Reason.NO_EVIDENCE)
        return records.others(asked.session, here.card, asked.now)


def _fresh(asked: Question, presence: bytes) -> Present | Refused:
    here = named(asked.session, presence, asked.terminal.id, asked.now)
    if isinstance(here, Refused):
        return here
    asked.card = here.card
    return here if here.fresh else Refused(Reason.NO_PRESENCE)
