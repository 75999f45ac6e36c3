"""An office with the test keys of a few bundled cards. It judges as a real one does, and notes what it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from emulator.card.crypto import ALGORITHMS
from emulator.card.profile import CardProfile
from kiosk.card.pin import Pin
from kiosk.issuer.answers import (
    Away,
    Denied,
    ExternalProof,
    Genuine,
    NotGenuine,
    NotListed,
    OtherCards,
    ProofWanted,
    Record,
    Taken,
)
from kiosk.roles.service_point.answers import CaseOpened, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import DOCUMENTS, Document, Matter, Who
from kiosk.rules.standing import Standing
from tests.support.cards import profile

FACTOR, INFO = bytes(range(1, 9)), bytes(range(0x11, 0x19))
OPERATOR = profile("operator")
STAFF_NAME = "罗建平"


@dataclass
class BenchCase:
    """A case, as the office keeps it."""

    card: bytes
    matter: Matter
    result: str = "open"


@dataclass
class BenchOffice:
    """The office. `instead` answers questions of a name in place of it; `record_` is what it says of every card."""

    profiles: Iterable[CardProfile] = ()
    record_: Record | NotListed = field(default_factory=lambda: Record(Standing.NORMAL))
    instead: dict[str, Denied | Away] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sessions: set[bytes] = field(default_factory=set)
    cases: dict[str, BenchCase] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    pins: list[Pin] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._cards = {one.identification: one for one in (*self.profiles, OPERATOR)}
        self._questions: dict[str, bytes] = {}
        self._present: dict[bytes, bytes] = {}
        self._numbers = count(1)

    def record(self, card: bytes) -> Record | NotListed | Denied | Away:
        return self._instead("record") or self.record_

    def proof_wanted(self, card: bytes) -> ProofWanted | Denied | Away:
        number = f"question-{next(self._numbers)}"
        self._questions[number] = card
        return self._instead("proof_wanted") or ProofWanted(number, FACTOR, INFO)

    def check_proof(self, number: str, proof: bytes) -> Genuine | NotGenuine | Denied | Away:
        refused = self._instead("check_proof")
        card = self._questions.pop(number)
        if refused or proof != self._proof(card, "IRK", FACTOR):
            return refused or NotGenuine()
        presence = f"presence-{next(self._numbers)}".encode()
        self._present[presence] = card
        return Genuine(presence)

    def read_proof(self, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        return self._instead("read_proof") or self._external(self._present[presence], "RKSSSE", challenge)

    def other_cards(self, presence: bytes) -> OtherCards | Denied | Away:
        return self._instead("other_cards") or OtherCards(())

    def report_enabled(self, card: bytes, key: str) -> Taken | Denied | Away:
        return self._instead("report_enabled") or Taken()

    def staff_proof_wanted(self, operator_card: bytes) -> ProofWanted | Denied | Away:
        refused = self._instead("staff_proof_wanted")
        if operator_card != OPERATOR.identification:
            return refused or Denied("not-staff")
        number = f"question-{next(self._numbers)}"
        self._questions[number] = operator_card
        return refused or ProofWanted(number, FACTOR, INFO)

    def sign_in(self, number: str, proof: bytes) -> SignedIn | Denied | Away:
        refused = self._instead("sign_in")
        if refused or proof != self._proof(self._questions.pop(number), "IRK", FACTOR):
            return refused or Denied("not-genuine")
        session = f"session-{next(self._numbers)}".encode()
        self.sessions.add(session)
        return SignedIn(session, STAFF_NAME)

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
        return UnblockMessage(self._message(self.cases[case].card, challenge, new))

    def end_case(self, case: str, result: str, key: str) -> Taken | Denied | Away:
        self.cases[case].result = result
        return self._instead("end_case") or Taken()

    def _instead(self, name: str) -> Denied | Away | None:
        self.asked.append(name)
        return self.instead.get(name)

    def _against(self, session: bytes, case: str) -> Denied | None:
        if session not in self.sessions:
            return Denied("no-session")
        return None if self.cases[case].result == "open" else Denied("no-case")

    def _external(self, card: bytes, key: str, challenge: bytes) -> ExternalProof:
        return ExternalProof(self._proof(card, key, challenge) + INFO)

    def _proof(self, card: bytes, key: str, factor: bytes) -> bytes:
        described = self._cards[card]
        algorithm = ALGORITHMS[described.application.algorithm]
        return algorithm.authentication_data(described.keys.given[key], factor, INFO)

    def _message(self, card: bytes, challenge: bytes, new: Pin | None) -> bytes:
        described = self._cards[card]
        return unblock_message(described, challenge, new)


def unblock_message(described: CardProfile, challenge: bytes, new: Pin | None) -> bytes:
    """The PIN UNBLOCK command that the issuer makes for this card and this challenge."""
    algorithm, key = ALGORITHMS[described.application.algorithm], described.keys.given["STK"]
    data = b"" if new is None else algorithm.encipher(key, challenge, new.bcd())
    message = bytes((0x84, 0x24, 0x00, new is not None, len(data) + 4)) + data
    return message + algorithm.mac(key, challenge, message)
