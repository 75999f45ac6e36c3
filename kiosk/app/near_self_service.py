"""The issuer's office in this process, in a terminal's own words: called directly, with nothing in between."""

from __future__ import annotations

from emulator.issuer import answers as said
from emulator.issuer.office import Office as BackOffice
from kiosk.card.request import Evidence
from kiosk.issuer.alphabet import known_standing
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
            case said.Genuine(presence, evidence):
                return Genuine(presence, evidence)

    def read_proof(self, presence: bytes, challenge: bytes) -> ExternalProof | Denied | Away:
        """The right to read the holder."""
        return proof_of(self._office.read_proof(self._caller, presence, challenge))

    def other_cards(self, presence: bytes) -> OtherCards | Denied | Away:
        """The holder's other cards."""
        match self._office.other_cards(self._caller, presence):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.OtherCards(cards):
                known = [(each, known_standing(each.standing)) for each in cards]
                others = [OwnedCard(each.last_four, each.region, has) for each, has in known if has is not None]
                return OtherCards(tuple(others)) if len(others) == len(cards) else Away()  # half a list misleads

    def pin_proof_wanted(self, presence: bytes) -> ProofWanted | Denied | Away:
        """What PIK is to answer once the PIN was verified."""
        return wanted_of(self._office.pin_challenge(self._caller, presence))

    def check_pin(self, number: str, proof: bytes, initial: bool) -> Taken | Denied | Away:
        """What PIK answered."""
        return taken_of(self._office.check_pin(self._caller, number, proof, initial))

    def claim_pin(self, presence: bytes) -> Taken | Denied | Away:
        """That the PIN was verified, where no key shows it."""
        return taken_of(self._office.claim_pin(self._caller, presence))

    def enabling_challenge(self, presence: bytes) -> EnablingChallenge | Denied | Away:
        """What the card is to prove around its change."""
        match self._office.enabling_challenge(self._caller, presence):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.EnablingChallenge(number, before, after, evidence):
                asked = Evidence(before.factor, before.info), Evidence(after.factor, after.info)
                return EnablingChallenge(number, *asked, evidence)

    def report_enabled_by(self, proved: Proved, key: str) -> Enabled | UnderReview | Denied | Away:
        """What the card proved around the change of its first PIN."""
        report = said.EnabledReport(proved.presence, proved.number, proved.before, proved.after)
        match self._office.report_enabled_by(self._caller, report, key):
            case said.Refused() as refused:
                return refusal_of(refused)
            case said.Enabled():
                return Enabled()
            case said.UnderReview():
                return UnderReview()


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
