"""The issuer's office as a service point reaches it. A self-service terminal is never given one."""

from __future__ import annotations

from typing import Protocol

from kiosk.card.pin import Pin
from kiosk.issuer.answers import Away, Confirmed, Denied, ExternalProof, Genuine, NotGenuine, ProofWanted, Taken
from kiosk.issuer.office import Office
from kiosk.roles.service_point.answers import CaseOpened, OperatorProved, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import Document, Matter, Who


class ServicePointOffice(Office, Protocol):
    """What a registered service point may ask as well. The office decides each of them by itself."""

    def operator_challenge(self, operator_card: bytes) -> ProofWanted | Denied | Away:
        """What a member of staff's card is to prove itself with, before its PIN is asked for."""
        ...

    def check_operator(self, number: str, proof: bytes) -> OperatorProved | Denied | Away:
        """Whether the operator card answered the question `number` rightly, and what proves its PIN."""
        ...

    def open_session(self, number: str, proof: bytes) -> SignedIn | Denied | Away:
        """Sign in the member of staff whose card's PIK answered the question `number`; their other sessions end."""
        ...

    def sign_out(self, session: bytes) -> Taken | Denied | Away:
        """End the session."""
        ...

    def case_challenge(self, session: bytes) -> ProofWanted | Denied | Away:
        """What the operator card of the session is to prove itself with, for a case."""
        ...

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
        """Record who came for the holder of the card of that presence, and with what.

        The operator card answered the question `number`. `key` names the case, which may come twice.
        """
        ...

    def presence_challenge(self, session: bytes, case: str) -> ProofWanted | Denied | Away:
        """What the card of the case is to prove itself with, now."""
        ...

    def check_presence(
        self, session: bytes, case: str, number: str, proof: bytes
    ) -> Genuine | NotGenuine | Denied | Away:
        """Whether the card of the case answered the question `number` rightly."""
        ...

    def puk_proof(self, session: bytes, case: str, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        """The proof of PUK for the card of the case and its challenge."""
        ...

    def unblock_command(
        self, session: bytes, case: str, presence: bytes, challenge: bytes, new: Pin | None
    ) -> UnblockMessage | Denied | Away:
        """The PIN UNBLOCK command for the card of the case and its next challenge; in a case of reset, with `new`."""
        ...

    def report_case(
        self, case: str, result: str, key: str, number: str, proof: bytes
    ) -> Taken | Confirmed | Denied | Away:
        """What became of a case: "done", "failed" or "unknown". `key` names the report, which may come twice.

        Confirmed where the case is done by what keys proved; what is only told is Taken. A reset that is done is proved
        by what PIK answered to the question `number`; "" and b"" without proof.
        """
        ...
