"""A case from its opening to its outcome: what unblocks a PIN is answered for a card that proves itself inside it, now.

Opening a case takes the holder's card and the operator card of the session. A proof of PUK or a message is answered
within a minute of the holder's card having proved itself in the case, the message only after the proof. So nothing can
be stocked for later, and a case is one unlock.
"""

from __future__ import annotations

from emulator.issuer import cases, staff
from emulator.issuer.answers import (
    CaseDone,
    CaseOpened,
    Done,
    ExternalProof,
    Genuine,
    InternalChallenge,
    Reason,
    Refused,
    UnblockMessage,
)
from emulator.issuer.challenges import PROOF_FOR, Random, is_within, put, token_digest, want_proof
from emulator.issuer.new_pin import NewPin
from emulator.issuer.presences import named, note_presence
from emulator.issuer.proofs import answered, judged, spend
from emulator.issuer.question import Question
from emulator.issuer.schema import Case, CasePresence
from emulator.issuer.staff import OnDuty
from emulator.issuer.vault import Vault


class Unblocking:
    """Answers a service point in a session of its staff. A refusal leaves nothing behind but what it spent.

    Every question but the last is refused with WRONG_ROLE and NO_SESSION, and inside a case with NO_CASE (none of this
    session that is open) and NOT_ALLOWED (the card's standing).
    """

    def __init__(self, vault: Vault, random: Random) -> None:
        self._vault = vault
        self._random = random

    def case_challenge(self, asked: Question, session: bytes) -> InternalChallenge | Refused:
        """What the operator card of the session is to prove, by IRK, that it is still there: once for each case."""
        on_duty = _on_duty(asked, session)
        if isinstance(on_duty, Refused):
            return on_duty
        asked.card = on_duty.card
        return want_proof(
            asked.session, self._random, asked.terminal.id, on_duty.card, "case", asked.now, about=on_duty.session
        )

    def record_case(
        self,
        asked: Question,
        session: bytes,
        number: str,
        proof: bytes,
        presence: bytes,
        form: cases.Form,
        key: str,
    ) -> CaseOpened | Refused:
        """Put down who came for the holder of the card that is present. Asked again under its key: the same case.

        Refused: NOT_GENUINE, REPLAYED, NO_PRESENCE (the operator card's proof, or the holder's card); NOT_ALLOWED also
        for the operator card itself; as cases.record.
        """
        wanted = judged(asked, self._vault, number, proof, "case")
        on_duty = _on_duty(asked, session)
        if isinstance(on_duty, Refused):
            return on_duty
        present = named(asked.session, presence, asked.terminal.id, asked.now)
        if isinstance(present, Refused):
            return present
        asked.card = present.card
        known = cases.recorded(asked.session, present.card, form, on_duty, asked.terminal.id, key)
        if known is not None:
            asked.repeated = not isinstance(known, Refused)
            return known
        if isinstance(wanted, Refused):
            return wanted
        if (wanted.card, wanted.about) != (on_duty.card, on_duty.session):
            return Refused(Reason.NOT_GENUINE)
        if not present.fresh:
            return Refused(Reason.NO_PRESENCE)
        if present.card == on_duty.card:
            return Refused(Reason.NOT_ALLOWED)
        opened = cases.may_be_unblocked(asked.session, present.card, asked.now) or cases.record(
            asked.session, present.card, form, on_duty, asked.terminal.id, key, asked.now
        )
        if isinstance(opened, CaseOpened):
            asked.case = opened.case
            staff.worked(asked.session, on_duty, asked.now)
        return opened

    def presence_challenge(self, asked: Question, session: bytes, case: str) -> InternalChallenge | Refused:
        """What the holder's card is to prove, by IRK, that it is there for this case."""
        found = _case(asked, session, case)
        if isinstance(found, Refused):
            return found
        _, of_case = found
        return want_proof(
            asked.session, self._random, asked.terminal.id, asked.card, "case-presence", asked.now, about=of_case.id
        )

    def check_presence(
        self, asked: Question, session: bytes, case: str, number: str, proof: bytes
    ) -> Genuine | Refused:
        """Whether the holder's card is there: for a minute it may be asked for what unblocks it.

        Refused: NOT_GENUINE, REPLAYED, NO_PRESENCE for too late, NO_KEY.
        """
        wanted = judged(asked, self._vault, number, proof, "case-presence")
        found = _case(asked, session, case)
        if isinstance(found, Refused):
            return found
        if isinstance(wanted, Refused):
            return wanted
        on_duty, of_case = found
        if wanted.about != of_case.id:
            return Refused(Reason.NOT_GENUINE)
        presence = note_presence(asked.session, self._random, asked.terminal.id, asked.card, asked.now)
        put(asked.session, CasePresence(token=token_digest(presence), case=of_case.id, at=asked.now, proved=False))
        staff.worked(asked.session, on_duty, asked.now)
        return Genuine(presence, self._vault.has_pik(asked.card))

    def puk_proof(
        self, asked: Question, session: bytes, case: str, presence: bytes, challenge: bytes
    ) -> ExternalProof | Refused:
        """What proves PUK to the card of the case, which proved itself inside it within the last minute.

        Refused: NO_PRESENCE; TOO_OFTEN, three a case; MALFORMED, REPLAYED, NO_KEY.
        """
        found = _case(asked, session, case)
        if isinstance(found, Refused):
            return found
        on_duty, of_case = found
        here = _here(asked, of_case, presence)
        if here is None:
            return Refused(Reason.NO_PRESENCE)
        if of_case.proofs >= cases.PROOFS:
            return Refused(Reason.TOO_OFTEN)
        proof = answered(asked, self._vault, self._random, "PUK", challenge)
        if isinstance(proof, Refused):
            return proof
        of_case.proofs += 1
        here.proved = True
        staff.worked(asked.session, on_duty, asked.now)
        return proof

    def unblock_command(
        self, asked: Question, session: bytes, case: str, presence: bytes, challenge: bytes, new_pin: NewPin | None
    ) -> UnblockMessage | Refused:
        """The PIN UNBLOCK command, after the proof of PUK that the same presence got, and within its minute.

        With a new PIN for a reset, and what PIK is to answer once that PIN was verified; without one for an unlock.
        Refused: NO_CASE also for the other matter; NO_PRESENCE; TOO_OFTEN, three a case; MALFORMED, REPLAYED, NO_KEY.
        """
        found = _case(asked, session, case)
        if isinstance(found, Refused):
            return found
        on_duty, of_case = found
        if of_case.matter != (cases.UNLOCK if new_pin is None else cases.RESET):
            return Refused(Reason.NO_CASE)
        here = _here(asked, of_case, presence)
        if here is None or not here.proved:
            return Refused(Reason.NO_PRESENCE)
        if of_case.messages >= cases.MESSAGES:
            return Refused(Reason.TOO_OFTEN)
        apdu = self._vault.unblock_apdu(asked.card, challenge, new_pin)
        if isinstance(apdu, Refused):
            return apdu
        spent = spend(asked, challenge)
        if spent is not None:
            return spent
        cases.mark_message(of_case, asked.now)
        staff.worked(asked.session, on_duty, asked.now)
        return UnblockMessage(apdu, self._evidence(asked, of_case))

    def report_case(
        self, asked: Question, case: str, result: str, key: str, number: str = "", proof: bytes = b""
    ) -> CaseDone | Done | Refused:
        """What became of a case, told by the terminal that opened it, now or later; nobody needs to be signed in.

        `proof`: what PIK answered to the evidence that went with a message. CaseDone and refused: as cases.report.
        """
        wanted = judged(asked, self._vault, number, proof, "new-pin") if number else Refused(Reason.NO_EVIDENCE)
        proved = not isinstance(wanted, Refused) and wanted.about == case
        found = asked.session.get(Case, case)
        if found is not None and found.terminal == asked.terminal.id:
            asked.case, asked.card = found.id, bytes.fromhex(found.card)
        told = cases.Told(result, number, proved)
        answer = cases.report(asked.session, case, asked.terminal.id, told, key, asked.now)
        asked.unproved = isinstance(answer, Refused) and not proved
        return answer

    def _evidence(self, asked: Question, case: Case) -> InternalChallenge | None:
        if case.matter != cases.RESET or not self._vault.has_pik(asked.card):
            return None
        return want_proof(
            asked.session, self._random, asked.terminal.id, asked.card, "new-pin", asked.now, about=case.id
        )


def _on_duty(asked: Question, session: bytes) -> OnDuty | Refused:
    on_duty = staff.on_duty(asked.session, session, asked.terminal, asked.now)
    if isinstance(on_duty, OnDuty):
        asked.staff = on_duty.staff
    return on_duty


def _case(asked: Question, session: bytes, case: str) -> tuple[OnDuty, Case] | Refused:
    """Who is signed in, and the open case of that session; about its card is what is asked."""
    on_duty = _on_duty(asked, session)
    if isinstance(on_duty, Refused):
        return on_duty
    found = cases.in_hand(asked.session, case, on_duty, asked.terminal.id, asked.now)
    if isinstance(found, Refused):
        return found
    asked.case, asked.card = found.id, bytes.fromhex(found.card)
    return cases.may_be_unblocked(asked.session, asked.card, asked.now) or (on_duty, found)


def _here(asked: Question, case: Case, presence: bytes) -> CasePresence | None:
    """The presence, where it was proved inside this case within the last minute."""
    row = asked.session.get(CasePresence, token_digest(presence))
    return row if row is not None and row.case == case.id and is_within(PROOF_FOR, row.at, asked.now) else None
