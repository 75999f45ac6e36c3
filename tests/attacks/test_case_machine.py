"""Sign-ins, cases, presences, questions and reports in any order, at two terminals that say anything: a proof of PUK or
a message is answered inside a live session's own open case, to the card that proved itself there within a minute.

The model knows what each token stands for and since when; the office has to agree with it about every answer.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from emulator.back_office import back_office
from emulator.cards import find_card
from emulator.issuer.answers import Credential, Done, InternalChallenge, Refused, Standing
from emulator.issuer.cases import Result
from emulator.issuer.schema import CardRow, StaffRow, TerminalRow
from emulator.issuer.schema import Case as CaseRow
from emulator.issuer.terminals import register
from tests.attacks.walk import SHRINKS_S, Walk, a_few, at_length
from tests.support.clock import WallClock
from tests.unit.emulator.issuer.counter import HOLDERS_ID, PIK, answer_of
from tests.unit.emulator.issuer.service_point import NEIGHBOUR, NEW_PIN, POINT, CardInReader, got, new_pin

HOLDERS, OPERATORS = ("locked", "v2-3des"), ("operator", "normal")
STAFF_PINS = {"operator": "246802", "normal": "135790"}
TERMINALS = (POINT, NEIGHBOUR)
MINUTE, HALF_HOUR, LONGEST = timedelta(minutes=1), timedelta(minutes=30), timedelta(hours=12)

cards, operators, terminals = st.sampled_from(HOLDERS), st.sampled_from(OPERATORS), st.sampled_from(TERMINALS)
matters = st.sampled_from(("unlock", "reset"))
challenges = st.sampled_from(("fresh", "fresh", "fresh", "seen", "short", "padded"))


@dataclass
class Session:
    """Of a member of staff at a terminal."""

    token: bytes
    operator: str
    terminal: Credential
    began: datetime
    last: datetime
    ended: bool = False


@dataclass
class Case:
    """For a card, opened in a session."""

    id: str
    card: str
    matter: str
    session: Session
    at: datetime
    told: bool = False
    proofs: int = 0
    messages: int = 0
    evidence: list[InternalChallenge] = field(default_factory=list)
    proved: bool = False


@dataclass
class Here:
    """A presence inside a case, of which PUK may be proved."""

    token: bytes
    case: Case
    at: datetime
    proved: bool = False


class CaseMachine(Walk):
    """An office, two terminals of a service point, two operator cards, two locked cards."""

    @initialize()
    def open(self) -> None:
        """The office, with all that comes to the counter."""
        self.clock = WallClock()
        issuer = self.held.enter_context(back_office(None, [find_card(id) for id in HOLDERS + OPERATORS], self.clock))
        self.office, self.database = issuer.office, issuer.database
        self.cards = {id: CardInReader(id, remaining=0) for id in HOLDERS} | {id: CardInReader(id) for id in OPERATORS}
        self.standing = dict.fromkeys(OPERATORS, Standing.NORMAL)
        self.sessions: list[Session] = []
        self.cases: list[Case] = []
        self.here: list[Here] = []
        self.answered: list[tuple[str, bytes]] = []
        with self.database.writing() as session:
            place = session.query(StaffRow).one().service_point
            for terminal in TERMINALS:
                register(session, terminal.terminal, "service-point", place, terminal.secret())
            second = self.cards["normal"].identification.hex()
            session.add(StaffRow(id="second", name="王", operator_card=second, service_point=place, active=True))
            assert session.get(TerminalRow, POINT.terminal) is not None

    # --- staff

    @rule(operator=operators, terminal=terminals)
    def sign_in(self, operator: str, terminal: Credential) -> None:
        """By card and PIN: whatever session the card had, and whatever the terminal had, ends."""
        card = self.cards[operator]
        asked = self.office.operator_challenge(terminal, card.identification)
        assert isinstance(asked, InternalChallenge) is (self.standing[operator] is Standing.NORMAL)
        if isinstance(asked, Refused):
            return
        proved = got(self.office.check_operator(terminal, asked.number, answer_of(card, asked)))
        card.say(f"0020000003{STAFF_PINS[operator]}")
        asks = InternalChallenge(proved.number, proved.factor, proved.info)
        signed = got(self.office.open_session(terminal, asks.number, answer_of(card, asks, PIK)))
        for session in self.sessions:
            session.ended = session.ended or session.operator == operator or session.terminal is terminal
        self.sessions.append(Session(signed.session, operator, terminal, self.clock.now, self.clock.now))

    @rule(operator=operators, standing=st.sampled_from((Standing.LOST, Standing.NORMAL, Standing.NORMAL)))
    def lose_or_find_an_operator_card(self, operator: str, standing: Standing) -> None:
        """Somebody reports it."""
        with self.database.writing() as session:
            session.get_one(CardRow, self.cards[operator].identification.hex()).standing = standing
        self.standing[operator] = standing

    @precondition(lambda self: self.sessions)
    @rule(data=st.data(), terminal=terminals)
    def sign_out(self, data: st.DataObject, terminal: Credential) -> None:
        """Any terminal, any session."""
        session = data.draw(st.sampled_from(self.sessions))
        got(self.office.sign_out(terminal, session.token))
        session.ended = session.ended or session.terminal is terminal

    @rule(seconds=st.sampled_from((1, 30, 59, 60, 61, 600, 1_700, 1_800)))
    def wait(self, seconds: int) -> None:
        """Some time."""
        self.clock.pass_by(seconds=seconds)

    # --- cases

    @precondition(lambda self: self.sessions)
    @rule(card=cards, matter=matters, data=st.data(), operator=operators)
    def record(self, card: str, matter: str, data: st.DataObject, operator: str) -> None:
        """A case, in any session, with any operator card in the reader."""
        self._record(data.draw(st.sampled_from(self.sessions)), card, matter, operator)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), card=cards, terminal=terminals)
    def be_present(self, data: st.DataObject, card: str, terminal: Credential) -> None:
        """Any card in the reader, any case, any session, any terminal."""
        case, session = data.draw(st.sampled_from(self.cases)), data.draw(st.sampled_from(self.sessions))
        self._be_present(case, session, card, terminal)

    def _be_present(self, case: Case, session: Session, card: str, terminal: Credential) -> None:
        may = self._in_hand(case, session, terminal)
        asked = self.office.presence_challenge(terminal, session.token, case.id)
        assert isinstance(asked, InternalChallenge) is may
        if isinstance(asked, Refused):
            return
        answer = self.office.check_presence(
            terminal, session.token, case.id, asked.number, answer_of(self.cards[card], asked)
        )
        assert isinstance(answer, Refused) is (card != case.card)
        if not isinstance(answer, Refused):
            session.last = self.clock.now
            self.here.append(Here(answer.presence, case, self.clock.now))

    @rule(
        card=cards, matter=st.sampled_from(("unlock", "reset")), operator=operators, terminal=terminals, data=st.data()
    )
    def come(self, card: str, matter: str, operator: str, terminal: Credential, data: st.DataObject) -> None:
        """As it should be up to the presence, and then some questions in a row, of which one may be a lie."""
        self.lose_or_find_an_operator_card(operator, Standing.NORMAL)
        self.sign_in(operator, terminal)
        self._record(self.sessions[-1], card, matter, operator)
        case, asks = self.cases[-1], data.draw(st.integers(1, 5))
        self._be_present(case, case.session, card, terminal)
        if data.draw(st.booleans()):
            self._proof(case, case.session, self.here[-1], terminal, "fresh")
        happens = data.draw(st.sampled_from(("nothing", "nothing", "a minute", "a report", "a loss", "a new presence")))
        match happens:
            case "a minute":
                self.wait(60)
            case "a report":
                got(self.office.report_case(terminal, case.id, "unknown", os.urandom(8).hex()))
                case.told = True
            case "a loss":
                self.lose_or_find_an_operator_card(operator, Standing.LOST)
            case "a new presence":
                self._be_present(case, case.session, card, terminal)
            case _:
                pass
        for _ in range(asks):
            self._message(case, case.session, self.here[-1], terminal, "fresh", matter == "reset")
            if data.draw(st.booleans()):
                self._proof(case, case.session, self.here[-1], terminal, "fresh")

    @precondition(lambda self: self.here)
    @rule(data=st.data(), terminal=terminals, kind=challenges)
    def ask_for_a_proof(self, data: st.DataObject, terminal: Credential, kind: str) -> None:
        """Of PUK."""
        self._proof(*self._any(data), terminal, kind)

    @precondition(lambda self: self.here)
    @rule(data=st.data(), terminal=terminals, kind=challenges, reset=st.booleans())
    def ask_for_a_message(self, data: st.DataObject, terminal: Credential, kind: str, reset: bool) -> None:
        """With a new PIN or without."""
        self._message(*self._any(data), terminal, kind, reset)

    def _proof(self, case: Case, session: Session, here: Here, terminal: Credential, kind: str) -> None:
        challenge = self._challenge(kind, case.card)
        may = self._may(case, session, here, terminal, kind) and case.proofs < 3
        answer = self.office.puk_proof(terminal, session.token, case.id, here.token, challenge)

        assert isinstance(answer, Refused) is not may
        if may:
            case.proofs, here.proved, session.last = case.proofs + 1, True, self.clock.now
            self.answered.append((case.card, challenge))

    def _message(self, case: Case, session: Session, here: Here, terminal: Credential, kind: str, reset: bool) -> None:
        challenge = self._challenge(kind, case.card)
        may = self._may(case, session, here, terminal, kind) and here.proved and case.messages < 3
        may = may and reset is (case.matter == "reset")
        pin = new_pin() if reset else None
        answer = self.office.unblock_command(terminal, session.token, case.id, here.token, challenge, pin)

        assert isinstance(answer, Refused) is not may
        if not isinstance(answer, Refused):
            case.messages, session.last = case.messages + 1, self.clock.now
            case.evidence += [answer.evidence] if answer.evidence else []
            self.answered.append((case.card, challenge))

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), terminal=terminals, result=st.sampled_from(("done", "failed", "unknown")), lie=st.booleans())
    def report(self, data: st.DataObject, terminal: Credential, result: Result, lie: bool) -> None:
        """An outcome, by the terminal's word, or with what the card's IRK says to some case's evidence."""
        case = data.draw(st.sampled_from(self.cases))
        evidence = [each for other in self.cases for each in other.evidence] if lie else []
        asked = data.draw(st.sampled_from(evidence)) if evidence else None
        number, proof = (asked.number, answer_of(self.cards[case.card], asked)) if asked else ("", b"")
        answer = self.office.report_case(terminal, case.id, result, os.urandom(8).hex(), number, proof)

        assert isinstance(answer, Done) or terminal is not case.session.terminal or case.told
        case.told = case.told or terminal is case.session.terminal

    @precondition(lambda self: self.sessions)
    @rule(card=cards)
    def serve(self, card: str) -> None:
        """A reset as it should be, which the card proves."""
        session = self.sessions[-1]
        before = len(self.cases)
        self._record(session, card, "reset", session.operator)
        if len(self.cases) == before:
            return
        case, where = self.cases[-1], (session.terminal, session.token, self.cases[-1].id)
        asked = got(self.office.presence_challenge(*where))
        here = got(self.office.check_presence(*where, asked.number, answer_of(self.cards[card], asked))).presence
        self.cards[card].take_proof("06", got(self.office.puk_proof(*where, here, self._challenge("fresh", card))))
        message = got(self.office.unblock_command(*where, here, self._challenge("fresh", card), new_pin()))
        assert self.cards[card].take_message(message) == "9000"
        assert message.evidence is not None
        assert self.cards[card].say(NEW_PIN) == "9000"
        proof = answer_of(self.cards[card], message.evidence, PIK)
        got(self.office.report_case(session.terminal, case.id, "done", case.id, message.evidence.number, proof))
        case.proofs = case.messages = 1
        case.told = case.proved = True
        self.here.append(Here(here, case, self.clock.now, proved=True))

    @invariant()
    def a_case_is_one_unlock_that_no_word_makes_done(self) -> None:
        """Three proofs and messages at the most, and done by the card's evidence alone."""
        if not hasattr(self, "cases"):
            return
        with self.database.reading() as session:
            for case in self.cases:
                row = session.get_one(CaseRow, case.id)
                assert (row.proofs, row.messages) == (case.proofs, case.messages)
                assert row.proofs <= 3
                assert row.messages <= 3
                assert (row.state == "done") is case.proved

    # --- what is done in several places, and what the model knows

    def _record(self, session: Session, card: str, matter: str, operator: str) -> None:
        live = self._on_duty(session, session.terminal)
        asked = self.office.case_challenge(session.terminal, session.token)
        assert isinstance(asked, InternalChallenge) is live
        if isinstance(asked, Refused):
            return
        seen = got(self.office.internal_challenge(session.terminal, self.cards[card].identification))
        genuine = got(self.office.check_proof(session.terminal, seen.number, answer_of(self.cards[card], seen)))
        opened = self.office.record_case(
            session.terminal,
            session.token,
            asked.number,
            answer_of(self.cards[operator], asked),
            genuine.presence,
            matter,
            "holder",
            HOLDERS_ID,
            f"case {len(self.cases)} {operator}",
        )
        assert isinstance(opened, Refused) is (operator != session.operator)
        if not isinstance(opened, Refused):
            session.last = self.clock.now
            self.cases.append(Case(opened.case, card, matter, session, self.clock.now))

    def _any(self, data: st.DataObject) -> tuple[Case, Session, Here]:
        """A presence, and mostly its own case and session."""
        here = data.draw(st.sampled_from(self.here[-3:]))
        session = data.draw(st.sampled_from(self.sessions[-3:])) if data.draw(st.booleans()) else here.case.session
        case = data.draw(st.sampled_from(self.cases[-3:])) if data.draw(st.booleans()) else here.case
        return case, session, here

    def _on_duty(self, session: Session, terminal: Credential) -> bool:
        """Whether the session is live; one that is asked for and is not has ended for good."""
        if session.terminal is not terminal or session.ended:
            return False
        in_time = self.clock.now - session.last < HALF_HOUR and self.clock.now - session.began < LONGEST
        session.ended = not in_time or self.standing[session.operator] is not Standing.NORMAL
        return not session.ended

    def _in_hand(self, case: Case, session: Session, terminal: Credential) -> bool:
        on_duty = self._on_duty(session, terminal)
        return on_duty and case.session is session and not case.told and self.clock.now - case.at < HALF_HOUR

    def _may(self, case: Case, session: Session, here: Here, terminal: Credential, kind: str) -> bool:
        in_hand = self._in_hand(case, session, terminal)
        return in_hand and here.case is case and self.clock.now - here.at < MINUTE and kind == "fresh"

    def _challenge(self, kind: str, card: str) -> bytes:
        fresh = self.cards[card].challenge()
        seen = [challenge for whose, challenge in self.answered if whose == card]
        match kind:
            case "seen":
                return seen[-1] if seen else bytes(8)
            case "short":
                return fresh[:4]
            case "padded":
                return fresh[:4] + bytes(4)
            case _:
                return fresh


TestCases = a_few(CaseMachine, 5, 25)


@pytest.mark.slow
@pytest.mark.timeout(SHRINKS_S)
def test_cases_at_length() -> None:
    at_length(CaseMachine, 60, 25)
