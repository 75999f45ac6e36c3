"""A service point's counter as an honest terminal has it: staff signed in by card and PIN, a case, the holder's card.

Every step asks the public office, and real emulated cards answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from emulator.issuer.answers import (
    CaseDone,
    CaseOpened,
    Credential,
    Done,
    ExternalProof,
    InternalChallenge,
    Refused,
    SignedIn,
    UnblockMessage,
)
from emulator.issuer.new_pin import NewPin
from emulator.issuer.schema import StaffRow
from tests.unit.emulator.issuer.service_point import EAST, POINT, RIGHT_PIN, CardInReader, Desk, got, presence

STAFF_PIN = "0020000003246802"
IRK, PIK = "00", "0C"
HOLDERS_ID = frozenset(("holder-id",))


def answer_of(card: CardInReader, asked: InternalChallenge, key: str = IRK) -> bytes:
    """What the card says to INTERNAL AUTHENTICATE with that key; nothing where it refuses."""
    said = card.say(f"008800{key}10{asked.factor.hex()}{asked.info.hex()}{'08' if card.t1 else ''}")
    return bytes.fromhex(said)[:-2]


def sign_in(desk: Desk, operator: CardInReader, caller: Credential = POINT, *, pin: str = "") -> SignedIn | Refused:
    """By IRK, VERIFY and PIK of the operator card. `pin`: the command, where it is not the right one."""
    asked = desk.office.operator_challenge(caller, operator.identification)
    if isinstance(asked, Refused):
        return asked
    proved = got(desk.office.check_operator(caller, asked.number, answer_of(operator, asked)))
    operator.say(pin or (STAFF_PIN if operator.profile.card.id == "operator" else RIGHT_PIN))
    asks = InternalChallenge(proved.number, proved.factor, proved.info)
    return desk.office.open_session(caller, proved.number, answer_of(operator, asks, PIK))


def make_operator(desk: Desk, id: str, place: str = EAST.id) -> CardInReader:
    """The card of that bundled id signs its holder in from now on."""
    card = CardInReader(id)
    row = StaffRow(
        id=f"{place}-{id}", name="王", operator_card=card.identification.hex(), service_point=place, active=True
    )
    with desk.database.writing() as session:
        session.add(row)
    return card


@dataclass
class Counter:
    """A terminal with a member of staff signed in, who has the operator card in its reader."""

    desk: Desk
    caller: Credential = POINT
    operator: CardInReader = field(default_factory=lambda: CardInReader("operator"))
    session: bytes = b""
    keys: int = 0

    def __post_init__(self) -> None:
        if not self.session:
            self.session = got(sign_in(self.desk, self.operator, self.caller)).session

    def record(
        self,
        card: CardInReader,
        matter: str = "unlock",
        who: str = "holder",
        documents: frozenset[str] = HOLDERS_ID,
        *,
        key: str = "",
        seen: bytes = b"",
    ) -> CaseOpened | Refused:
        """A case for the card, which proves itself, and so does the operator card. `seen`: a presence of before."""
        asked = self.desk.office.case_challenge(self.caller, self.session)
        if isinstance(asked, Refused):
            return asked
        self.keys += 1
        return self.desk.office.record_case(
            self.caller,
            self.session,
            asked.number,
            answer_of(self.operator, asked),
            seen or presence(self.desk, self.caller, card),
            matter,
            who,
            documents,
            key or self.key(self.keys),
        )

    def key(self, number: int) -> str:
        """Of the case of that number, from 1 on."""
        return f"{self.session.hex()[:16]} {number}"

    def case(self, card: CardInReader, matter: str = "unlock") -> Case:
        """A case for the card, opened."""
        return Case(self, card, got(self.record(card, matter)).case)


@dataclass
class Case:
    """A case at a counter, and the card that it is about."""

    at: Counter
    card: CardInReader
    id: str
    here: bytes = b""
    keys: int = 0

    @property
    def session(self) -> bytes:
        """The session that it was opened in."""
        return self.at.session

    def present(self) -> bytes:
        """The card proves itself inside the case."""
        office, where = self.at.desk.office, (self.at.caller, self.at.session, self.id)
        asked = got(office.presence_challenge(*where))
        return got(office.check_presence(*where, asked.number, answer_of(self.card, asked))).presence

    def proof(self, here: bytes, challenge: bytes | None = None) -> ExternalProof | Refused:
        """A proof of PUK, for a fresh challenge of the card's where none is given."""
        asks = self.card.challenge() if challenge is None else challenge
        return self.at.desk.office.puk_proof(self.at.caller, self.at.session, self.id, here, asks)

    def command(
        self, here: bytes, new_pin: NewPin | None = None, challenge: bytes | None = None
    ) -> UnblockMessage | Refused:
        """A message, for a fresh challenge of the card's where none is given."""
        asks = self.card.challenge() if challenge is None else challenge
        return self.at.desk.office.unblock_command(self.at.caller, self.at.session, self.id, here, asks, new_pin)

    def message(self, challenge: bytes, new_pin: NewPin | None = None) -> UnblockMessage | Refused:
        """For the presence that is ready."""
        return self.command(self.here, new_pin, challenge)

    def unblock(self, new_pin: NewPin | None = None) -> UnblockMessage:
        """Presence, proof and message; the card takes both."""
        here = self.present()
        assert self.card.take_proof("06", got(self.proof(here))) == "9000"
        message = got(self.command(here, new_pin))
        assert self.card.take_message(message) == "9000"
        return message

    def report(self, result: str, number: str = "", proof: bytes = b"", *, key: str = "") -> CaseDone | Done | Refused:
        """What became of it."""
        self.keys += 1
        return self.at.desk.office.report_case(
            self.at.caller,
            self.id,
            result,  # type: ignore[arg-type]
            key or f"{self.id[:8]} {self.keys}",
            number,
            proof,
        )


def ready(desk: Desk, card: CardInReader, matter: str = "unlock") -> Case:
    """All that goes before a message: staff signed in, a case, the card present in it, PUK proved to the card."""
    case = Counter(desk).case(card, matter)
    case.here = case.present()
    assert card.take_proof("06", got(case.proof(case.here))) == "9000"
    return case
