"""A wedge, a person and time, over a self-service terminal as it is and the real office: what no lie may bring about.

No card is enabled, and no list of other cards opened, without the real card's live proofs and its right PIN keyed in in
this visit; of a card without PIK, without its live proofs. No PIN goes to a card that answered wrongly, or not at all
where the office has its key, or that came back and did not prove itself again; none goes that nobody keyed in, and none
twice that was wrong. `liars_hall` looks for all of it. A card that nobody can judge – the office is away, none is
configured, or the card is not its own – takes the person's own entries, the screen says so, and nothing is enabled.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from random import Random

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from emulator.issuer.answers import Standing
from emulator.issuer.schema import CardRow
from kiosk.app.near_self_service import near
from kiosk.issuer.no_office import NoOffice
from kiosk.roles.self_service.parts import PARTS
from kiosk.session.event import ChoseOthers, ChosePinChange, ChoseStanding, Ended, Touched, WentBack, WentOn
from kiosk.session.reader import Reader
from kiosk.session.state import Attract, OutcomeUnknown, PinAgain, PinChanged, PinNew, PinPresent, Reproving, StillThere
from tests.attacks.hall import HERE, NEW_PIN, NOT_LISTED, OWN_PIN, hall, not_listed, profiles
from tests.attacks.liars_hall import LiarsHall
from tests.attacks.walk import SHRINKS_S, Walk, a_few, at_length
from tests.attacks.wedge import TODAY, Chip, Kind, Way, Wedge
from tests.support.clock import Seconds

HOLDER = Reader.HOLDER
CARDS = ("sealed", "sealed-3des", "without-pik", "normal", NOT_LISTED)
WRONG_PIN = "111222"
PATIENCE_S = 600  # no screen stays for longer
PADS = (PinPresent, PinNew, PinAgain)
ON_THE_WAY = (*PADS, PinChanged)
BUTTONS = (ChosePinChange(), ChoseStanding(), ChoseOthers(), WentOn(), WentBack(), Ended(), Touched())


class Does(Enum):
    """What happens between two things that a person does, beside the wedge's beginning to lie."""

    STOP_LYING = "stop lying"
    PUT_BACK = "pull the card out, and put it back"
    PUT_BACK_NOTHING = "pull it out, and put a card without keys in its place"
    SWAP = "another real card takes its place, unseen"
    MINUTE = "a minute passes"
    THREE = "three minutes pass"
    AWAY = "the office is away"
    BACK = "the office is back"


cards = st.sampled_from(CARDS)
entries = st.sampled_from(("right", "right", "right", "right", "wrong"))
lie = st.one_of(
    st.tuples(st.sampled_from((Kind.CHANGE, Kind.VERIFY)), st.sampled_from((Way.YES, Way.CUT, Way.LOST, Way.KNOWN))),
    st.tuples(st.sampled_from((Kind.IRK, Kind.PIK)), st.sampled_from((Way.YES, Way.OLD, Way.NO, Way.CUT))),
    st.tuples(st.sampled_from([kind for kind in Kind if kind is not Kind.READ]), st.sampled_from(Way)),
)
lies = st.lists(lie, min_size=1, max_size=3).map(dict)
between = st.lists(st.tuples(st.integers(0, 6), st.one_of(lies, lies, st.sampled_from(Does))), max_size=3).map(dict)
insides = st.sampled_from(("itself", "itself", "itself", "nothing", "another"))
Between = dict[int, Does | dict[Kind, Way]]


