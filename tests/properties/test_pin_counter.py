"""Any sequence of commands, resets, power cuts and failing writes agrees with a small model of PIN, counter and PUK.

The model is the specification's sentences: an attempt is counted durably before anything is compared, and what a right
PIN or message brings is one more durable step. So a cut never yields a free guess, nor one attempt more.

Of what cards do wrong elsewhere it would find: a verified PUK that outlives a later wrong one, an empty VERIFY that
answers 9000 after success, a change that forgets to reset the counter, a stale PIN length after an unblock, the PUK's
limit taken from the PIN's, a challenge that can be replayed, and comparing before counting. And a PIK that answers
where the PIN was not verified since the power came on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.support.terminal import INFO
from tests.support.workbench import (
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
NO_PINS = ["", "12", "24680A", "F24680", "12FF", "112233445566778899"]
BLOCK_SIZES = {"sm4": 16, "3des": 8}
KEY_LIMIT = 10
CUT = "power cut"
ASK_PIK = f"0088000C10{2 * INFO.hex()}"
Trouble: TypeAlias = tuple[Fault, int] | None
Step: TypeAlias = Callable[[], None]

pins = st.sampled_from(PINS)
# What ends a state is rarer than what builds it up: else nothing that takes four steps would ever be seen.
guesses = st.sampled_from([*[None] * 5, *PINS])  # None is the right one
mostly = st.sampled_from([True, True, True, False])
rarely = st.sampled_from([False, False, False, True])
FAULTS = (Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.FAILURE, Fault.FAILURE_AFTER)
troubles: st.SearchStrategy[Trouble] = st.sampled_from(
    [*[None] * 30, *((fault, write) for fault in FAULTS for write in (1, 2, 3))]
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
        ("805E010004FF11111A", "6A80"),
        ("805E010002FF11", "6700"),
        ("805E000007135790FF246802", "6A86"),
        ("8020000003135790", "6D00"),
        ("8424000005E4A319CC00", "6700"),
        ("8424000204E4A319CC", "6A86"),
        ("8024000004E4A319CC", "6D00"),
        ("008200060F" + "00" * 15, "6700"),
        ("0084000000", "6700"),
    ]
)


class PinCounter(RuleBasedStateMachine):
    """A card beside its model."""

    @initialize(
        limit=st.integers(1, 15),
        used=st.integers(0, 4),
        t1=st.booleans(),
        algorithm=st.sampled_from(["sm4", "3des"]),
        without=rarely,
    )
    def personalise(self, limit: int, used: int, t1: bool, algorithm: str, without: bool) -> None:
        """A new card with some attempts used already, or without a PIN yet."""
        self.pin, self.limit, self.left, self.puk_left = PINS[0], limit, max(1, limit - used), KEY_LIMIT
        if without:
            self.pin, self.left = "", limit
        self.verified = self.puk = self.in_ssse = False
        self.challenge, self.spent = b"", bytes(8)
        self.block = BLOCK_SIZES[algorithm]
        self.bench = Bench(
            t1=t1,
            application_algorithm=f'"{algorithm}"',
            pin_value=f'"{self.pin}"' if self.pin else None,
            pin_limit=str(limit),
            pin_remaining=str(self.left) if self.pin else None,
            pin_initial="false" if self.pin else None,
        )
        terminal = self.bench.terminal
        self.evidence = terminal.algorithm.authentication_data(terminal.keys["PIK"], INFO, INFO).hex().upper()

    @rule(guess=guesses, selected=mostly, trouble=troubles, reopened=st.booleans())
    def verify(self, guess: str | None, selected: bool, trouble: Trouble, reopened: bool) -> None:
        """VERIFY with any PIN, mostly where the PIN is."""
        self._mostly_in_ssse(selected)
        guess = guess or self.pin or PINS[0]
        command = f"00200000{len(guess) // 2:02X}{guess}"
        self._prove(command, guess == self.pin, lambda: None, proved=True, trouble=trouble, reopened=reopened)

    @rule(old=guesses, new=pins, selected=mostly, trouble=troubles, reopened=st.booleans())
    def change(self, old: str | None, new: str, selected: bool, trouble: Trouble, reopened: bool) -> None:
        """CHANGE PIN from any PIN to any, mostly where the PIN is; the first PIN of a card comes from nothing."""
        self._mostly_in_ssse(selected)
        old = old or self.pin
        command = f"805E0100{len(old + new) // 2 + 1:02X}{old}FF{new}"

        def replaced() -> None:
            self.pin, self.left = new, self.limit

        if not self.pin and not old:
            if self._no_place():
                assert self.bench.say(command) == self._no_place()
            elif self._carry_out(command, [replaced], "9000", trouble, reopened):
                self.verified = False
            return
        self._prove(command, old == self.pin, replaced, proved=False, trouble=trouble, reopened=reopened)

    @rule(size=st.sampled_from([4, 8, 8, 16]))
    def get_challenge(self, size: int) -> None:
        """GET CHALLENGE works in the MF as well."""
        answer = bytes.fromhex(self.bench.say(f"00840000{size:02X}"))
        assert (len(answer), answer[-2:]) == (size + 2, b"\x90\x00")
        self.challenge = answer[:-2]

    @rule(wrong=rarely, replayed=rarely, fresh=mostly, trouble=troubles, reopened=st.booleans())
    def prove_puk(self, wrong: bool, replayed: bool, fresh: bool, trouble: Trouble, reopened: bool) -> None:
        """EXTERNAL AUTHENTICATE with PUK, with the challenge that there is, or with the last one that was used."""
        if fresh:
            self.get_challenge(8)
        used = self.spent if replayed else self.challenge
        command = self.bench.terminal.proof("PUK", used[: self.block], wrong=wrong)
        refused = self._no_place() or ("6983" if self.puk_left == 0 else "") or self._no_challenge()
        if refused:
            assert self.bench.say(command) == refused
            return
        right = not wrong and used == self.challenge

        def count() -> None:
            self.puk_left -= 1

        def give_back() -> None:
            self.puk_left = KEY_LIMIT

        told = "9000" if right else f"63C{self.puk_left - 1:X}"
        if self._carry_out(command, [count, give_back] if right else [count], told, trouble, reopened):
            self.puk = right
            self._spend()

    @rule(
        new=st.none() | pins | st.sampled_from(NO_PINS),
        wrong=rarely,
        replayed=rarely,
        fresh=mostly,
        trouble=troubles,
        reopened=st.booleans(),
    )
    def unblock(
        self, new: str | None, wrong: bool, replayed: bool, fresh: bool, trouble: Trouble, reopened: bool
    ) -> None:
        """PIN UNBLOCK with any PIN, or none, mostly after a fresh challenge."""
        if fresh:
            self.get_challenge(8)
        used = self.spent if replayed else self.challenge
        command = self.bench.terminal.unblocking(new, used[: self.block], wrong=wrong)
        none_kept = "6984" if new is None and not self.pin else ""
        refused = self._no_place() or none_kept or ("" if self.puk else "6982") or self._no_challenge()
        if refused:
            assert self.bench.say(command) == refused
        elif wrong or used != self.challenge:
            assert self.bench.say(command) == "6988"
            self._spend()
        elif new in NO_PINS:
            assert self.bench.say(command) == "6A80"
            self._spend()
        elif self._carry_out(command, [lambda: self._unblocked(new)], "9000", trouble, reopened):
            self.verified = self.verified and new is None
            self._spend()

    @rule()
    def prove_everything(self) -> None:
        """The right PIN and a right proof of PUK, from which most begins."""
        self.verify(None, True, None, False)
        self.prove_puk(False, False, True, None, False)

    @rule(new=st.none() | pins)
    def unblock_rightly(self, new: str | None) -> None:
        """As a service point does, of a card whose PIN may be verified."""
        self.prove_everything()
        self.unblock(new, False, False, True, None, False)

    @rule()
    def leave_and_come_back(self) -> None:
        """It costs PUK's proof and the challenge, not the PIN's."""
        self.select(SELECT_MF)
        self.select(SELECT_SSSE)

    @rule(command=malformed)
    def send_malformed(self, command: tuple[str, str]) -> None:
        """A malformed command is told so before its place is, and costs neither an attempt nor the challenge."""
        assert self.bench.say(command[0]) == command[1]

    @rule(command=st.sampled_from([SELECT_MF, SELECT_SSSE, SELECT_EF05, "00A4040C0411223344"]))
    def select(self, command: str) -> None:
        """Select an application, a file, or nothing that is there."""
        self.bench.say(command)
        there = {SELECT_MF: False, SELECT_SSSE: True}.get(command, self.in_ssse)
        if there is not self.in_ssse:
            self.puk, self.challenge = False, b""
        self.in_ssse = there

    @rule(how=st.sampled_from(["reset", "off", "reopen"]), really=rarely)
    def cut_power(self, how: str, really: bool) -> None:
        """Now and then."""
        if really:
            self.power(how)

    def power(self, how: str) -> None:
        """Reset, power off, or begin anew with what is durable."""
        if how == "reset":
            self.bench.card.reset()
        elif how == "off":
            self.bench.card.power_off()
        else:
            self.bench.reopen()
        self.in_ssse = False
        self._forget_proofs()

    @invariant()
    def what_is_durable_is_the_model(self) -> None:
        """Were the power cut now, this is what would be found."""
        cells = self.bench.store.inner.load()
        assert (cells["pin.remaining"][0], cells["pin.value"].hex().upper()) == (self.left, self.pin)
        assert (cells["pin.limit"][0], cells["key.PUK.remaining"][0]) == (self.limit, self.puk_left)

    @invariant()
    def what_the_card_tells_is_the_model(self) -> None:
        """The attempts in both forms of the empty VERIFY, whether the locker opens, and whether PIK says so."""
        counter = (f"63C{self.left:X}" if self.left else "6983") if self.pin else "9000"
        told = counter if self.in_ssse else "6985"
        locker = ("4002CAFE9000" if self.verified else "6982") if self.in_ssse else "6A82"
        assert [self.bench.say(each) for each in (TRIES, TRIES + "00", READ_LOCKER)] == [told, told, locker]
        evidence = (f"{self.evidence}9000" if self.verified else "6982") if self.in_ssse else "6985"
        assert self.bench.ask(ASK_PIK) == evidence

    def _mostly_in_ssse(self, selected: bool) -> None:
        if selected:
            self.select(SELECT_SSSE)

    def _no_place(self) -> str:
        return "" if self.in_ssse else "6985"

    def _no_challenge(self) -> str:
        if not self.challenge:
            return "6984"
        return "6985" if len(self.challenge) > self.block else ""

    def _spend(self) -> None:
        self.spent, self.challenge = self.challenge, b""

    def _forget_proofs(self) -> None:
        self.verified = self.puk = False
        self.challenge = b""

    def _unblocked(self, new: str | None) -> None:
        self.left, self.pin = self.limit, new or self.pin

    def _prove(
        self, command: str, right: bool, reward: Step, *, proved: bool, trouble: Trouble, reopened: bool
    ) -> None:
        """A command that costs an attempt."""
        refused = self._no_place() or ("" if self.pin else "6984") or ("6983" if self.left == 0 else "")
        if refused:
            assert self.bench.say(command) == refused
            return

        def count() -> None:
            self.left -= 1

        def give_back() -> None:
            self.left = self.limit
            reward()

        told = "9000" if right else f"63C{self.left - 1:X}"
        if self._carry_out(command, [count, give_back] if right else [count], told, trouble, reopened):
            self.verified = right and proved

    def _carry_out(self, command: str, steps: list[Step], told: str, trouble: Trouble, reopened: bool) -> bool:
        """Send `command`; the model takes its durable `steps` as far as the trouble lets it. True: there was none."""
        if trouble:
            self.bench.store.plan(*trouble)
        try:
            answer = self.bench.say(command)
        except PowerCut:
            answer = CUT
            self.power("reopen" if reopened else "reset")
        self.bench.store.forget_plan()

        fault, at = trouble or (None, 0)
        for number, step in enumerate(steps, start=1):
            if number == at and fault in (Fault.CUT_BEFORE, Fault.FAILURE):
                break
            step()
            if number == at:
                break
        else:
            assert answer == told
            return True
        assert answer == (CUT if fault in (Fault.CUT_BEFORE, Fault.CUT_AFTER) else "6581")
        self._forget_proofs()  # a proof that could not be made is dropped, with all others
        return False


def length(lives: int) -> settings:
    """Of so many of them."""
    return settings(
        max_examples=lives, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


TestPinCounter = PinCounter.TestCase
TestPinCounter.settings = length(40)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_many_of_them() -> None:
    run_state_machine_as_test(PinCounter, settings=length(240))
