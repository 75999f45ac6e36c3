"""The issuer's office beside the terminal, in the terminal's own words: called directly, with nothing in between."""

from __future__ import annotations

from typing import TypeVar

from emulator.issuer import answers as said
from emulator.issuer.new_pin import NewPin
from emulator.issuer.office import Office as BackOffice
from kiosk.card.pin import Pin
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
from kiosk.roles.service_point.answers import CaseOpened, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.rules.standing import Standing

T = TypeVar("T")


class NearOffice:
    """What any registered terminal may ask (`kiosk.issuer.office.Office`)."""

    def __init__(self, office: BackOffice, caller: said.Credential) -> None:
        self._office = office
        self._caller = caller

    def record(self, card: bytes) -> Record | NotListed | Denied | Away:
        """What the registry says of the card."""
        match self._office.standing(self._caller, card):
            case said.Refused(said.Reason.UNKNOWN_CARD):
                return NotListed()
            case said.Refused() as refused:
                return _refused(refused)
            case said.Record(standing, lost_until, bank_active, bank_until, minor):
                return Record(Standing(standing), lost_until, bank_active, bank_until, minor)

    def proof_wanted(self, card: bytes) -> ProofWanted | Denied | Away:
        """What the card is to prove itself with."""
        return _wanted(self._office.internal_challenge(self._caller, card))

    def check_proof(self, number: str, proof: bytes) -> Genuine | NotGenuine | Denied | Away:
        """Whether the card's answer is right."""
        match self._office.check_proof(self._caller, number, proof):
            case said.Refused(said.Reason.NOT_GENUINE):
                return NotGenuine()
            case said.Refused() as refused:
                return _refused(refused)
            case said.Genuine(presence):
                return Genuine(presence)

    def read_proof(self, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        """The right to read the holder."""
        return _proof(self._office.read_proof(self._caller, presence, challenge))

    def other_cards(self, presence: bytes) -> OtherCards | Denied | Away:
        """The holder's other cards."""
        match self._office.other_cards(self._caller, presence):
            case said.Refused() as refused:
                return _refused(refused)
            case said.OtherCards(cards):
                return OtherCards(tuple(OtherCard(c.last_four, c.region, Standing(c.standing)) for c in cards))

    def report_enabled(self, card: bytes, key: str) -> Taken | Denied | Away:
        """The first PIN of the card was changed."""
        return _taken(self._office.report_enabled(self._caller, card, key))


class NearServicePointOffice(NearOffice):
    """What a registered service point may ask as well (`kiosk.roles.service_point.office.ServicePointOffice`)."""

    def staff_proof_wanted(self, operator_card: bytes) -> ProofWanted | Denied | Away:
        """What the card of a member of staff is to prove itself with."""
        return _wanted(self._office.staff_challenge(self._caller, operator_card))

    def sign_in(self, number: str, proof: bytes) -> SignedIn | Denied | Away:
        """Sign in whoever's card answered."""
        match self._office.sign_in(self._caller, number, proof):
            case said.Refused() as refused:
                return _refused(refused)
            case said.SignedIn(session, name):
                return SignedIn(session, name)

    def sign_out(self, session: bytes) -> Taken | Denied | Away:
        """End the session."""
        return _taken(self._office.sign_out(self._caller, session))

    def open_case(
        self, session: bytes, card: bytes, matter: Matter, who: Who, documents: frozenset[Document], key: str
    ) -> CaseOpened | Denied | Away:
        """Record a case."""
        seen = frozenset(document.value for document in documents)
        match self._office.open_case(self._caller, session, card, matter.value, who.value, seen, key):
            case said.Refused() as refused:
                return _refused(refused)
            case said.CaseOpened(case):
                return CaseOpened(case)

    def unblock_proof(
        self, session: bytes, case: str, presence: bytes, challenge: bytes
    ) -> ExternalProof | Denied | Away:
        """The proof of PUK."""
        return _proof(self._office.unblock_proof(self._caller, session, case, presence, challenge))

    def unblock_message(
        self, session: bytes, case: str, challenge: bytes, new: Pin | None
    ) -> UnblockMessage | Denied | Away:
        """The PIN UNBLOCK command; the office wipes its copy of the PIN."""
        pin = None if new is None else NewPin(new.bcd())
        match self._office.unblock_message(self._caller, session, case, challenge, pin):
            case said.Refused() as refused:
                return _refused(refused)
            case said.UnblockMessage(apdu):
                return UnblockMessage(apdu)

    def end_case(self, case: str, result: str, key: str) -> Taken | Denied | Away:
        """What became of a case."""
        return _taken(self._office.end_case(self._caller, case, result, key))  # type: ignore[arg-type]


def _refused(refused: said.Refused) -> Denied | Away:
    return Away() if refused.reason is said.Reason.UNAVAILABLE else Denied(refused.reason.value)


def _wanted(answer: said.InternalChallenge | said.Refused) -> ProofWanted | Denied | Away:
    if isinstance(answer, said.Refused):
        return _refused(answer)
    return ProofWanted(answer.number, answer.factor, answer.info)


def _proof(answer: said.ExternalProof | said.Refused) -> ExternalProof | Denied | Away:
    return _refused(answer) if isinstance(answer, said.Refused) else ExternalProof(answer.data)


def _taken(answer: said.Done | said.Refused) -> Taken | Denied | Away:
    return _refused(answer) if isinstance(answer, said.Refused) else Taken()
