"""Random and mutated commands for one card after another, thousands a second, each change of memory witnessed.

`python -m tests.properties.barrage 200000` sends that many and says how it went.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from emulator.iso7816.command import EXTENDED_ALL, Command, MalformedApdu
from tests.properties.places import KEYS, OUTSIDE
from tests.properties.script import END_OF_THE_CARD, SCRIPT
from tests.properties.witness import Witness
from tests.support.workbench import SELECT_SSSE, Bench

A_CARDS_LIFE, AFTER_ITS_END = 200, 8  # commands
SEEDS = tuple(bytes.fromhex(line) for line in (*SCRIPT, *END_OF_THE_CARD) if line == line.upper())
WRITES = tuple(bytes.fromhex(line) for line in ("00DC022803020134", "00D6870203A1B2C3", "00DC31C803310122"))
LONGEST = 300


@dataclass
class Tally:
    """How many commands were sent, how many changed the memory, what was answered, and the slowest answer in s."""

    sent: int = 0
    changed: int = 0
    cards: int = 0
    slowest: float = 0.0
    answers: Counter[str] = field(default_factory=Counter)


def barrage(commands: int, seed: int) -> Tally:
    """Send so many. Raises AssertionError, naming the seed and the card's number, at the first that is not as it
    should be.
    """
    tally = Tally()
    while tally.sent < commands:
        tally.cards += 1
        chance = Random(f"{seed}/{tally.cards}")
        try:
            _one_card(chance, min(A_CARDS_LIFE, commands - tally.sent), tally)
        except AssertionError as error:
            error.add_note(f"seed {seed}, card {tally.cards}")
            raise
    return tally


def _one_card(chance: Random, commands: int, tally: Tally) -> None:
    bench = Bench(
        t1=chance.random() < 0.5,
        application_algorithm=chance.choice(['"sm4"', '"3des"']),
        pin_limit="15",
        pin_remaining=str(chance.choice((0, 1, 15, 15))),
        random=chance.randbytes,
    )
    nearly_locked = {name: b"\x01" for name in bench.store.load() if name[:4] == "key." and name[-9:] == "remaining"}
    bench.store.inner.write(nearly_locked if chance.random() < 0.3 else {})
    bench.reopen()
    witness = Witness(bench.terminal)
    store, left = bench.store.inner, commands
    apdu = bytes.fromhex(SELECT_SSSE)
    while left > 0:
        before, start = store.load(), monotonic()
        answer = bench.card.transmit(apdu)
        tally.slowest = max(tally.slowest, monotonic() - start)
        after = store.load()
        try:
            witness.sees(apdu, answer, before, after)
        except AssertionError as error:
            error.add_note(f"{apdu.hex().upper()} in {witness.place} → {answer.hex().upper()}, t1 {bench.t1}")
            raise
        left -= 1
        tally.sent += 1
        tally.changed += before != after
        tally.answers[_family(answer)] += 1
        if "block" in after and "block" not in before:
            left = min(left, AFTER_ITS_END)
        if chance.random() < 0.01:
            bench.card.reset()
            witness.reset()
        apdu = _next(chance, bench, witness)


def _next(chance: Random, bench: Bench, witness: Witness) -> bytes:
    make, mutations = (
        chance.choices((_seed, _proof, _fetch, _random_bytes, _random_body), weights=(42, 28, 7, 9, 14))[0],
        chance.choice((0, 0, 0, 0, 1, 1, 2, 3)),
    )
    apdu = make(chance, bench, witness)
    if chance.random() < 0.1:
        apdu = _extended(apdu)
    for _ in range(mutations):
        apdu = _mutated(chance, apdu)
    return apdu


def _seed(chance: Random, bench: Bench, witness: Witness) -> bytes:
    return chance.choice(WRITES if chance.random() < 0.1 else SEEDS)


def _proof(chance: Random, bench: Bench, witness: Witness) -> bytes:
    """A proof or a message that is right, but for a challenge that may be missing, spent or too long."""
    if not witness.challenge and chance.random() < 0.9:
        return bytes.fromhex(chance.choice(("0084000008", "0084000004", "0084000010")))
    terminal, challenge = bench.terminal, witness.challenge[: bench.terminal.algorithm.block]
    wrong = chance.random() < 0.2
    if witness.place in OUTSIDE:
        return bytes.fromhex(SELECT_SSSE)
    makes: tuple[Callable[[], str], ...] = (
        lambda: terminal.proof(chance.choice(list(KEYS[witness.place].values())), challenge, wrong=wrong),
        lambda: terminal.proof(chance.choice(("PUK", "UKSSSE", "RKSSSE")), challenge, wrong=wrong),
        lambda: terminal.unblocking(None, challenge, wrong=wrong),
        lambda: terminal.unblocking(chance.choice(("135790", "1357", "24680A")), challenge, wrong=wrong),
        lambda: terminal.blocking_application(challenge, wrong=wrong or chance.random() < 0.8),
        lambda: terminal.blocking_card(challenge, wrong=wrong or chance.random() < 0.8),
    )
    return bytes.fromhex(chance.choices(makes, weights=(5, 5, 4, 4, 1, 1))[0]())


def _fetch(chance: Random, bench: Bench, witness: Witness) -> bytes:
    """GET RESPONSE, whether something waits or not."""
    return bytes.fromhex(chance.choice(("00C0000000", "00C0000001", "00C0000004", "00C0000008")))


def _random_bytes(chance: Random, bench: Bench, witness: Witness) -> bytes:
    return chance.randbytes(chance.randrange(chance.choice((6, 20, LONGEST))))


def _random_body(chance: Random, bench: Bench, witness: Witness) -> bytes:
    """A command of the card's with anything behind its header, its length right."""
    seed = chance.choice(SEEDS)
    header = seed[:4] if chance.random() < 0.7 else seed[:2] + chance.randbytes(2)
    data = chance.randbytes(chance.randrange(chance.choice((3, 20, 256))))
    le = chance.choice((b"", b"", b"\x00", chance.randbytes(1)))
    return header + (bytes((len(data),)) + data if data else b"") + le


def _extended(apdu: bytes) -> bytes:
    try:
        command = Command.parse(apdu)
    except MalformedApdu:
        return apdu
    le = EXTENDED_ALL if command.asks_for_all else command.le
    return Command(apdu[0], apdu[1], apdu[2], apdu[3], command.data, le, extended=True).encode()


def _mutated(chance: Random, apdu: bytes) -> bytes:
    """One byte changed, put in or taken out, or the end cut off."""
    at, byte = chance.randrange(len(apdu) + 1), chance.randbytes(1)
    return chance.choice(
        (apdu[:at] + byte + apdu[at + 1 :], apdu[:at] + byte + apdu[at:], apdu[:at] + apdu[at + 1 :], apdu[:at])
    )


def _family(answer: bytes) -> str:
    sw = answer[-2:].hex().upper()
    return sw[:2] + "xx" if sw[:2] in ("61", "6C") else sw[:3] + "x" if sw[:3] == "63C" else sw


if __name__ == "__main__":
    begun = monotonic()
    done = barrage(int(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    words = " ".join(f"{sw}:{count}" for sw, count in sorted(done.answers.items()))
    sys.stdout.write(
        f"{done.sent:,} commands to {done.cards:,} cards in {monotonic() - begun:.1f} s: all answered, no defect; "
        f"{done.changed:,} changed the memory, each as it may; slowest {done.slowest * 1000:.1f} ms\n{words}\n"
    )
