"""The issuer's office as a service point reaches it. A self-service terminal is never given one."""

from __future__ import annotations

from typing import Protocol

from kiosk.card.pin import Pin
from kiosk.issuer.answers import Away, Denied, ExternalProof, ProofWanted, Taken
from kiosk.issuer.office import Office
from kiosk.roles.service_point.answers import CaseOpened, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import Document, Matter, Who


class ServicePointOffice(Office, Protocol):
    """What a registered service point may ask as well. The office decides each of them by itself."""

    def staff_proof_wanted(self, operator_card: bytes) -> ProofWanted | Denied | Away:
        """What a member of staff's card is to prove itself with."""
        ...

    def sign_in(self, number: str, proof: bytes) -> SignedIn | Denied | Away:
        """Sign the member of staff in whose card answered the question `number`."""
        ...

    def sign_out(self, session: bytes) -> Taken | Denied | Away:
        """End the session."""
        ...

    def open_case(
        self, session: bytes, card: bytes, matter: Matter, who: Who, documents: frozenset[Document], key: str
    ) -> CaseOpened | Denied | Away:
        """Record who came for the holder of `card`, and with what. `key` names the question, which may come twice."""
        ...

    def unblock_proof(
        self, session: bytes, case: str, presence: bytes, challenge: bytes
    ) -> ExternalProof | Denied | Away:
        """The proof of PUK for the card of the case and its challenge."""
        ...

    def unblock_message(
        self, session: bytes, case: str, challenge: bytes, new: Pin | None
    ) -> UnblockMessage | Denied | Away:
        """The PIN UNBLOCK command for the card of the case and its next challenge; in a case of reset, with `new`."""
        ...

    def end_case(self, case: str, result: str, key: str) -> Taken | Denied | Away:
        """What became of the case: "done", "failed" or "unknown". `key` names the report, which may come twice."""
        ...
