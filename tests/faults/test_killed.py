"""A card's process killed at random instants: what it answered is durable, and nothing is ever found half done."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from emulator.card.crypto import ALGORITHMS
from emulator.card.memory import STORE
from emulator.card.personalise import new_memory
from emulator.cards import find_card
from emulator.store.sqlite import SqliteStore
from tests.faults.card_process import card_process
from tests.faults.changes import KEY_LEFT, KEY_LIMIT, PIN_LEFT, PIN_LIMIT, Cells
from tests.faults.killable import Killed
from tests.support.emulator_process import Shell
from tests.support.terminal import Terminal
from tests.support.workbench import TODAY

KILLS, KILLS_OF_THE_COMMAND = 48, 3
LATEST_S = 0.12  # after the card's process began to open its memory, or in every other round after its first answer
ENOUGH = 4  # attempts that are left to be lost to a kill between count and reward, again and again
SSSE = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"
NORMAL = find_card("normal")
LEFT_OF_UK = KEY_LEFT.format("UKSSSE")


@dataclass(frozen=True)
class Move:
    """A command, what each of its durable steps changes, and what it answers once all are done."""

    command: str
    steps: tuple[Cells, ...]
    answer: str


def verify(chance: random.Random, terminal: Terminal, cells: Cells) -> Move:
    """VERIFY, right or, where attempts are left, wrong."""
    left, pin = cells[PIN_LEFT][0], cells["pin.value"]
    counted = {PIN_LEFT: bytes((left - 1,))}
    if left > ENOUGH and chance.random() < 0.5:
        return Move("0020000003FFFFFF", (counted,), f"63C{left - 1:X}")
    return Move(f"00200000{len(pin):02X}{pin.hex()}", (counted, {PIN_LEFT: bytes((PIN_LIMIT,))}), "9000")


def change_pin(chance: random.Random, terminal: Terminal, cells: Cells) -> Move:
    """CHANGE PIN to any other of four to ten digits."""
    left, pin, new = cells[PIN_LEFT][0], cells["pin.value"], a_pin(chance)
    counted = {PIN_LEFT: bytes((left - 1,))}
    command = f"805E0100{len(pin + new) + 1:02X}{pin.hex()}FF{new.hex()}"
    return Move(command, (counted, with_pin(new)), "9000")


def unblock(chance: random.Random, terminal: Terminal, cells: Cells) -> Move:
    """PIN UNBLOCK with a new PIN."""
    new = a_pin(chance)
    return Move(terminal.unblocking(new.hex(), terminal.challenge()), (with_pin(new),), "9000")


def authenticate(chance: random.Random, terminal: Terminal, cells: Cells) -> Move:
    """EXTERNAL AUTHENTICATE with UKSSSE, right at least every other time."""
    left = cells[LEFT_OF_UK][0]
    wrong = left == KEY_LIMIT and chance.random() < 0.5
    counted, full = {LEFT_OF_UK: bytes((left - 1,))}, {LEFT_OF_UK: bytes((KEY_LIMIT,))}
    command = terminal.proof("UKSSSE", terminal.challenge(), wrong=wrong)
    return Move(command, (counted,), f"63C{left - 1:X}") if wrong else Move(command, (counted, full), "9000")


def update_record(chance: random.Random, terminal: Terminal, cells: Cells) -> Move:
    """The card's class, over and over, where UKSSSE is proved."""
    record = b"\x02\x01" + bytes((chance.randrange(0x31, 0x35),))
    return Move(f"00DC022803{record.hex()}", ({"record:SSSE/EF05:02": record},), "9000")


def update_binary(chance: random.Random, terminal: Terminal, cells: Cells) -> Move:
    """Two hundred bytes of the photo."""
    at, data, photo = chance.randrange(0x100), chance.randbytes(200), cells["binary:SSSE/EF08"]
    after = photo[:at] + data + photo[at + len(data) :]
    return Move(f"00D688{at:02X}C8{data.hex()}", ({"binary:SSSE/EF08": after},), "9000")


