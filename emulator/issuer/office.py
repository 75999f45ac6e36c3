"""The back office as a terminal knows it: each call names its caller, is one transaction, and has one typed answer.

What has to do with keys, also what is refused, is in the audit, durably, before it is answered. An audit that was
tampered with answers nothing more. Answers hold no rows of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from emulator.issuer import cases, records, staff
from emulator.issuer.answers import (
    AuditHead,
    CaseDone,
    CaseOpened,
    Credential,
    Done,
    Enabled,
    EnabledReport,
    EnablingChallenge,
    ExternalProof,
    Genuine,
    InternalChallenge,
    OperatorProved,
    OtherCards,
    Reason,
    Record,
    Refused,
    SignedIn,
    UnblockMessage,
    UnderReview,
)
from emulator.issuer.asking import Asking
from emulator.issuer.audit import Audit
from emulator.issuer.audit_told import audit_head
from emulator.issuer.challenges import Random
from emulator.issuer.database import AuditBroken, Database, DatabaseUnavailable
from emulator.issuer.differences import UNBLOCK_COMMAND
from emulator.issuer.edge import strict
from emulator.issuer.enabling import Enabling
from emulator.issuer.key_service import READ_PROOF, KeyService
from emulator.issuer.limits import LIMITS, Limit
from emulator.issuer.new_pin import NewPin
from emulator.issuer.operators import Operators
from emulator.issuer.pin_evidence import PinEvidence
from emulator.issuer.question import Question
from emulator.issuer.rate import Rate
from emulator.issuer.terminals import identify
from emulator.issuer.unblocking import Unblocking
from emulator.issuer.vault import Vault


@strict
class Office(Asking):
    """Everything that a terminal may ask, from any thread. `random(n)` gives n bytes.

    `claims_list_cards`: the region's setting, whether a terminal's word for the PIN of a card that can't prove it opens
    the list of its holder's other cards.

    Besides what is said of each, every call is refused with UNKNOWN_TERMINAL where the caller is not registered, and
    with UNAVAILABLE where the database can't be used just now; with AUDIT_BROKEN where it is decided by a row that is
    not as the audit says, or it changes something or has to do with keys, and the audit was tampered with.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: Audit,
        now: Callable[[], datetime],
        random: Random,
        limits: Sequence[Limit] = LIMITS,
        claims_list_cards: bool = False,
    ) -> None:
        super().__init__(database, audit, now, limits)
        self._heads = Rate()
        self._keys = KeyService(vault, random)
        self._pins = PinEvidence(vault, random, claims_list_cards)
        self._enabling = Enabling(vault, random)
        self._operators = Operators(vault, random)
        self._unblocking = Unblocking(vault, random)

    # --- the registry

    def standing(self, caller: Credential, card: bytes) -> Record | Refused:
        """What the registry says of a card. Refused: UNKNOWN_CARD."""

        def serve(asked: Question) -> Record | Refused:
            found = records.record(asked.session, card, asked.now)
            asked.card = b"" if isinstance(found, Refused) else card  # what is no card of ours is nobody's count
            return found

        return self._serve(caller, "standing", serve)

    def other_cards(self, caller: Credential, presence: bytes) -> OtherCards | Refused:
        """As PinEvidence.other_cards."""
        return self._serve(caller, "other-cards", lambda asked: self._pins.other_cards(asked, presence))

    # --- the audit

    def audit_head(self, caller: Credential, seen_size: int) -> AuditHead | Refused:
        """Where the audit ends, and that it contains the `seen_size` leaves that the terminal saw. Not audited, and not
        kept with the limits: TOO_OFTEN here is told from memory."""
        try:
            with self._database.reading() as session:
                terminal = identify(session, caller)
                if isinstance(terminal, Refused):
                    return terminal
                until = self._heads.over(terminal.id, self._now())
                if until is not None:
                    return Refused(Reason.TOO_OFTEN, until)
                return audit_head(session, seen_size, self._now()) or Refused(Reason.AUDIT_BROKEN)
        except DatabaseUnavailable:
            return Refused(Reason.UNAVAILABLE)
        except AuditBroken:
            return Refused(Reason.AUDIT_BROKEN)

    # --- the key service

    def internal_challenge(self, caller: Credential, card: bytes) -> InternalChallenge | Refused:
        """As KeyService.internal_challenge."""
        return self._ask(caller, "internal-challenge", lambda asked: self._keys.internal_challenge(asked, card))

    def check_proof(self, caller: Credential, number: str, proof: bytes) -> Genuine | Refused:
        """As KeyService.check_proof."""
        return self._ask(caller, "check-proof", lambda asked: self._keys.check_proof(asked, number, proof))

    def read_proof(self, caller: Credential, presence: bytes, challenge: bytes) -> ExternalProof | Refused:
        """As KeyService.read_proof."""
        return self._ask(caller, READ_PROOF, lambda asked: self._keys.read_proof(asked, presence, challenge))

    def pin_challenge(self, caller: Credential, presence: bytes) -> InternalChallenge | Refused:
        """As PinEvidence.challenge."""
        return self._ask(caller, "pin-challenge", lambda asked: self._pins.challenge(asked, presence))

    def check_pin(self, caller: Credential, number: str, proof: bytes, initial: bool) -> Done | Refused:
        """As PinEvidence.check."""
        return self._ask(caller, "check-pin", lambda asked: self._pins.check(asked, number, proof, initial))

    def claim_pin(self, caller: Credential, presence: bytes) -> Done | Refused:
        """As PinEvidence.claim."""
        return self._ask(caller, "claim-pin", lambda asked: self._pins.claim(asked, presence))

    def enabling_challenge(self, caller: Credential, presence: bytes) -> EnablingChallenge | Refused:
        """As Enabling.challenge."""
        return self._ask(caller, "enabling-challenge", lambda asked: self._enabling.challenge(asked, presence))

    def report_enabled_by(self, caller: Credential, report: EnabledReport, key: str) -> Enabled | UnderReview | Refused:
        """As Enabling.report."""
        return self._ask(caller, "report-enabled", lambda asked: self._enabling.report(asked, report, key))

    # --- staff, and their cases

    def operator_challenge(self, caller: Credential, operator_card: bytes) -> InternalChallenge | Refused:
        """As Operators.operator_challenge."""
        return self._ask(
            caller, "operator-challenge", lambda asked: self._operators.operator_challenge(asked, operator_card)
        )

    def check_operator(self, caller: Credential, number: str, proof: bytes) -> OperatorProved | Refused:
        """As Operators.check_operator."""
        return self._ask(caller, "check-operator", lambda asked: self._operators.check_operator(asked, number, proof))

    def open_session(self, caller: Credential, number: str, proof: bytes) -> SignedIn | Refused:
        """As Operators.open_session."""
        return self._ask(caller, "open-session", lambda asked: self._operators.open_session(asked, number, proof))

    def case_challenge(self, caller: Credential, session: bytes) -> InternalChallenge | Refused:
        """As Unblocking.case_challenge."""
        return self._ask(caller, "case-challenge", lambda asked: self._unblocking.case_challenge(asked, session))

    def record_case(
        self,
        caller: Credential,
        session: bytes,
        number: str,
        proof: bytes,
        presence: bytes,
        matter: str,
        who: str,
        documents: frozenset[str],
        key: str,
    ) -> CaseOpened | Refused:
        """As Unblocking.record_case."""
        form = cases.Form(matter, who, documents)
        return self._ask(
            caller,
            "record-case",
            lambda asked: self._unblocking.record_case(asked, session, number, proof, presence, form, key),
        )

    def presence_challenge(self, caller: Credential, session: bytes, case: str) -> InternalChallenge | Refused:
        """As Unblocking.presence_challenge."""
        return self._ask(
            caller, "presence-challenge", lambda asked: self._unblocking.presence_challenge(asked, session, case)
        )

    def check_presence(
        self, caller: Credential, session: bytes, case: str, number: str, proof: bytes
    ) -> Genuine | Refused:
        """As Unblocking.check_presence."""
        return self._ask(
            caller,
            "check-presence",
            lambda asked: self._unblocking.check_presence(asked, session, case, number, proof),
        )

    def puk_proof(
        self, caller: Credential, session: bytes, case: str, presence: bytes, challenge: bytes
    ) -> ExternalProof | Refused:
        """As Unblocking.puk_proof."""
        return self._ask(
            caller, "puk-proof", lambda asked: self._unblocking.puk_proof(asked, session, case, presence, challenge)
        )

    def unblock_command(
        self,
        caller: Credential,
        session: bytes,
        case: str,
        presence: bytes,
        challenge: bytes,
        new_pin: NewPin | None,
    ) -> UnblockMessage | Refused:
        """As Unblocking.unblock_command. `new_pin` is wiped, whatever the answer."""
        try:
            return self._ask(
                caller,
                UNBLOCK_COMMAND,
                lambda asked: self._unblocking.unblock_command(asked, session, case, presence, challenge, new_pin),
            )
        finally:
            if new_pin is not None:
                new_pin.wipe()

    def report_case(
        self, caller: Credential, case: str, result: cases.Result, key: str, number: str = "", proof: bytes = b""
    ) -> CaseDone | Done | Refused:
        """As Unblocking.report_case."""
        return self._ask(
            caller,
            "report-case",
            lambda asked: self._unblocking.report_case(asked, case, result, key, number, proof),
        )

    def sign_out(self, caller: Credential, session: bytes) -> Done | Refused:
        """End the session of a member of staff, if there is one here."""

        def serve(asked: Question) -> Done:
            staff.sign_out(asked.session, session, asked.terminal.id)
            return Done()

        return self._serve(caller, "sign-out", serve)
