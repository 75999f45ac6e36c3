"""Every command × place × security state × lock × form: the card says what the order of checks says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator.card.card import Card
from emulator.card.crypto import ALGORITHMS
from emulator.card.personalise import keys_of_card, new_memory, tree_of
from emulator.card.table import TABLE
from emulator.store.volatile import VolatileStore
from tests.support.terminal import CHALLENGE as GET_CHALLENGE
from tests.support.terminal import Terminal
from tests.support.workbench import RIGHT_PIN, SELECT_MF, SELECT_SSSE, TODAY, profile
from tests.unit.emulator.card.answers import PIN, PLACES, SSSE_FAMILY, Lock, World, status_word
from tests.unit.emulator.card.file_tries import NAMES
from tests.unit.emulator.card.forms import Sent
from tests.unit.emulator.card.proof_tries import WRITE_KEY, proofs_at
from tests.unit.emulator.card.tries import tries_at

CHALLENGE = bytes(range(1, 17))
_MEMORY_KEPT = ("SELECT", "GET CHALLENGE", "READ RECORD")
SELECTS = {
    "MF": SELECT_MF,
    "DF05": "00A4000C02DF05",
    **{place: f"00A4040C{len(name) // 2:02X}{name}" for place, name in NAMES.items()},
}


def worlds(t1: bool, algorithm: str, place: str) -> Iterator[World]:
    """Every state that a card can be in here."""
    key = WRITE_KEY.get(place, "UKSSSE")
    for proved in proofs_at(place):
        for challenge in (None, 8) if place != "bank" else (None,):
            yield World(t1, algorithm, place, proved, challenge, Lock.NONE, key)
        if proved <= {"PUK"}:  # what is locked can't have been proved
            for lock in (Lock.PIN, Lock.KEY):
                yield World(t1, algorithm, place, proved, 8 if place != "bank" else None, lock, key)
    if place != "bank":
        yield World(t1, algorithm, place, proved, 16, Lock.NONE, key)
    for lock in (Lock.APPLICATION, Lock.CARD):
        yield World(t1, algorithm, place, frozenset((PIN,)), None, lock, key)


class Stand:
    """Cards of one algorithm and protocol, brought into any state by commands alone."""

    def __init__(self, *, t1: bool, algorithm: str) -> None:
        self.profile = profile(application_algorithm=f'"{algorithm}"')
        self.t1 = t1
        self.algorithm = ALGORITHMS[algorithm]
        self.tree, self.cells = tree_of(self.profile), new_memory(self.profile, TODAY, {})
        self.terminal = Terminal(self.say, self.algorithm, keys_of_card(self.profile, {}))
        self.proofs = {key: self.terminal.proof(key, CHALLENGE[:8]) for key in self.terminal.keys}

    def say(self, *commands: str) -> str:
        """Send each command; the last one's answer."""
        answer = b""
        for command in commands:
            answer = self.card.transmit(bytes.fromhex(command))
        return answer.hex().upper()

    def bring_into(self, world: World, after: Sent | None = None) -> None:
        """A card in the state `world`: a new one, or the same where `after` can't have changed its memory."""
        if after and after.what.command in _MEMORY_KEPT and world.lock not in (Lock.APPLICATION, Lock.CARD):
            self.card.reset()
        else:
            self._make(world)
        self.say(SELECT_SSSE)
        if PIN in world.proved:
            assert self.say(RIGHT_PIN) == "9000"
        blocked = {Lock.APPLICATION: self.terminal.block_application, Lock.CARD: self.terminal.block_card}
        if world.place in SSSE_FAMILY:
            self.say(SELECTS[world.place])
        for key in world.proved - {PIN}:
            assert self.say(GET_CHALLENGE, self.proofs[key]) == "9000"
        if world.lock in blocked:
            assert blocked[world.lock]() == "9000"
        if world.place not in SSSE_FAMILY:
            self.say(SELECTS[world.place])
        if world.challenge:
            self.say(f"00840000{world.challenge:02X}")

    def _make(self, world: World) -> None:
        locked = {Lock.PIN: "pin.remaining", Lock.KEY: f"key.{world.locked_key}.remaining"}.get(world.lock)
        store = VolatileStore(self.cells | ({locked: b"\0"} if locked else {}))
        atr = self.profile.atr_for(t1=self.t1)
        self.card = Card(
            atr=atr, t1=self.t1, tree=self.tree, algorithm=self.algorithm, store=store, random=lambda n: CHALLENGE[:n]
        )


def spends(sw: int, sent: Sent) -> bool:
    """True where this answer leaves the card in another state than the next command is to find."""
    if sent.what.command in ("READ BINARY", "INTERNAL AUTHENTICATE"):
        return False  # no try that comes later asks for the current file
    return sw >> 8 in (0x90, 0x61, 0x63) or sw == 0x6988 or (sw == 0x6A80 and not sent.what.faults)


def test_it_is_tried_with_every_command_of_the_card() -> None:
    stand = Stand(t1=False, algorithm="sm4")
    tried = {sent.what.command for sent in tries_at("SSSE", stand.terminal, bytes(8))}

    assert tried == {row.name for row in TABLE}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("t1", "algorithm"),
    [
        pytest.param(False, "sm4", id="t0-sm4"),
        pytest.param(True, "3des", id="t1-3des"),
        pytest.param(False, "3des", id="t0-3des", marks=pytest.mark.slow),
        pytest.param(True, "sm4", id="t1-sm4", marks=pytest.mark.slow),
    ],
)
def test_the_card_answers_as_the_order_of_checks_says(t1: bool, algorithm: str, place: str) -> None:
    stand = Stand(t1=t1, algorithm=algorithm)
    tables = {size: tries_at(place, stand.terminal, CHALLENGE[:size][: stand.algorithm.block]) for size in (8, 16)}
    wrong, tried = [], 0
    for world in worlds(t1, algorithm, place):
        stand.bring_into(world)
        for sent in tables[world.challenge or 8]:
            expected = status_word(world, sent.what)
            answer = stand.card.transmit(sent.apdu)
            tried += 1
            sw = int.from_bytes(answer[-2:], "big")
            if sw != expected:
                wrong.append(
                    (world, sent.what.command, sent.what.form, sent.apdu.hex(), f"{expected:04X}", f"{sw:04X}")
                )
            if spends(sw, sent):
                stand.bring_into(world, sent)
    assert wrong[:5] == []
    assert tried > 2_500