PLAYS: tuple[Callable[[random.Random, Terminal, Cells], Move], ...] = (
    verify,
    change_pin,
    unblock,
    authenticate,
    update_record,
    update_binary,
)
NEEDS_UK = (update_record, update_binary)


class Durable:
    """The memory as it must be found: what was answered, and of one command on its way any of its steps."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "normal.sqlite"
        self.cells = self._found()
        self._pending: tuple[Cells, ...] = ()

    def play(self, say: Callable[..., str], move: Move) -> None:
        """Carry a command out. Raises Killed."""
        self._pending = move.steps
        assert say(move.command) == move.answer
        for step in move.steps:
            self.cells = {**self.cells, **step}
        self._pending = ()

    def look(self) -> int:
        """What is there now is what must be; goes on from it. Returns how many steps of the last command it has."""
        whole = [self.cells]
        for step in self._pending:
            whole.append({**whole[-1], **step})
        self.cells = self._found()
        assert self.cells in whole
        self._pending = ()
        return whole.index(self.cells)

    def _found(self) -> Cells:
        store = SqliteStore.open(self._path, "normal", lambda: new_memory(NORMAL, TODAY, {}))
        try:
            return {name: value for name, value in store.load().items() if name != STORE}  # a command draws one
        finally:
            store.close()


def talk(say: Callable[..., str], durable: Durable, chance: random.Random) -> None:
    """Change the memory for ever. Raises Killed."""
    terminal = Terminal(say, ALGORITHMS["sm4"], NORMAL.keys.given)
    left = durable.cells[PIN_LEFT][0]
    assert say("00200000") == f"63C{left:X}"
    full = {KEY_LEFT.format("PUK"): bytes((KEY_LIMIT,))}
    of_puk = durable.cells[KEY_LEFT.format("PUK")][0]
    counted = {KEY_LEFT.format("PUK"): bytes((of_puk - 1,))}
    durable.play(say, Move(terminal.proof("PUK", terminal.challenge()), (counted, full), "9000"))
    proved = False
    while True:
        play = chance.choice(PLAYS)
        if play in NEEDS_UK and not proved:
            play = authenticate
        move = play(chance, terminal, durable.cells)
        durable.play(say, move)
        if play is authenticate:
            proved = move.answer == "9000"


def test_a_card_killed_at_any_instant_is_found_old_or_new(tmp_path: Path) -> None:
    chance, durable = random.Random(), Durable(tmp_path)
    with card_process(tmp_path) as card:
        for number in range(KILLS):
            timer = Timer(chance.uniform(0, LATEST_S), card.kill)
            card.start()
            if number % 2:
                assert card.say(SSSE) == "9000"
            timer.start()
            try:
                with suppress(Killed):
                    assert card.say(SSSE) == "9000"
                    talk(card.say, durable, chance)
            finally:
                timer.cancel()
            durable.look()


def test_the_command_itself_killed_after_an_answer_has_it_durable(tmp_path: Path) -> None:
    durable = Durable(tmp_path)
    for left in range(5, 5 - KILLS_OF_THE_COMMAND, -1):
        with Shell("normal", "--store", tmp_path) as shell:
            shell.say(SSSE)
            counted = {PIN_LEFT: bytes((left,))}
            durable.play(shell.say, Move("0020000003111111", (counted,), f"63C{left:X}"))
            shell.kill()
        durable.look()


def a_pin(chance: random.Random) -> bytes:
    """Four to ten digits in BCD."""
    return bytes.fromhex("".join(chance.choices("0123456789", k=2 * chance.randrange(2, 6))))


def with_pin(value: bytes) -> Cells:
    """What a new PIN changes."""
    return {"pin.value": value, PIN_LEFT: bytes((PIN_LIMIT,)), "pin.initial": b"\x00"}
