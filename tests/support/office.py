"""An issuer's office on a test's desk: it knows one card and its test keys; it can be away, slow, or refuse."""

from __future__ import annotations

from threading import Event
from typing import TypeVar

from emulator.card.crypto import ALGORITHMS
from emulator.card.profile import CardProfile
from emulator.cards import bundled_registry
from kiosk.issuer.answers import (
    Away,
    Denied,
    ExternalProof,
    Genuine,
    NotGenuine,
    NotListed,
    OtherCard,
    OtherCards,
    ProofWanted,
    Record,
    Taken,
)
from kiosk.rules.standing import Standing
from tests.support.cards import profile

FACTOR, INFO = bytes(range(1, 9)), bytes(range(0x11, 0x19))
PRESENCE = b"the card is here"
OTHER = OtherCard("4321", "310100", Standing.NORMAL)


A = TypeVar("A")


class KnownOffice:
    """Answers about the card of `known`, whose proofs it checks with the card's own test keys."""

    def __init__(self, known: CardProfile, standing: Standing = Standing.NORMAL) -> None:
        self.standing = standing
        self.away = False
        self.forged = False
        self.denies: str | None = None  # a reason, for every question but that for the record
        self.heard: list[str] = []
        self.enabled: dict[str, bytes] = {}  # by the report's key
        self._profile = known
        self._algorithm = ALGORITHMS[known.application.algorithm]
        self.let_go = Event()  # cleared, it hangs
        self.let_go.set()
        self._asked = Event()

    def wait_until_it_is_asked(self) -> None:
        """Return once it was."""
        assert self._asked.wait(5)

    def record(self, card: bytes) -> Record | NotListed | Denied | Away:
        """Of its card alone."""
        if self._is_away("record"):
            return Away()
        known = card == self._profile.identification
        return Record(self.standing, bank_active=True) if known else NotListed()

    def proof_wanted(self, card: bytes) -> ProofWanted | Denied | Away:
        """The same each time, for a card that it knows."""
        if card != self._profile.identification:
            return Denied("unknown-card")
        return self._unless_away("proof_wanted", ProofWanted("1", FACTOR, INFO))

    def check_proof(self, number: str, proof: bytes) -> Genuine | NotGenuine | Denied | Away:
        """By the card's IRK."""
        right = proof == self._proof("IRK", FACTOR) and not self.forged
        return self._unless_away("check_proof", Genuine(PRESENCE) if right else NotGenuine())

    def read_proof(self, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        """By the card's RKSSSE."""
        assert presence == PRESENCE
        return self._unless_away("read_proof", ExternalProof(self._proof("RKSSSE", challenge) + INFO))

    def other_cards(self, presence: bytes) -> OtherCards | Denied | Away:
        """There is one."""
        assert presence == PRESENCE
        return self._unless_away("other_cards", OtherCards((OTHER,)))

    def report_enabled(self, card: bytes, key: str) -> Taken | Denied | Away:
        """Once a key."""
        answer = self._unless_away("report_enabled", Taken())
        if isinstance(answer, Taken) and key not in self.enabled:
            self.enabled[key] = card
            self.standing = Standing.NORMAL
        return answer

    def _unless_away(self, question: str, answer: A) -> A | Denied | Away:
        if self._is_away(question):
            return Away()
        return answer if self.denies is None else Denied(self.denies)

    def _is_away(self, question: str) -> bool:
        self.heard.append(question)
        self._asked.set()
        self.let_go.wait(60)
        return self.away

    def _proof(self, key: str, factor: bytes) -> bytes:
        return self._algorithm.authentication_data(self._profile.keys.given[key], factor, INFO)


class RegistryOnly(KnownOffice):
    """An office that knows the standings of all bundled cards, and has no keys."""

    def __init__(self) -> None:
        super().__init__(profile())
        self.denies = "no-key"
        self._standings = bundled_registry()

    def record(self, card: bytes) -> Record | NotListed | Denied | Away:
        """Of any of them."""
        standing = self._standings.get(card)
        return NotListed() if standing is None else Record(Standing(standing), bank_active=True)

    def report_enabled(self, card: bytes, key: str) -> Taken | Denied | Away:
        """Once a key."""
        self.enabled.setdefault(key, card)
        self._standings[card] = Standing.NORMAL
        return Taken()
