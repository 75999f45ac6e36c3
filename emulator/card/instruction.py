"""What one row of the command table is, and what a handler is given and gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from emulator.card.access import NOTHING_PROVED, Proved
from emulator.card.crypto import Algorithm
from emulator.card.files import Application, ElementaryFile, Tree
from emulator.card.keys import Use
from emulator.card.memory import Memory
from emulator.card.rule import ANY_FORM, IN_FILES, P1P2, Form, Length, Scope
from emulator.iso7816.command import Command


# Session and Outcome are made anew for every command and never changed; frozen would double what making one costs.
@dataclass(slots=True)
class Session:
    """What a card forgets without power: the selection, what was proved, the challenge, what waits for GET RESPONSE."""

    application: Application
    file: ElementaryFile | None = None
    record: int | None = None  # index of the current record, 0 the first
    proved: Proved = NOTHING_PROVED
    challenge: bytes | None = None
    waiting: bytes = b""

    def with_waiting(self, waiting: bytes) -> Session:
        """The same session, with `waiting` for GET RESPONSE."""
        return Session(self.application, self.file, self.record, self.proved, self.challenge, waiting)

    def with_proved(self, proved: Proved) -> Session:
        """The same session, with `proved`."""
        return Session(self.application, self.file, self.record, proved, self.challenge, self.waiting)

    def at_record(self, file: ElementaryFile, record: int | None) -> Session:
        """The same session, with `file` current, and its record at this index."""
        return Session(self.application, file, record, self.proved, self.challenge, self.waiting)

    def with_challenge(self, challenge: bytes | None) -> Session:
        """The same session with a new challenge, or with the old one spent."""
        return Session(self.application, self.file, self.record, self.proved, challenge, self.waiting)


@dataclass(frozen=True, slots=True)
class Chip:
    """What a handler works with: memory, file tree, the card's algorithm, and a source of random bytes."""

    memory: Memory
    tree: Tree
    algorithm: Algorithm
    random: Callable[[int], bytes]


@dataclass(slots=True)
class Outcome:
    """A handler's answer. `session` is what the session becomes, None where it stays as it is."""

    sw: int
    data: bytes = b""
    session: Session | None = None


Handler = Callable[[Chip, Session, Command], Outcome]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One row of the command table; the card checks its columns from left to right before the handler runs.

    Class and instruction find the row; `p1p2`, `key` (P2 is the id of a key of this use), `length` (of data and Le),
    `form` (of the data) and `place` (the selected application) say whether the command may run. Left to the handler,
    in this order: locked, file, security state, record and offset, challenge, proof; `needs` says so in words.
    """

    name: str
    cla: int
    ins: int
    p1p2: P1P2
    length: Length
    handler: Handler
    needs: str = ""
    key: Use | None = None
    form: Form = ANY_FORM
    scope: Scope = IN_FILES
