"""Any sequence of reports, lifts, locks, repeated requests and days that pass agrees with a small model of one dict a
card: a standing, what it was before it was suspended, the last day of a loss."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from emulator import china
from emulator.issuer.answers import Done, OtherCards, Reason, Record, Refused, Standing
from emulator.issuer.differences import differences
from emulator.issuer.standings import SETTLED, SUSPENDED, Actor, allowed
from tests.unit.emulator.issuer.registry_scenes import CARDS, Bench

PLAYED = {"normal": Standing.NORMAL, "second-card": Standing.NORMAL, "sealed": Standing.SEALED}
HOLDERS_OTHER = {"normal": "second-card", "second-card": "normal"}

cards = st.sampled_from(sorted(PLAYED))
standings = st.sampled_from(Standing)
actors = st.sampled_from(Actor)


@dataclass
class Played:
    """A card, as the model has it."""

    standing: Standing
    settled: Standing
    last_day: date | None = None
    put_down: list[tuple[Standing, Standing, Actor]] = field(default_factory=list)

    def now(self, day: date) -> Standing:
        """A loss whose last day has passed is none."""
        return self.settled if self.last_day is not None and day > self.last_day else self.standing

    def become(self, after: Standing, actor: Actor, day: date, lost_days: int) -> None:
        """The change, after the end of a loss that nobody put down yet."""
        if self.now(day) is not self.standing:
            self.put_down.append((self.standing, self.settled, Actor.CLOCK))
            self.standing = self.settled
        self.put_down.append((self.standing, after, actor))
        self.standing = after
        self.settled = after if after in SETTLED else self.settled
        self.last_day = day + timedelta(lost_days) if after is Standing.TEMPORARILY_LOST else None


@dataclass(frozen=True)
class Request:
    """A change that somebody asks for."""

    card: str
    after: Standing
    seen: Standing
    actor: Actor
    lost_days: int


class RegistryMachine(RuleBasedStateMachine):
    """A registry beside its model."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.played = {card: Played(standing, standing) for card, standing in PLAYED.items()}
        self.answered: dict[str, tuple[Request, Done | Refused]] = {}

    @rule(
        card=cards,
        after=standings,
        actor=actors,
        lost_days=st.integers(1, 9),
        up_to_date=st.integers(0, 9),
        other=standings,
    )
    def change(
        self, card: str, after: Standing, actor: Actor, lost_days: int, up_to_date: int, other: Standing
    ) -> None:
        """A change under a new key, asked for by who has seen the present standing, or now and then another."""
        seen = self.played[card].now(self.day) if up_to_date else other
        self._ask(self.bench.key(), Request(card, after, seen, actor, lost_days))

    @rule(card=cards, data=st.data(), lost_days=st.integers(1, 9))
    def change_as_allowed(self, card: str, data: st.DataObject, lost_days: int) -> None:
        """One of those that the table has."""
        seen = self.played[card].now(self.day)
        possible = [(after, actor) for after in Standing for actor in Actor if allowed(seen, after, actor)]
        if possible:
            after, actor = data.draw(st.sampled_from(possible))
            self._ask(self.bench.key(), Request(card, after, seen, actor, lost_days))

    @precondition(lambda self: self.answered)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        """The same request under the same key, whatever happened since."""
        key = data.draw(st.sampled_from(sorted(self.answered)))
        request, answer = self.answered[key]

        assert self._say(key, request) == answer

    @precondition(lambda self: self.answered)
    @rule(data=st.data(), card=cards, after=standings)
    def ask_otherwise(self, data: st.DataObject, card: str, after: Standing) -> None:
        """Another request under a key that was used."""
        key = data.draw(st.sampled_from(sorted(self.answered)))
        request, _ = self.answered[key]
        other = Request(card, after, request.seen, request.actor, request.lost_days)
        if other != request:
            assert self._say(key, other) == Refused(Reason.CONFLICT)

    @rule(card=cards)
    def enable(self, card: str) -> None:
        """A terminal reports the first change of a PIN."""
        played = self.played[card]
        standing = played.now(self.day)
        answer = self.bench.registry.enable(CARDS[card], terminal="610100-0007", key=self.bench.key())

        assert answer == (Done() if standing in SETTLED else Refused(Reason.NOT_ALLOWED))
        if standing is Standing.SEALED:
            played.become(Standing.NORMAL, Actor.TERMINAL, self.day, 0)

    @rule(hours=st.sampled_from([1, 12, 24, 24 * 5]))
    def wait(self, hours: int) -> None:
        """Some time."""
        self.bench.clock.pass_by(hours=hours)

    @invariant()
    def what_is_told_is_what_the_model_has(self) -> None:
        """Of each card, and of its holder's other one."""
        for card, played in self.played.items():
            record, standing = self.bench.registry.record(CARDS[card]), played.now(self.day)
            assert isinstance(record, Record)
            last_day = played.last_day if standing is Standing.TEMPORARILY_LOST else None
            assert (record.standing, record.lost_until) == (standing, last_day)
        for card, other in HOLDERS_OTHER.items():
            others = self.bench.registry.others(CARDS[card])
            assert isinstance(others, OtherCards)
            assert [each.standing for each in others.cards] == [self.played[other].now(self.day)]

    def teardown(self) -> None:
        """What is put down is what happened, nothing more, nothing less, and it agrees with itself."""
        for card, played in self.played.items():
            found = [(each.before, each.after, each.actor) for each in self.bench.registry.history(CARDS[card])]
            assert found == played.put_down
        with self.bench.database.reading() as session:
            assert differences(session) == ()
        self.bench.database.close()

    @property
    def day(self) -> date:
        """In China."""
        return china.day(self.bench.clock())

    def _ask(self, key: str, request: Request) -> None:
        played = self.played[request.card]
        standing = played.now(self.day)
        strays = standing in SUSPENDED and request.after in SETTLED and request.after is not played.settled
        if request.seen is not standing:
            expected: Done | Refused = Refused(Reason.CONFLICT)
        elif strays or not allowed(standing, request.after, request.actor):
            expected = Refused(Reason.NOT_ALLOWED)
        else:
            expected = Done()
            played.become(request.after, request.actor, self.day, request.lost_days)
        answer = self._say(key, request)
        self.answered[key] = request, answer

        assert answer == expected

    def _say(self, key: str, request: Request) -> Done | Refused:
        return self.bench.registry.change(
            CARDS[request.card],
            request.after,
            seen=request.seen,
            actor=request.actor,
            by="somebody",
            key=key,
            lost_days=request.lost_days,
        )


def length(lives: int) -> settings:
    """Of so many of them."""
    return settings(
        max_examples=lives, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


TestRegistryMachine = RegistryMachine.TestCase
TestRegistryMachine.settings = length(10)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_many_of_them() -> None:
    run_state_machine_as_test(RegistryMachine, settings=length(60))