class WedgeMachine(Walk):
    """One terminal, whose reader lies when it likes; `is_configured`: it has an issuer at all."""

    @initialize(t1=st.booleans(), seed=st.integers(0, 2**32), configured=st.sampled_from((True, True, True, False)))
    def open(self, t1: bool, seed: int, configured: bool) -> None:
        """The office, the terminal, and real cards in people's hands."""
        there, seconds = self.held.enter_context(hall()), Seconds()
        keyed = set[bytes]()
        self.chips = {each.card.id: Chip(each, seconds, keyed.__contains__) for each in (*profiles(), not_listed())}
        self.is_configured = configured
        clocks, answers = (seconds, there.clock), near(there.office, HERE) if configured else NoOffice()
        self.hall = LiarsHall(PARTS, answers, there.database, self.chips, clocks, Random(seed), keyed=keyed, t1=t1)
        self.held.callback(self.hall.close)

    # --- whole visits

    @rule(card=cards, inside=insides, between=between, entry=entries, back=insides)
    def change(self, card: str, inside: str, between: Between, entry: str, back: str) -> None:
        """A person changes the PIN."""
        new = NEW_PIN if self.right_pin(card) == OWN_PIN else OWN_PIN
        self.visit(
            card,
            between,
            lambda: self.put_in(card, inside),
            lambda: self.hall.do(ChosePinChange()),
            lambda: self.key(card, entry),
            lambda: self.digits(new),
            lambda: self.digits(new),
            lambda: self.put_back_if_told(card, back),
        )

    @rule(card=cards, way=st.sampled_from((Way.CUT, Way.LOST)), then=st.one_of(st.just({}), lies), back=insides)
    def lose_the_answer(self, card: str, way: Way, then: dict[Kind, Way], back: str) -> None:
        """The answer to CHANGE PIN does not come, and the card, or something like it, is put back."""
        self.change(card, "itself", {4: {Kind.CHANGE: way}, 5: then}, "right", back)

    @rule(card=cards, inside=insides, way=st.sampled_from((Way.NO, Way.CUT, Way.YES, Way.OLD)))
    def lie_at_the_proof(self, card: str, inside: str, way: Way) -> None:
        """The card says nothing to the office's question, or not what it should."""
        self.change(card, inside, {0: {Kind.IRK: way}}, "right", inside)

    @rule(card=cards, told=lies, back=insides)
    def lie_at_the_change(self, card: str, told: dict[Kind, Way], back: str) -> None:
        """What counts is the last step."""
        self.change(card, "itself", {4: told}, "right", back)

    @rule(card=cards, way=st.sampled_from((Way.YES, Way.OLD, Way.NO, Way.CUT)), back=insides)
    def lie_after_the_change(self, card: str, way: Way, back: str) -> None:
        """The card proves itself before it, and not what holds after it."""
        self.change(card, "itself", {4: {Kind.IRK: Way.ONCE, Kind.PIK: way}}, "right", back)

    @rule(card=cards, between=between)
    def change_unchecked(self, card: str, between: Between) -> None:
        """The office is away."""
        self.change(
            card, "itself", {0: Does.AWAY, **{at: what for at, what in between.items() if at}}, "right", "itself"
        )

    @precondition(lambda self: self.can_change(NOT_LISTED))
    @rule()
    def change_a_card_of_another_issuer(self) -> None:
        """Nobody lies, and this office does not know the card."""
        self.change_what_nobody_can_judge(NOT_LISTED)

    @precondition(lambda self: not self.is_configured)
    @rule(card=cards)
    def change_where_no_office_is_configured(self, card: str) -> None:
        """Nobody lies, and nobody is asked."""
        if self.can_change(card):
            self.change_what_nobody_can_judge(card)

    def change_what_nobody_can_judge(self, card: str) -> None:
        """The card takes what the person keys in, and that is all."""
        self.hall.take_out(HOLDER)
        self.hall.wait(PATIENCE_S)
        assert isinstance(self.hall.runner.state, Attract)
        before, new = self.hall.standings, NEW_PIN if self.right_pin(card) == OWN_PIN else OWN_PIN
        self.change(card, "itself", {}, "right", "itself")
        self.hall.look()

        assert self.chips[card].takes(new)
        assert self.hall.standings == before

    @rule(card=cards, inside=insides, between=between)
    def see_the_others(self, card: str, inside: str, between: Between) -> None:
        """A person looks for their other cards."""
        self.visit(
            card,
            between,
            lambda: self.put_in(card, inside),
            lambda: self.hall.do(ChoseStanding()),
            lambda: self.hall.do(ChoseOthers()),
            lambda: self.key(card, "right"),
            lambda: self.hall.do(ChosePinChange()),
        )

    @rule(card=cards, told=lies)
    def lie_at_the_list(self, card: str, told: dict[Kind, Way]) -> None:
        """What counts is the PIN, and its proof."""
        self.see_the_others(card, "itself", {3: told})

    def visit(self, card: str, between: Between, *steps: Callable[[], None]) -> None:
        """Step by step, with what happens before each, and after the last."""
        self.wedge.ways, self.hall.away = {}, False
        for stage, step in enumerate(steps):
            self.happens(card, between.get(stage))
            step()
            self.what_the_screen_says_is_so()
        self.happens(card, between.get(len(steps)))

    def happens(self, card: str, what: Does | dict[Kind, Way] | None) -> None:
        """One of them."""
        match what:
            case None:
                pass
            case Does.STOP_LYING:
                self.wedge.ways = {}
            case Does.PUT_BACK | Does.PUT_BACK_NOTHING:
                self.hall.take_out(HOLDER)
                self.put_in(card, "itself" if what is Does.PUT_BACK else "nothing")
            case Does.SWAP:
                self.swap("second-card")
            case Does.MINUTE | Does.THREE:
                self.hall.wait(61 if what is Does.MINUTE else 181)
            case Does.AWAY | Does.BACK:
                self.hall.away = what is Does.AWAY
            case dict():
                self.wedge.ways = what

    # --- and one thing at a time

    @rule(card=cards, what=st.one_of(lies, st.sampled_from(Does)))
    def something_happens(self, card: str, what: Does | dict[Kind, Way]) -> None:
        """Between visits, or in the midst of one that was left there."""
        self.happens(card, what)

    @rule(event=st.sampled_from(BUTTONS), card=cards, entry=entries)
    def touch(self, event: object, card: str, entry: str) -> None:
        """Any button, and a PIN where one is asked for."""
        self.hall.do(event)
        self.key(card, entry)

    def put_in(self, card: str, inside: str) -> None:
        """A card goes in; what is really in the reader may be another, or nothing."""
        state = self.hall.runner.state
        waiting = state.paused if isinstance(state, StillThere) else state
        again = isinstance(waiting, OutcomeUnknown | Reproving)
        self.hall.put_in(HOLDER, card, self.inside(card, inside), again=again)

    def put_back_if_told(self, card: str, inside: str) -> None:
        """What a person does whom the screen asks for it; or who goes on."""
        if isinstance(self.hall.runner.state, OutcomeUnknown):
            self.hall.take_out(HOLDER)
            self.put_in(card, inside)
        else:
            self.hall.do(WentOn())

    def swap(self, card: str) -> None:
        """The wedge takes another card than the one that the terminal saw."""
        if self.wedge.face is not None:
            self.wedge.swap(self.chips[card])

    def key(self, card: str, entry: str) -> None:
        """The PIN of the card, or another."""
        self.digits(self.right_pin(card) if entry == "right" else WRONG_PIN)

    def can_change(self, card: str) -> bool:
        """Whether it takes its right PIN without another warning."""
        return self.chips[card].tries_left > 1

    def digits(self, digits: str) -> None:
        """Where they can be keyed in."""
        if isinstance(self.hall.runner.state, PADS):
            self.hall.key(HOLDER, digits)

    def right_pin(self, card: str) -> str:
        """The real card's."""
        changes = [deed.about.hex() for deed in self.chips[card].deeds if deed.kind is Kind.CHANGE]
        return changes[-1] if changes else OWN_PIN

    @rule(card=cards)
    def seal_again(self, card: str) -> None:
        """The issuer seals a card once more, so that there is something to win."""
        if card == NOT_LISTED:
            return
        with self.hall.database.writing() as session:
            session.get_one(CardRow, self.chips[card].profile.identification.hex()).standing = Standing.SEALED
        self.hall.look()

    # --- what is always so

    @invariant()
    def what_the_screen_says_is_so(self) -> None:
        """After each thing that happens."""
        self.says_that_a_card_can_not_be_checked()
        self.tells_no_change_as_done_that_nobody_confirmed()

    def says_that_a_card_can_not_be_checked(self) -> None:
        """Wherever its PIN is asked for, and where it was changed."""
        if not isinstance(self.hall.runner.state, ON_THE_WAY) or self.hall.slots[HOLDER].verdict != "cannot":
            return
        shown = PARTS.project(self.hall.runner.state, TODAY, None)
        assert shown.values["genuine"] == ("unchecked" if self.is_configured else "not-here")

    @invariant()
    def who_has_no_issuer_has_nothing_to_report(self) -> None:
        """Nothing is enabled there, and nothing waits for an issuer that comes one day."""
        assert self.is_configured or self.hall.outbox.due() == ()

    def tells_no_change_as_done_that_nobody_confirmed(self) -> None:
        """Not even by a lie."""
        assert self.hall.slots[HOLDER].agreed or not isinstance(self.hall.runner.state, PinChanged)

    @property
    def wedge(self) -> Wedge:
        """The reader."""
        return self.hall.slots[HOLDER].wedge

    def inside(self, card: str, inside: str) -> Chip | None:
        """What is really in the reader."""
        another = {"itself": self.chips[card], "nothing": None, "another": self.chips["second-card"]}
        return another[inside]


TestWedgeMachine = a_few(WedgeMachine, 7, 15)


@pytest.mark.slow
@pytest.mark.timeout(SHRINKS_S)
def test_the_wedge_at_length() -> None:
    at_length(WedgeMachine, 150, 30)
