"""The office as a service point has it on a test's desk: staff and cases besides what a self-service terminal asks."""

from __future__ import annotations

from dataclasses import dataclass

from emulator.card.crypto import ALGORITHMS
from emulator.card.profile import CardProfile
from kiosk.card.pin import Pin
from kiosk.issuer.answers import Away, Denied, ExternalProof, NotListed, ProofWanted, Taken
from kiosk.roles.service_point.answers import CaseOpened, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import DOCUMENTS, Document, Matter, Who
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing
from tests.support.cards import profile
from tests.support.office import FACTOR, KnownOffice

OPERATOR = profile("operator")
STAFF_NAME = "罗建平"
STAFF_IDLE_S, STAFF_LONGEST_S = 1500.0, 36_000.0  # not a real office's: the terminal goes by what it is told


@dataclass
class BenchCase:
    """A case, as the office keeps it."""

    card: bytes
    matter: Matter
    result: str = "open"


class StaffedOffice(KnownOffice):
    """Judges as a real one does; `says` is its record of every card."""

    def __init__(self, *known: CardProfile, says: Record | NotListed | None = None) -> None:
        super().__init__(*known, OPERATOR, others=())
        self.says = says or Record(Standing.NORMAL)
        self.sessions: set[bytes] = set()
        self.cases: dict[str, BenchCase] = {}
        self.keys: dict[str, str] = {}  # the case, by its question's key
        self.pins: list[Pin] = []

    def record(self, card: bytes) -> Record | NotListed | Denied | Away:
        return self._instead("record") or self.says

    def staff_proof_wanted(self, operator_card: bytes) -> ProofWanted | Denied | Away:
        refused = self._instead("staff_proof_wanted")
        is_staff = operator_card == OPERATOR.identification
        return refused or (self._question(operator_card) if is_staff else Denied("not-staff"))

    def sign_in(self, number: str, proof: bytes) -> SignedIn | Denied | Away:
        refused = self._instead("sign_in")
        if refused or proof != self._proof(self._questions.pop(number), "IRK", FACTOR):
            return refused or Denied("not-genuine")
        session = f"session-{next(self._numbers)}".encode()
        self.sessions.add(session)
        return SignedIn(session, STAFF_NAME, STAFF_IDLE_S, STAFF_LONGEST_S)

    def sign_out(self, session: bytes) -> Taken | Denied | Away:
        refused = self._instead("sign_out")
        self.sessions.discard(session)
        return refused or Taken()

    def open_case(
        self, session: bytes, card: bytes, matter: Matter, who: Who, documents: frozenset[Document], key: str
    ) -> CaseOpened | Denied | Away:
        refused = self._instead("open_case")
        if session not in self.sessions:
            return refused or Denied("no-session")
        if documents < DOCUMENTS[who]:
            return refused or Denied("documents")
        case = self.keys.setdefault(key, f"case-{len(self.keys) + 1}")
        self.cases.setdefault(case, BenchCase(card, matter))
        return refused or CaseOpened(case)

    def unblock_proof(
        self, session: bytes, case: str, presence: bytes, challenge: bytes
    ) -> ExternalProof | Denied | Away:
        refused = self._instead("unblock_proof") or self._against(session, case)
        card = self.cases[case].card
        if self._present.get(presence) != card:
            return refused or Denied("no-presence")
        return refused or self._external(card, "PUK", challenge)

    def unblock_message(
        self, session: bytes, case: str, challenge: bytes, new: Pin | None
    ) -> UnblockMessage | Denied | Away:
        refused = self._instead("unblock_message") or self._against(session, case)
        self.pins.extend([new] if new else [])
        if refused or (new is None) != (self.cases[case].matter is Matter.UNLOCK):
            return refused or Denied("malformed")
        return UnblockMessage(unblock_message(self._profiles[self.cases[case].card], challenge, new))

    def end_case(self, case: str, result: str, key: str) -> Taken | Denied | Away:
        self.cases[case].result = result
        return self._instead("end_case") or Taken()

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
