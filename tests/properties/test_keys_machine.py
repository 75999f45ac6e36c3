"""Any sequence of selections, challenges and proofs agrees with a small model of keys: where each works, for what, how
often it may be tried, and what its proof opens.

Of what cards do wrong elsewhere it would find: a proof that is cached so that a later wrong one passes, a challenge
that can be replayed, one limit for all, and a key that serves more than its one use.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.properties.places import GLOBAL, KEYS, OUTSIDE, SELECTED
from tests.support.terminal import INFO
from tests.support.workbench import RIGHT_PIN, WRONG_PIN, Bench

NOT_EXTERNAL = ("IRK", "STK", "BK", "PIK")


def _any_of(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset((name,)) for name in names)


# What opens to reading, by SFI: any of these sets, proved whole.
OPENED: dict[str, dict[int, tuple[frozenset[str], ...]]] = {
    "SSSE": {6: _any_of("RKSSSE")},
    "DF01": dict.fromkeys((5, 6, 7), _any_of("PIN", "RK1DF01")),
    "DF03": {5: _any_of("PIN", "RK1DF03"), 6: _any_of("PIN", "RK1DF03"), 7: _any_of("PIN", "RK2DF03")},
    "DF04": {5: _any_of("PIN"), 6: (frozenset(("PIN", "RK1DF04")),), 8: _any_of("PIN")},
}
FAILING_SELECTS = ["00A4040C06D15600000505", "00A4020C02EFFF", "00A4010C023F00", "00A404010411223344", "00A40000013F"]
LIMIT, PINS = 10, 6
BLOCK_SIZES = {"sm4": 16, "3des": 8}

ids = st.sampled_from([0x04, 0x06, 0x0A, 0x83, 0x84, 0x85, 0x88])
any_ids = st.sampled_from([*GLOBAL, *range(0x82, 0x8A), 0x07, 0xFF])
places = st.sampled_from([*SELECTED, "SSSE", "DF01", "DF03", "DF04"])


class KeysMachine(RuleBasedStateMachine):
    """A card beside its model."""

    @initialize(t1=st.booleans(), algorithm=st.sampled_from(["sm4", "3des"]))
    def personalise(self, t1: bool, algorithm: str) -> None:
        """A new card, in the MF."""
        self.bench = Bench(t1=t1, application_algorithm=f'"{algorithm}"')
        self.terminal, self.block = self.bench.terminal, BLOCK_SIZES[algorithm]
        self.names = {name for keys in KEYS.values() for name in keys.values()}
        self.left = dict.fromkeys(self.names, LIMIT)
        self.place, self.proved, self.challenge, self.spent = "MF", set[str](), b"", bytes(8)
        self.blocked, self.moves, self.pin, self.pins_left = "", 0, False, PINS

    @rule(place=places)
    def select(self, place: str) -> None:
        """An application from anywhere; DF05 by its file id, from SSSE and its DFs."""
        self.moves += 1
        reachable = place != "DF05" or self.place not in OUTSIDE
        told = "9000" if reachable else "6A82"
        if self.blocked:
            told = self.blocked if self.blocked == "6A81" or place not in OUTSIDE else "9000"
        assert self.bench.say(SELECTED[place]) == told
        if told == "9000" and place != self.place:
            self.place, self.challenge = place, b""
            self.proved.clear()

    @rule(command=st.sampled_from(FAILING_SELECTS))
    def select_nothing(self, command: str) -> None:
        """A failing SELECT; the invariants see that nothing changed."""
        answer = self.bench.say(command)
        assert answer == self.blocked if self.blocked else answer in ("6A82", "6A86", "6700")

    @rule(size=st.sampled_from([4, 8, 8, 8, 16]))
    def get_challenge(self, size: int) -> None:
        """The latest is the one that is used."""
        answer = self.bench.say(f"00840000{size:02X}")
        if self.blocked or self.place == "bank":
            assert answer == (self.blocked or "6985")
        else:
            assert (answer[-4:], len(answer)) == ("9000", 2 * size + 4)
            self.challenge = bytes.fromhex(answer)[:-2]

    @rule(
        key=ids,
        fresh=st.sampled_from([True, True, False]),
        how=st.sampled_from(["right", "right", "wrong", "replayed", "another key's"]),
    )
    def authenticate(self, key: int, fresh: bool, how: str) -> None:
        """EXTERNAL AUTHENTICATE, as it should be or not."""
        if fresh:
            self.get_challenge(8)
        name = KEYS[self.place].get(key, GLOBAL.get(key, "LKDF03"))
        used = self.spent if how == "replayed" else self.challenge
        of = next(each for each in sorted(self.names) if each != name) if how == "another key's" else name
        proof = self.terminal.algorithm.authentication_data(self.terminal.keys[of], used[: self.block], INFO)
        if how == "wrong":
            proof = bytes((proof[0] ^ 0x80,)) + proof[1:]
        answer = self.bench.say(f"008200{key:02X}10{(proof + INFO).hex()}")
        told = self._refused(key, name)
        if told:
            assert answer == told
            return
        right = of == name and used == self.challenge and how != "wrong"
        self.left[name] = LIMIT if right else self.left[name] - 1
        self.proved = self.proved | {name} if right else self.proved - {name}
        self.spent, self.challenge = self.challenge, b""
        assert answer == ("9000" if right else f"63C{self.left[name]:X}")

    @rule(key=ids, times=st.integers(1, LIMIT))
    def fail_again_and_again(self, key: int, times: int) -> None:
        """Wrong proofs in a row, which lock a key for ever."""
        for _ in range(times):
            self.authenticate(key, True, "wrong")

    @rule(key=any_ids, lc=st.sampled_from([0, 8, 15, 17]))
    def authenticate_malformed(self, key: int, lc: int) -> None:
        """Too short or too long: no attempt, no challenge spent. A key with another use counts as P2."""
        answer = self.bench.say(f"008200{key:02X}" + (f"{lc:02X}" + "00" * lc if lc else ""))
        if self.blocked or self.place not in OUTSIDE:
            known = KEYS[self.place].get(key, "IRK") not in NOT_EXTERNAL
            assert answer == (self.blocked or ("6700" if known else "6A88"))

    @rule(key=any_ids)
    def answer_a_challenge(self, key: int) -> None:
        """INTERNAL AUTHENTICATE: with IRK, with PIK once the PIN was verified, and no other key."""
        factor = bytes(range(8))
        answer = self.bench.ask(f"008800{key:02X}10{(factor + INFO).hex()}")
        if self.blocked:
            assert answer == self.blocked
        elif (name := GLOBAL.get(key)) not in ("IRK", "PIK"):
            assert answer == "6A88"
        elif self.place in OUTSIDE:
            assert answer == "6985"
        elif name == "PIK" and not self.pin:
            assert answer == "6982"
        else:
            data = self.terminal.algorithm.authentication_data(self.terminal.keys[name], factor, INFO)
            assert answer == data.hex().upper() + "9000"

    @rule(right=st.sampled_from([True, True, False]))
    def verify(self, right: bool) -> None:
        """VERIFY, which PIK waits for: it outlives every selection, and no wrong PIN."""
        answer = self.bench.say(RIGHT_PIN if right else WRONG_PIN)
        if self.blocked or self.place in OUTSIDE or self.pins_left == 0:
            assert answer == (self.blocked or ("6985" if self.place in OUTSIDE else "6983"))
            return
        self.pin, self.pins_left = right, PINS if right else self.pins_left - 1
        assert answer == ("9000" if right else f"63C{self.pins_left:X}")

    @rule(to_be=st.booleans())
    def ask_for_evidence(self, to_be: bool) -> None:
        """PIK with the PIN verified, or just not."""
        self.verify(to_be)
        self.answer_a_challenge(0x0C)

    @precondition(lambda self: self.moves > 4 and not self.blocked)
    @rule(card=st.sampled_from([False, False, True]), wrong=st.booleans(), fresh=st.sampled_from([True, True, False]))
    def block_for_ever(self, card: bool, wrong: bool, fresh: bool) -> None:
        """APPLICATION BLOCK and CARD BLOCK: a challenge and a MAC are enough."""
        if fresh:
            self.get_challenge(8)
        make = self.terminal.blocking_card if card else self.terminal.blocking_application
        answer = self.bench.say(make(self.challenge[: self.block], wrong=wrong))
        told = "6985" if self.place in OUTSIDE else self._no_challenge()
        if told:
            assert answer == told
            return
        self.spent, self.challenge = self.challenge, b""
        assert answer == ("6988" if wrong else "9000")
        if not wrong:
            self.blocked = "6A81" if card else "9303"

    @rule(how=st.sampled_from(["reset", "off", "reopen"]))
    def power(self, how: str) -> None:
        """Reset, power off, or begin anew with what is durable."""
        if how == "reset":
            self.bench.card.reset()
        elif how == "off":
            self.bench.card.power_off()
        else:
            self.bench.reopen()
        self.place, self.challenge, self.pin = "MF", b"", False
        self.proved.clear()

    @invariant()
    def counters_are_each_keys_own(self) -> None:
        """And durable."""
        cells = self.bench.store.inner.load()
        assert {name: cells[f"key.{name}.remaining"][0] for name in self.names} == self.left

    @invariant()
    def just_what_is_proved_opens(self) -> None:
        """Of each file here: does it open, and where a key writes the card's data, does that?"""
        proved = self.proved | ({"PIN"} if self.pin else set())
        for sfi, sets in OPENED.get(self.place, {}).items():
            answer = self.bench.ask(f"00B201{sfi << 3 | 4:02X}")
            opens = any(needed <= proved for needed in sets)
            assert answer == self.blocked if self.blocked else answer.endswith("9000" if opens else "6982")
        if self.place == "SSSE":
            written = "9000" if "UKSSSE" in self.proved else "6982"
            assert self.bench.say("00DC022803020133") == (self.blocked or written)
            unblocked = "6982" if "PUK" not in self.proved else "" if self.challenge else "6984"
            if unblocked or self.blocked:
                assert self.bench.say("842400000400000000") == (self.blocked or unblocked)

    def _refused(self, key: int, name: str) -> str:
        if self.blocked:
            return self.blocked
        if self.place in OUTSIDE:
            return "6985"
        if key not in KEYS[self.place]:
            return "6A88"
        return "6983" if self.left[name] == 0 else self._no_challenge()

    def _no_challenge(self) -> str:
        if not self.challenge:
            return "6984"
        return "6985" if len(self.challenge) > self.block else ""


def length(lives: int) -> settings:
    """Of so many of them."""
    return settings(
        max_examples=lives, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


TestKeys = KeysMachine.TestCase
TestKeys.settings = length(40)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_many_of_them() -> None:
    run_state_machine_as_test(KeysMachine, settings=length(240))
