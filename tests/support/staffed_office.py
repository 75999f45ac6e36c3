"""The office as a service point has it on a test's desk: staff and cases besides what a self-service terminal asks."""

from __future__ import annotations

from dataclasses import dataclass

from emulator.card.crypto import ALGORITHMS
from emulator.card.profile import CardProfile
from kiosk.card.pin import Pin
from kiosk.issuer.answers import (
    Away,
    Confirmed,
    Denied,
    ExternalProof,
    Genuine,
    NotGenuine,
    NotListed,
    ProofWanted,
    Taken,
)
from kiosk.roles.service_point.answers import CaseOpened, OperatorProved, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import DOCUMENTS, Document, Matter, Who
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from tests.support.cards import profile
from tests.support.office import FACTOR, KnownOffice

OPERATOR = profile("operator")
STAFF_NAME = "罗建平"
STAFF_IDLE_S, STAFF_LONGEST_S = 1500.0, 36_000.0  # not a real office's: the terminal goes by what it is told
PIN_LIMIT = 6


@dataclass
class BenchCase:
    """A case, as the office keeps it."""

    card: bytes
    matter: Matter
    result: str = "open"
    proved: bool = False


class StaffedOffice(KnownOffice):
    """Judges as a real one does; `says` is its record of every card. A case is good until it is ended."""

    def __init__(self, *known: CardProfile, says: Record | NotListed | None = None) -> None:
        super().__init__(*known, OPERATOR, others=())
        self.says = says or Record(Standing.NORMAL, pin_limit=PIN_LIMIT)
        self.sessions: set[bytes] = set()
        self.cases: dict[str, BenchCase] = {}
        self.keys: dict[str, str] = {}  # the case, by its question's key
        self.pins: list[Pin] = []
        self.verdict: Taken | Confirmed | None = None  # on every case, in place of its own

    def record(self, card: bytes) -> Record | NotListed | Denied | Away:
        return self._instead("record") or self.says

    def operator_challenge(self, operator_card: bytes) -> ProofWanted | Denied | Away:
        refused = self._instead("operator_challenge")
        is_staff = operator_card == OPERATOR.identification
        return refused or (self._question(operator_card) if is_staff else Denied("not-staff"))

    def check_operator(self, number: str, proof: bytes) -> OperatorProved | Denied | Away:
        refused = self._instead("check_operator")
        if refused or proof != self._proof(self._questions.pop(number), "IRK", FACTOR):
            return refused or Denied("not-genuine")
        return OperatorProved(self._question(OPERATOR.identification))

    def open_session(self, number: str, proof: bytes) -> SignedIn | Denied | Away:
        refused = self._instead("open_session")
        if refused or not self._is_proved(number, proof):
            return refused or Denied("not-genuine")
        session = f"session-{next(self._numbers)}".encode()
        self.sessions.add(session)
        return SignedIn(session, STAFF_NAME, STAFF_IDLE_S, STAFF_LONGEST_S)

    def sign_out(self, session: bytes) -> Taken | Denied | Away:
        refused = self._instead("sign_out")
        self.sessions.discard(session)
        return refused or Taken()

    def case_challenge(self, session: bytes) -> ProofWanted | Denied | Away:
        refused = self._instead("case_challenge")
        known = session in self.sessions
        return refused or (self._question(OPERATOR.identification) if known else Denied("no-session"))

    def record_case(
        self,
        session: bytes,
        number: str,
        proof: bytes,
        presence: bytes,
        matter: Matter,
        who: Who,
        documents: frozenset[Document],
        key: str,
    ) -> CaseOpened | Denied | Away:
        refused = self._instead("record_case")
        if session not in self.sessions:
            return refused or Denied("no-session")
        if proof != self._proof(self._questions.pop(number), "IRK", FACTOR):
            return refused or Denied("not-genuine")
        if presence not in self._present:
            return refused or Denied("no-presence")
        if documents < DOCUMENTS[who]:
            return refused or Denied("documents")
        if refused:
            return refused
        case = self.keys.setdefault(key, f"case-{len(self.keys) + 1}")
        self.cases.setdefault(case, BenchCase(self._present[presence], matter))
        return CaseOpened(case)

    def presence_challenge(self, session: bytes, case: str) -> ProofWanted | Denied | Away:
        refused = self._instead("presence_challenge") or self._against(session, case)
        return refused or self._question(self.cases[case].card)

    def check_presence(
        self, session: bytes, case: str, number: str, proof: bytes
    ) -> Genuine | NotGenuine | Denied | Away:
        refused = self._instead("check_presence") or self._against(session, case)
        if refused or proof != self._proof(self._questions.pop(number), "IRK", FACTOR):
            return refused or NotGenuine()
        presence = f"presence-{next(self._presences)}".encode()
        self._present[presence] = self.cases[case].card
        return Genuine(presence)

    def puk_proof(self, session: bytes, case: str, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        refused = self._instead("puk_proof") or self._against(session, case)
        card = self.cases[case].card
        if self._present.get(presence) != card:
            return refused or Denied("no-presence")
        return refused or self._external(card, "PUK", challenge)

    def unblock_command(
        self, session: bytes, case: str, presence: bytes, challenge: bytes, new: Pin | None
    ) -> UnblockMessage | Denied | Away:
        refused = self._instead("unblock_command") or self._against(session, case)
        self.pins.extend([new] if new else [])
        about = self.cases[case]
        if refused or (new is None) != (about.matter is Matter.UNLOCK) or self._present.get(presence) != about.card:
            return refused or Denied("malformed")
        described = self._profiles[about.card]
        wanted = self._question(about.card) if new and self._has_pik(about.card) else None
        return UnblockMessage(unblock_message(described, challenge, new), wanted)

    def report_case(
        self, case: str, result: str, key: str, number: str, proof: bytes
    ) -> Taken | Confirmed | Denied | Away:
        about = self.cases[case]
        about.result, about.proved = result, bool(number) and self._is_proved(number, proof)
        return self._instead("report_case") or self.verdict or (Confirmed() if about.proved else Taken())

    def forget_presences(self) -> None:
        """Three minutes pass: every card has to prove itself anew."""
        self._present.clear()

    def _is_proved(self, number: str, proof: bytes) -> bool:
        return proof == self._proof(self._questions.pop(number), "PIK", FACTOR)

    def _against(self, session: bytes, case: str) -> Denied | None:
        if session not in self.sessions:
            return Denied("no-session")
        return None if self.cases[case].result == "open" else Denied("no-case")


def unblock_message(described: CardProfile, challenge: bytes, new: Pin | None) -> bytes:
    """The PIN UNBLOCK command that the issuer makes for this card and this challenge."""
    algorithm, key = ALGORITHMS[described.application.algorithm], described.keys.given["STK"]
    data = b"" if new is None else algorithm.encipher(key, challenge, new.bcd())
    message = bytes((0x84, 0x24, 0x00, new is not None, len(data) + 4)) + data
    return message + algorithm.mac(key, challenge, message)
