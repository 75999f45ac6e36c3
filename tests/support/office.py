"""An issuer's office on a test's desk, with the test keys of the cards it knows; it can be away, slow, or refuse."""

from __future__ import annotations

from functools import cache
from itertools import count
from threading import Event

from emulator.card.crypto import ALGORITHMS
from emulator.card.personalise import keys_of_card
from emulator.card.profile import CardProfile
from emulator.cards import bundled_cards
from kiosk.card.request import Evidence
from kiosk.issuer.answers import (
    Away,
    Denied,
    Enabled,
    EnablingChallenge,
    ExternalProof,
    Genuine,
    NotGenuine,
    NotListed,
    OtherCards,
    OwnedCard,
    ProofWanted,
    Taken,
    UnderReview,
)
from kiosk.issuer.proved import Proved
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing

FACTOR, INFO = bytes(range(1, 9)), bytes(range(0x11, 0x19))
PRESENCE = b"presence-1"  # of the first card that proves itself
OTHER = OwnedCard("4321", "310100", Standing.NORMAL)

NEEDS_KEYS = (
    "proof_wanted",
    "check_proof",
    "read_proof",
    "pin_proof_wanted",
    "check_pin",
    "claim_pin",
    "other_cards",
    "enabling_challenge",
    "report_enabled_by",
)
BEFORE, AFTER = Evidence(b"before-f", b"before-i"), Evidence(b"after-fa", b"after-in")  # around a change that enables
HANGS_AT_MOST_S = 60


