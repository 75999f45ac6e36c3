"""Any mixture of what terminals, readers and cards ever heard, brought by anybody, at any time: a card is enabled
and a list of other cards opened, by its own live proofs alone.

The wedge has every real card at hand and shows it whatever was asked anywhere; of PIK it gets an answer while the PIN
is verified, and no longer. The model knows which answers are whose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from emulator.issuer import reviews
from emulator.issuer.answers import (
    Block,
    Credential,
    Done,
    Enabled,
    EnabledReport,
    EnablingChallenge,
    InternalChallenge,
    OtherCards,
    Refused,
    Standing,
    UnderReview,
)
from emulator.issuer.schema import CardRow
from tests.attacks.hall import ELSEWHERE, HERE, HeldCard, hall, presence
from tests.attacks.walk import SHRINKS_S, Walk, a_few, at_length

CARDS = ("sealed", "sealed-3des", "without-pik")
SEALED, NORMAL = Standing.SEALED, Standing.NORMAL
WRONG = bytes(8)

cards = st.sampled_from(CARDS)
lies = st.sampled_from(("none", "none", "terminal", "presence", "before", "after", "both"))
waits = st.sampled_from((1, 61, 181))
terminals = st.sampled_from((HERE, ELSEWHERE))


@dataclass
class Seen:
    """A presence: whose, where, since when, and until when its PIN counts as proved."""

    token: bytes
    card: str
    terminal: Credential
    at: datetime
    pin_at: datetime | None = None


@dataclass
class Change:
    """An enabling challenge; `spent` once it was reported."""

    asked: EnablingChallenge
    card: str
    terminal: Credential
    at: datetime
    spent: bool = False


@dataclass
class PinAsked:
    """A pin challenge."""

    asked: InternalChallenge
    seen: Seen
    at: datetime
    spent: bool = False


class ProofsMachine(Walk):
    """An office, two terminals that say anything, three sealed cards."""

    @initialize()
    def open(self) -> None:
        """The office, and the cards in their holders' hands."""
        self.hall = self.held.enter_context(hall())
        self.cards = {id: HeldCard(id) for id in CARDS}
        self.verified = dict.fromkeys(CARDS, False)
        self.standing = dict.fromkeys(CARDS, SEALED)
        self.reviewed = dict.fromkeys(CARDS, False)
        self.presences: list[Seen] = []
        self.changes: list[Change] = []
        self.pins: list[PinAsked] = []
        self.answers: list[bytes] = [WRONG]
        self.right: dict[tuple[str, str, bytes], bytes] = {}  # a card's own answer: card, key, factor ‖ info
        self.keys: list[str] = []

    # --- what is honest: a card says what it says

    @rule(card=cards, terminal=terminals)
    def prove(self, card: str, terminal: Credential) -> None:
        """A card is put in."""
        self.presences.append(Seen(presence(self.hall, self.cards[card], terminal), card, terminal, self.now))

    @rule(card=cards)
    def key_the_pin_in(self, card: str) -> None:
        """Its holder does."""
        self.verified[card] = self.cards[card].verify()

    @rule(card=cards)
    def take_out(self, card: str) -> None:
        """And power is gone."""
        self.cards[card].power_on()
        self.verified[card] = False

    @precondition(lambda self: self.changes or self.pins)
    @rule(card=cards, data=st.data())
    def ask_a_card(self, card: str, data: st.DataObject) -> None:
        """The wedge shows a card something that was asked of any card, of any kind."""
        self._answer(card, data.draw(st.sampled_from(self._blocks())), data.draw(st.sampled_from(("IRK", "PIK"))))

    @rule(card=cards, terminal=terminals, lie=lies, seconds=waits, data=st.data())
    def visit(self, card: str, terminal: Credential, lie: str, seconds: int, data: st.DataObject) -> None:
        """All that the card answers around a change, and what is reported of it."""
        self.prove(card, terminal)
        asked = self.hall.office.enabling_challenge(terminal, self.presences[-1].token)
        assert isinstance(asked, EnablingChallenge)
        self.changes.append(Change(asked, card, terminal, self.now))
        self.key_the_pin_in(card)
        self._answer(card, asked.before, "IRK")
        self._answer(card, asked.after, "PIK" if asked.evidence else "IRK")
        self.wait(seconds)
        self._tell(self.changes[-1], lie, data)

    @rule(card=st.sampled_from(("sealed", "sealed-3des")), terminal=terminals, initial=st.booleans(), seconds=waits)
    def visit_with_a_pin(self, card: str, terminal: Credential, initial: bool, seconds: int) -> None:
        """The PIN is keyed in and proved; later somebody looks for other cards."""
        self.prove(card, terminal)
        seen = self.presences[-1]
        asked = self.hall.office.pin_challenge(terminal, seen.token)
        assert isinstance(asked, InternalChallenge)
        self.pins.append(PinAsked(asked, seen, self.now))
        self.key_the_pin_in(card)
        self._answer(card, asked, "PIK")
        self._bring(self.pins[-1], self.answers[-1], terminal, initial)
        self.wait(seconds)
        self._list(seen, terminal)

    @precondition(lambda self: self.changes)
    @rule(data=st.data())
    def seal_and_tell_again(self, data: st.DataObject) -> None:
        """The issuer seals a card again, so that there is something to win by an old proof, which is tried at once."""
        change = data.draw(st.sampled_from(self.changes[-3:]))
        with self.hall.database.writing() as session:
            session.get_one(CardRow, self.cards[change.card].identification.hex()).standing = SEALED
        self.standing[change.card] = SEALED
        self._tell(change, "none", data)

    # --- what terminals ask and report

    @precondition(lambda self: self.presences)
    @rule(data=st.data(), terminal=terminals)
    def ask_for_a_change(self, data: st.DataObject, terminal: Credential) -> None:
        """Any terminal, for any presence."""
        seen = data.draw(st.sampled_from(self.presences))
        asked = self.hall.office.enabling_challenge(terminal, seen.token)

        assert isinstance(asked, EnablingChallenge) is (seen.terminal is terminal and self._within(180, seen.at))
        if isinstance(asked, EnablingChallenge):
            self.changes.append(Change(asked, seen.card, terminal, self.now))

    @precondition(lambda self: self.presences)
    @rule(data=st.data(), terminal=terminals)
    def ask_for_a_pin(self, data: st.DataObject, terminal: Credential) -> None:
        """Likewise."""
        seen = data.draw(st.sampled_from(self.presences))
        asked = self.hall.office.pin_challenge(terminal, seen.token)

        may = seen.terminal is terminal and self._within(180, seen.at) and seen.card != "without-pik"
        assert isinstance(asked, InternalChallenge) is may
        if isinstance(asked, InternalChallenge):
            self.pins.append(PinAsked(asked, seen, self.now))

    @precondition(lambda self: self.changes)
    @rule(data=st.data(), lie=lies)
    def report(self, data: st.DataObject, lie: str) -> None:
        """A change, as it was or with a lie in one place."""
        self._tell(data.draw(st.sampled_from(self.changes)), lie, data)

    @precondition(lambda self: self.presences)
    @rule(data=st.data(), terminal=terminals)
    def report_without_proofs(self, data: st.DataObject, terminal: Credential) -> None:
        """The office was away, it says."""
        seen = data.draw(st.sampled_from(self.presences))
        key = f"key-{len(self.keys)}"
        self.keys.append(key)
        self._report(terminal, EnabledReport(seen.token), key, None)

    @precondition(lambda self: self.pins)
    @rule(data=st.data(), terminal=terminals, own=st.booleans(), initial=st.booleans())
    def bring_a_pin(self, data: st.DataObject, terminal: Credential, own: bool, initial: bool) -> None:
        """Any answer, for any question, from any terminal."""
        pin = data.draw(st.sampled_from(self.pins))
        right = self.right.get((pin.seen.card, "PIK", pin.asked.factor + pin.asked.info))
        proof = right or WRONG if own else data.draw(st.sampled_from(self.answers))
        terminal = pin.seen.terminal if own else terminal
        self._bring(pin, proof, terminal, initial)

    @precondition(lambda self: self.presences)
    @rule(data=st.data(), terminal=terminals)
    def list_the_other_cards(self, data: st.DataObject, terminal: Credential) -> None:
        """To whoever has the PIN proved, and nobody else."""
        seen = data.draw(st.sampled_from(self.presences))
        self._list(seen, terminal)

    @precondition(lambda self: any(self.reviewed.values()))
    @rule(data=st.data(), accept=st.booleans())
    def decide(self, data: st.DataObject, accept: bool) -> None:
        """Staff looks at a review."""
        card = data.draw(st.sampled_from([card for card, is_open in self.reviewed.items() if is_open]))
        identification = self.cards[card].identification.hex()
        with self.hall.database.writing() as session:
            (id,) = [row.id for row in reviews.listed(session) if row.card == identification]
            assert reviews.decide(session, id, accept, "seen", "east-01", self.now) == Done()
        self.reviewed[card] = False
        if accept:
            self.standing[card] = NORMAL

    @rule(seconds=st.sampled_from([1, 20, 59, 61, 181, 3600, 86400 * 20]))
    def wait(self, seconds: int) -> None:
        """Some time."""
        self.hall.clock.pass_by(seconds=seconds)

    @invariant()
    def a_card_is_what_its_proofs_made_it(self) -> None:
        """Nothing else."""
        if hasattr(self, "hall"):
            with self.hall.database.reading() as session:
                found = {
                    id: session.get_one(CardRow, card.identification.hex()).standing for id, card in self.cards.items()
                }
            assert found == self.standing

    # --- the model

    @property
    def now(self) -> datetime:
        """The office's."""
        return self.hall.clock()

    def _within(self, seconds: int, at: datetime) -> bool:
        return self.now - at < timedelta(seconds=seconds)

    def _blocks(self) -> list[Block | InternalChallenge]:
        around = [block for change in self.changes for block in (change.asked.before, change.asked.after)]
        return [*around, *(pin.asked for pin in self.pins)]

    def _answer(self, card: str, block: Block | InternalChallenge, key: str) -> None:
        said = self.cards[card].irk(block) if key == "IRK" else self.cards[card].pik(block)
        assert (said != b"") is (key == "IRK" or (card != "without-pik" and self.verified[card]))
        if said:
            self.answers.append(said)
            self.right[card, key, block.factor + block.info] = said

    def _proofs_of(self, change: Change) -> tuple[bytes | None, bytes | None]:
        before, after = change.asked.before, change.asked.after
        key = "PIK" if change.asked.evidence else "IRK"
        return (
            self.right.get((change.card, "IRK", before.factor + before.info)),
            self.right.get((change.card, key, after.factor + after.info)),
        )

    def _bring(self, pin: PinAsked, proof: bytes, terminal: Credential, initial: bool) -> None:
        right = self.right.get((pin.seen.card, "PIK", pin.asked.factor + pin.asked.info))
        answer = self.hall.office.check_pin(terminal, pin.asked.number, proof, initial)

        is_right = proof == right and terminal is pin.seen.terminal and not pin.spent and self._within(180, pin.at)
        assert (answer == Done()) is is_right
        pin.spent = pin.spent or terminal is pin.seen.terminal
        if is_right:
            pin.seen.pin_at = self.now
            if not initial and self.reviewed[pin.seen.card]:
                self._becomes_normal(pin.seen.card)

    def _list(self, seen: Seen, terminal: Credential) -> None:
        may = seen.terminal is terminal and seen.pin_at is not None and self._within(180, seen.pin_at)

        assert isinstance(self.hall.office.other_cards(terminal, seen.token), OtherCards) is may

    def _tell(self, change: Change, lie: str, data: st.DataObject) -> None:
        heard = st.sampled_from([*self.answers, b""])
        terminal = ELSEWHERE if (change.terminal is HERE) is (lie == "terminal") else HERE
        before, after = (proof or b"" for proof in self._proofs_of(change))
        here = [seen.token for seen in self.presences if (seen.card, seen.terminal) == (change.card, terminal)]
        anybody = [seen.token for seen in self.presences]
        report = EnabledReport(
            data.draw(st.sampled_from([b"", *(anybody if lie == "presence" else here)])),
            change.asked.number,
            data.draw(heard) if lie in ("before", "both") else before,
            data.draw(heard) if lie in ("after", "both") else after,
        )
        key = f"key-{len(self.keys)}"
        self.keys.append(key)
        self._report(terminal, report, key, change)

    def _report(self, terminal: Credential, report: EnabledReport, key: str, change: Change | None) -> None:
        card = self._card_of(terminal, report, change)
        answer = self.hall.office.report_enabled_by(terminal, report, key)
        if change is not None:
            is_whole = self._is_whole(terminal, report, change, card)
            change.spent = change.spent or terminal is change.terminal
        else:
            is_whole = False
        if card is None:
            assert isinstance(answer, Refused)
        elif self.standing[card] is SEALED:
            assert (answer == Enabled()) is is_whole
            if answer == UnderReview():
                self.reviewed[card] = True
            if is_whole:
                self._becomes_normal(card)
        assert self.hall.office.report_enabled_by(terminal, report, key) == answer or isinstance(answer, Refused)

    def _card_of(self, terminal: Credential, report: EnabledReport, change: Change | None) -> str | None:
        """Whose live proof stands behind the report, if any."""
        if report.presence:
            (seen,) = [each for each in self.presences if each.token == report.presence]
            return seen.card if seen.terminal is terminal and self._within(86400 * 30, seen.at) else None
        if change is None or change.terminal is not terminal or not self._within(86400 * 30, change.at):
            return None
        before, _ = self._proofs_of(change)
        return change.card if before is not None and report.before == before else None

    def _is_whole(self, terminal: Credential, report: EnabledReport, change: Change, card: str | None) -> bool:
        fits = card == change.card and change.terminal is terminal and not change.spent and self._within(60, change.at)
        before, after = self._proofs_of(change)
        return fits and None not in (before, after) and (report.before, report.after) == (before, after)

    def _becomes_normal(self, card: str) -> None:
        self.standing[card] = NORMAL
        self.reviewed[card] = False


TestProofsMachine = a_few(ProofsMachine, 5, 30)


@pytest.mark.slow
@pytest.mark.timeout(SHRINKS_S)
def test_proofs_at_length() -> None:
    at_length(ProofsMachine, 60, 30)
