"""The issuer's office in this process, in a terminal's own words: called directly, with nothing in between."""

from __future__ import annotations

from emulator.issuer import answers as said
from emulator.issuer.office import Office as BackOffice
from kiosk.issuer.alphabet import known_standing
from kiosk.issuer.answers import (
    Away,
    Denied,
    ExternalProof,
    Genuine,
    NotGenuine,
    NotListed,
    OtherCards,
    OwnedCard,
    ProofWanted,
    Taken,
)
from kiosk.rules.record import Record


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
                return refusal_of(refused)
            case said.Record(standing, lost_until, bank_active, bank_until, minor, limit):
                known = known_standing(standing)
                return Away() if known is None else Record(known, lost_until, bank_active, bank_until, minor, limit)

    def proof_wanted(self, card: bytes) -> ProofWanted | Denied | Away:
        """What the card is to prove itself with."""
        return wanted_of(self._office.internal_challenge(self._caller, card))

    def check_proof(self, number: str, proof: bytes) -> Genuine | NotGenuine | Denied | Away:
        """Whether the card's answer is right."""
        match self._office.check_proof(self._caller, number, proof):
            case said.Refused(said.Reason.NOT_GENUINE | said.Reason.MALFORMED):  # the latter: no proof at all
                return NotGenuine()
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.Genuine(presence):
                return Genuine(presence)

    def read_proof(self, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        """The right to read the holder."""
        return proof_of(self._office.read_proof(self._caller, presence, challenge))

    def other_cards(self, presence: bytes) -> OtherCards | Denied | Away:
        """The holder's other cards."""
        match self._office.other_cards_unproved(self._caller, presence):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.OtherCards(cards):
                known = [(each, known_standing(each.standing)) for each in cards]
                others = [OwnedCard(each.last_four, each.region, has) for each, has in known if has is not None]
                return OtherCards(tuple(others)) if len(others) == len(cards) else Away()  # half a list misleads

    def report_enabled(self, card: bytes, key: str) -> Taken | Denied | Away:
        """The first PIN of the card was changed."""
        return taken_of(self._office.report_enabled(self._caller, card, key))


def near(office: BackOffice, caller: said.Credential) -> NearOffice:
    """The terminal's side of `office`."""
    return NearOffice(office, caller)


def refusal_of(refused: said.Refused) -> Denied | Away:
    """Why not, by the office's own id; of a limit that is reached, with when it ends."""
    return Away() if refused.reason is said.Reason.UNAVAILABLE else Denied(refused.reason.value, refused.until)


def wanted_of(answer: said.InternalChallenge | said.Refused) -> ProofWanted | Denied | Away:
    """What a card is to prove itself with."""
    if isinstance(answer, said.Refused):
        return refusal_of(answer)
    return ProofWanted(answer.number, answer.factor, answer.info)


def proof_of(answer: said.ExternalProof | said.Refused) -> ExternalProof | Denied | Away:
    """The issuer's own proof, for a card."""
    return refusal_of(answer) if isinstance(answer, said.Refused) else ExternalProof(answer.data)


def taken_of(answer: said.Done | said.Refused) -> Taken | Denied | Away:
    """That it is done."""
    return refusal_of(answer) if isinstance(answer, said.Refused) else Taken()
