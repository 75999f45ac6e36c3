"""Any sequence of commands, resets, power cuts and failing writes agrees with a small model of PIN and counter.

The model is the specification's sentence: an attempt is counted durably before anything is compared, and what a
right PIN brings is one more durable step. So a cut never yields a free guess, nor one attempt more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.unit.emulator.workbench import (
    READ_LOCKER,
    SELECT_EF05,
    SELECT_MF,
    SELECT_SSSE,
    TRIES,
    Bench,
    Fault,
    PowerCut,
)

PINS = ["135790", "246802", "1357", "12345F", "1122334455667788"]
CUT = "power cut"
Trouble: TypeAlias = tuple[Fault, int] | None

pins = st.sampled_from(PINS)
guesses = st.none() | pins  # None is the right one
mostly = st.sampled_from([True, True, False])
troubles: st.SearchStrategy[Trouble] = st.none() | st.tuples(
    st.sampled_from([Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.FAILURE, Fault.FAILURE_AFTER]), st.integers(1, 3)
)
malformed = st.sampled_from(
    [
        ("0020000001AA", "6700"),
        ("0020000009111111111111111111", "6700"),
        ("00200000031111", "6700"),
        ("0020000106111111", "6A86"),
        ("805E010007135790AF246802", "6A80"),
        ("805E01000713579AFF246802", "6A80"),
        ("805E010007135790FF2F6802", "6A80"),
        ("805E010008135790FFFF246802", "6A80"),
        ("805E010004FF111111", "6700"),
        ("805E000007135790FF246802", "6A86"),
        ("8020000003135790", "6D00"),
    ]
)


class PinCounter(RuleBasedStateMachine):
    """A card beside its model."""

    t1 = False

    @initialize(limit=st.integers(1, 15), used=st.integers(0, 15))
    def personalise(self, limit: int, used: int) -> None:
        """A new card with some attempts used already."""
        self.pin, self.limit, self.left = PINS[0], limit, max(1, limit - used)
        self.verified, self.in_ssse = False, False
        self.bench = Bench(t1=self.t1, pin_limit=str(limit), pin_remaining=str(self.left))

    @rule(guess=guesses, selected=mostly, trouble=troubles, reopened=st.booleans())
    def verify(self, guess: str | None, selected: bool, trouble: Trouble, reopened: bool) -> None:
        """VERIFY with any PIN, mostly where the PIN is."""
        if selected:
            self.select(SELECT_SSSE)
        guess = guess or self.pin
        command = f"00200000{len(guess) // 2:02X}{guess}"
        self._prove(command, guess == self.pin, lambda: None, proved=True, trouble=trouble, reopened=reopened)

    @rule(old=guesses, new=pins, selected=mostly, trouble=troubles, reopened=st.booleans())
    def change(self, old: str | None, new: str, selected: bool, trouble: Trouble, reopened: bool) -> None:
        """CHANGE PIN from any PIN to any, mostly where the PIN is."""
        if selected:
            self.select(SELECT_SSSE)
        old = old or self.pin
        command = f"805E0100{len(old + new) // 2 + 1:02X}{old}FF{new}"

        def replaced() -> None:
            self.pin = new

        self._prove(command, old == self.pin, replaced, proved=False, trouble=trouble, reopened=reopened)

    @rule(command=malformed)
    def send_malformed(self, command: tuple[str, str]) -> None:
        """A malformed command is told so before its place is, and costs nothing."""
        assert self.bench.say(command[0]) == command[1]

    @rule(command=st.sampled_from([SELECT_MF, SELECT_SSSE, SELECT_EF05, "00A4040C0411223344"]))
    def select(self, command: str) -> None:
        """Select an application, a file, or nothing that is there."""
        self.bench.say(command)
        self.in_ssse = {SELECT_MF: False, SELECT_SSSE: True}.get(command, self.in_ssse)

    @rule(how=st.sampled_from(["reset", "off", "reopen"]))
    def power(self, how: str) -> None:
        """Reset, power off, or begin anew with what is durable."""
        if how == "reset":
            self.bench.card.reset()
        elif how == "off":
            self.bench.card.power_off()
        else:
            self.bench.reopen()
        self.verified = self.in_ssse = False

    @invariant()
    def what_is_durable_is_the_model(self) -> None:
        """Were the power cut now, this is what would be found."""
        cells = self.bench.store.inner.load()
        assert (cells["pin.remaining"][0], cells["pin.value"].hex().upper()) == (self.left, self.pin)

    @invariant()
    def what_the_card_tells_is_the_model(self) -> None:
        """The attempts in both forms of the empty VERIFY, and whether the locker opens."""
        told = (f"63C{self.left:X}" if self.left else "6983") if self.in_ssse else "6985"
        locker = ("4002CAFE9000" if self.verified else "6982") if self.in_ssse else "6A82"
        assert [self.bench.say(each) for each in (TRIES, TRIES + "00", READ_LOCKER)] == [told, told, locker]

    def _prove(
        self, command: str, right: bool, reward: Callable[[], None], *, proved: bool, trouble: Trouble, reopened: bool
    ) -> None:
        if trouble:
            self.bench.store.plan(*trouble)
        before = self.left
        expected = self._expected(right, reward, trouble)
        try:
            answer = self.bench.say(command)
        except PowerCut:
            answer = CUT
            self.power("reopen" if reopened else "reset")
        self.bench.store.forget_plan()

        assert answer == expected
        if not right:
            assert self.left <= before
        if answer == "9000":
            self.verified = proved
        elif answer[:3] == "63C":
            self.verified = False
        elif answer == "6581" and self.verified:  # a proof that could not be made: it may be dropped, never granted
            self.verified = self.bench.say(READ_LOCKER) != "6982"

    def _expected(self, right: bool, reward: Callable[[], None], trouble: Trouble) -> str:
        """The answer by the model, which goes on as far as the trouble lets it."""
        if not self.in_ssse:
            return "6985"
        if self.left == 0:
            return "6983"

        def count() -> None:
            self.left -= 1

        def give_back() -> None:
            self.left = self.limit
            reward()

        fault, at = trouble or (None, 0)
        for number, step in enumerate([count, give_back] if right else [count], start=1):
            if number == at and fault is Fault.CUT_BEFORE:
                return CUT
            if number == at and fault is Fault.FAILURE:
                return "6581"
            step()
            if number == at:
                return CUT if fault is Fault.CUT_AFTER else "6581"
        return "9000" if right else f"63C{self.left:X}"


class PinCounterT1(PinCounter):
    """The same under T=1."""

    t1 = True


_SETTINGS = settings(
    max_examples=70, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestPinCounterT0 = PinCounter.TestCase
TestPinCounterT0.settings = _SETTINGS
TestPinCounterT1 = PinCounterT1.TestCase
TestPinCounterT1.settings = _SETTINGS
