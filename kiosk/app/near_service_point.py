"""The issuer's office in this process, in a service point's own words. A self-service terminal never loads it."""

from __future__ import annotations

from emulator.issuer import answers as said
from emulator.issuer.new_pin import NewPin
from emulator.issuer.office import Office as BackOffice
from kiosk.app.near_self_service import NearOffice, proof_of, refusal_of, taken_of, wanted_of
from kiosk.card.pin import Pin
from kiosk.issuer.answers import Away, Denied, ExternalProof, ProofWanted, Taken
from kiosk.roles.service_point.answers import CaseOpened, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import Document, Matter, Who


class NearServicePointOffice(NearOffice):
    """What a registered service point may ask as well (`kiosk.roles.service_point.office.ServicePointOffice`)."""

    def staff_proof_wanted(self, operator_card: bytes) -> ProofWanted | Denied | Away:
        """What the card of a member of staff is to prove itself with."""
        return wanted_of(self._office.staff_challenge(self._caller, operator_card))

    def sign_in(self, number: str, proof: bytes) -> SignedIn | Denied | Away:
        """Sign in whoever's card answered."""
        match self._office.sign_in(self._caller, number, proof):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.SignedIn(session, name, idle, longest):
                return SignedIn(session, name, idle.total_seconds(), longest.total_seconds())

    def sign_out(self, session: bytes) -> Taken | Denied | Away:
        """End the session."""
        return taken_of(self._office.sign_out(self._caller, session))

    def open_case(
        self, session: bytes, card: bytes, matter: Matter, who: Who, documents: frozenset[Document], key: str
    ) -> CaseOpened | Denied | Away:
        """Record a case."""
        seen = frozenset(document.value for document in documents)
        match self._office.open_case(self._caller, session, card, matter.value, who.value, seen, key):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.CaseOpened(case):
                return CaseOpened(case)

    def unblock_proof(
        self, session: bytes, case: str, presence: bytes, challenge: bytes
    ) -> ExternalProof | Denied | Away:
        """The proof of PUK."""
        return proof_of(self._office.unblock_proof(self._caller, session, case, presence, challenge))

    def unblock_message(
        self, session: bytes, case: str, challenge: bytes, new: Pin | None
    ) -> UnblockMessage | Denied | Away:
        """The PIN UNBLOCK command; the office wipes its copy of the PIN."""
        pin = None if new is None else NewPin(new.bcd())
        match self._office.unblock_message(self._caller, session, case, challenge, pin):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.UnblockMessage(apdu):
                return UnblockMessage(apdu)

    def end_case(self, case: str, result: str, key: str) -> Taken | Denied | Away:
        """What became of a case."""
        return taken_of(self._office.end_case(self._caller, case, result, key))  # type: ignore[arg-type]


def near(office: BackOffice, caller: said.Credential) -> NearServicePointOffice:
    """The terminal's side of `office`."""
    return NearServicePointOffice(office, caller)