class KnownOffice:
    """Answers as a real one would about the cards that it knows: their records, and proofs by their own test keys.

    `instead` answers the questions of a name in place of it, `asked` is what it heard, and with `let_go` cleared it
    hangs. `others` is what it lists for everybody.
    """

    def __init__(self, *known: CardProfile, others: tuple[OwnedCard, ...] = (OTHER,)) -> None:
        self.away = False
        self.instead: dict[str, Denied | Away] = {}
        self.asked: list[str] = []
        self.enabled: dict[str, bytes] = {}  # the card, by the report's key
        self.reviews: dict[str, bytes] = {}  # likewise
        self.shown: dict[bytes, str] = {}  # how the PIN was shown, by presence: "proved", "initial" or "claimed"
        self.records = {one.identification: Record(Standing(one.registry.standing), bank_active=True) for one in known}
        self.let_go = Event()
        self.let_go.set()
        self._was_asked = Event()
        self._profiles = {one.identification: one for one in known}
        self._others = others
        self._questions: dict[str, bytes] = {}
        self._present: dict[bytes, bytes] = {}
        self._numbers, self._presences = count(1), count(1)

    def wait_until_it_is_asked(self) -> None:
        """Return once it was."""
        assert self._was_asked.wait(5)

    def record(self, card: bytes) -> Record | NotListed | Denied | Away:
        """Of a card that it knows."""
        refused = self._instead("record")
        return refused or self.records.get(card) or NotListed()

    def proof_wanted(self, card: bytes) -> ProofWanted | Denied | Away:
        """The same factor and information each time."""
        refused = self._instead("proof_wanted")
        return refused or (self._question(card) if card in self._profiles else Denied("unknown-card"))

    def check_proof(self, number: str, proof: bytes) -> Genuine | NotGenuine | Denied | Away:
        """By the card's IRK, once a question."""
        refused = self._instead("check_proof")
        card = self._questions.pop(number)
        if refused or proof != self._proof(card, "IRK", FACTOR):
            return refused or NotGenuine()
        presence = f"presence-{next(self._presences)}".encode()
        self._present[presence] = card
        return Genuine(presence, self._has_pik(card))

    def read_proof(self, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        """By the RKSSSE of the card that is present."""
        return self._instead("read_proof") or self._external(self._present[presence], "RKSSSE", challenge)

    def other_cards(self, presence: bytes) -> OtherCards | Denied | Away:
        """To whoever has a card of theirs present, and proved its PIN."""
        assert presence in self._present
        proved = self.shown.get(presence) in ("proved", "initial")
        return self._instead("other_cards") or (OtherCards(self._others) if proved else Denied("no-evidence"))

    def pin_proof_wanted(self, presence: bytes) -> ProofWanted | Denied | Away:
        """Of a card that has a PIK."""
        card = self._present[presence]
        refused = self._instead("pin_proof_wanted")
        if refused or not self._has_pik(card):
            return refused or Denied("no-evidence")
        self._questions[presence.decode()] = card
        return ProofWanted(presence.decode(), FACTOR, INFO)

    def check_pin(self, number: str, proof: bytes, initial: bool) -> Taken | Denied | Away:
        """By the card's PIK; a PIN that is no initial one completes what is under review."""
        refused = self._instead("check_pin")
        card = self._questions.pop(number)
        if refused or proof != self._proof(card, "PIK", FACTOR):
            return refused or Denied("not-genuine")
        self.shown[number.encode()] = "initial" if initial else "proved"
        if not initial and card in self.reviews.values():
            self._enable(card)
        return Taken()

    def claim_pin(self, presence: bytes) -> Taken | Denied | Away:
        """It is put down."""
        refused = self._instead("claim_pin")
        if refused is None:
            self.shown[presence] = "claimed"
        return refused or Taken()

    def enabling_challenge(self, presence: bytes) -> EnablingChallenge | Denied | Away:
        """The same each time."""
        card = self._present[presence]
        refused = self._instead("enabling_challenge")
        return refused or EnablingChallenge(presence.decode(), BEFORE, AFTER, self._has_pik(card))

    def report_enabled_by(self, proved: Proved, key: str) -> Enabled | UnderReview | Denied | Away:
        """By what the card proved, once a key."""
        refused = self._instead("report_enabled_by")
        card = self._present.get(proved.presence)
        if refused or card is None:
            return refused or Denied("not-genuine")
        if not (proved.before and proved.after):
            self.reviews[key] = card
            return UnderReview()
        right = self._proof(card, "IRK", BEFORE.factor, BEFORE.info)
        shown = self._proof(card, "PIK" if self._has_pik(card) else "IRK", AFTER.factor, AFTER.info)
        if (proved.before, proved.after) != (right, shown):
            return Denied("not-genuine")
        self.enabled[key] = card
        self._enable(card)
        return Enabled()

    def _enable(self, card: bytes) -> None:
        self.records[card] = Record(Standing.NORMAL, bank_active=True)

    def _instead(self, name: str) -> Denied | Away | None:
        self.asked.append(name)
        self._was_asked.set()
        self.let_go.wait(HANGS_AT_MOST_S)
        return Away() if self.away else self.instead.get(name)

    def _question(self, card: bytes) -> ProofWanted:
        number = f"question-{next(self._numbers)}"
        self._questions[number] = card
        return ProofWanted(number, FACTOR, INFO)

    def _external(self, card: bytes, key: str, challenge: bytes) -> ExternalProof:
        return ExternalProof(self._proof(card, key, challenge) + INFO)

    def _has_pik(self, card: bytes) -> bool:
        return self._profiles[card].keys.has_pik

    def _proof(self, card: bytes, key: str, factor: bytes, info: bytes = INFO) -> bytes:
        described = self._profiles[card]
        algorithm = ALGORITHMS[described.application.algorithm]
        return algorithm.authentication_data(keys_of_card(described, {})[key], factor, info)


def bundled_office() -> KnownOffice:
    """Knows all bundled cards, and has their keys; nobody has another card."""
    return KnownOffice(*_bundled(), others=())


def registry_office() -> KnownOffice:
    """Knows the standings of all bundled cards, and has no keys: no card can prove itself to it."""
    office = bundled_office()
    office.instead.update(dict.fromkeys(NEEDS_KEYS, Denied("no-key")))
    return office


@cache
def _bundled() -> tuple[CardProfile, ...]:
    return tuple(bundled_cards())
