"""The issuer's office in this process, in a service point's own words. A self-service terminal never loads it."""

from __future__ import annotations

from emulator.issuer import answers as said
from emulator.issuer.new_pin import NewPin
from emulator.issuer.office import Office as BackOffice
from kiosk.app.near_self_service import NearOffice, proof_of, refusal_of, taken_of, wanted_of
from kiosk.card.pin import Pin
from kiosk.issuer.answers import Away, Confirmed, Denied, ExternalProof, Genuine, NotGenuine, ProofWanted, Taken
from kiosk.roles.service_point.answers import CaseOpened, OperatorProved, SignedIn, UnblockMessage
from kiosk.roles.service_point.matter import Document, Matter, Who


class NearServicePointOffice(NearOffice):
    """What a registered service point may ask as well (`kiosk.roles.service_point.office.ServicePointOffice`)."""

    def operator_challenge(self, operator_card: bytes) -> ProofWanted | Denied | Away:
        """What the card of a member of staff is to prove itself with."""
        return wanted_of(self._office.operator_challenge(self._caller, operator_card))

    def check_operator(self, number: str, proof: bytes) -> OperatorProved | Denied | Away:
        """Whether it did, and what proves its PIN."""
        match self._office.check_operator(self._caller, number, proof):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.OperatorProved(wanted, factor, info):
                return OperatorProved(ProofWanted(wanted, factor, info))

    def open_session(self, number: str, proof: bytes) -> SignedIn | Denied | Away:
        """Sign in whoever's card proved its PIN."""
        match self._office.open_session(self._caller, number, proof):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.SignedIn(session, name, idle, longest):
                return SignedIn(session, name, idle.total_seconds(), longest.total_seconds())

    def sign_out(self, session: bytes) -> Taken | Denied | Away:
        """End the session."""
        return taken_of(self._office.sign_out(self._caller, session))

    def case_challenge(self, session: bytes) -> ProofWanted | Denied | Away:
        """What the operator card is to prove itself with, for a case."""
        return wanted_of(self._office.case_challenge(self._caller, session))

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
        """Record a case."""
        seen = frozenset(document.value for document in documents)
        match self._office.record_case(
            self._caller, session, number, proof, presence, matter.value, who.value, seen, key
        ):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.CaseOpened(case):
                return CaseOpened(case)

    def presence_challenge(self, session: bytes, case: str) -> ProofWanted | Denied | Away:
        """What the card of the case is to prove itself with."""
        return wanted_of(self._office.presence_challenge(self._caller, session, case))

    def check_presence(
        self, session: bytes, case: str, number: str, proof: bytes
    ) -> Genuine | NotGenuine | Denied | Away:
        """Whether it did."""
        match self._office.check_presence(self._caller, session, case, number, proof):
            case said.Refused(said.Reason.NOT_GENUINE):
                return NotGenuine()
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.Genuine(presence=presence):
                return Genuine(presence)

    def puk_proof(self, session: bytes, case: str, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        """The proof of PUK."""
        return proof_of(self._office.puk_proof(self._caller, session, case, presence, challenge))

    def unblock_command(
        self, session: bytes, case: str, presence: bytes, challenge: bytes, new: Pin | None
    ) -> UnblockMessage | Denied | Away:
        """The PIN UNBLOCK command; the office wipes its copy of the PIN."""
        pin = None if new is None else NewPin(new.bcd())
        match self._office.unblock_command(self._caller, session, case, presence, challenge, pin):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.UnblockMessage(apdu, asked):
                return UnblockMessage(
                    apdu, None if asked is None else ProofWanted(asked.number, asked.factor, asked.info)
                )

    def report_case(
        self, case: str, result: str, key: str, number: str, proof: bytes
    ) -> Taken | Confirmed | Denied | Away:
        """What became of a case."""
        answer = self._office.report_case(self._caller, case, result, key, number, proof)  # type: ignore[arg-type]
        return Confirmed() if isinstance(answer, said.CaseDone) else taken_of(answer)


def near(office: BackOffice, caller: said.Credential) -> NearServicePointOffice:
    """The terminal's side of `office`."""
    return NearServicePointOffice(office, caller)
