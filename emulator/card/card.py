"""The card as a whole: power, the order of checks, and how T=0 and T=1 hand back data."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

from emulator.card.crypto import Algorithm
from emulator.card.files import Tree
from emulator.card.instruction import Chip, Instruction, Outcome, Session
from emulator.card.keys import Key, Use
from emulator.card.memory import Block, MalformedMemory, Memory, Store, StoreFailure
from emulator.card.selection import selects_beside
from emulator.card.table import TABLE
from emulator.iso7816.command import SHORT_ALL, Command, MalformedApdu, parse_body
from emulator.iso7816.status import StatusWord, exact_length, more_data

_log = logging.getLogger(__name__)

_ROWS: dict[tuple[int, int], Instruction] = {(row.cla, row.ins): row for row in TABLE}
_CLASSES = frozenset(row.cla for row in TABLE)
_GET_RESPONSE = b"\x00\xc0"
_FREE = Block.NONE


class Card:
    """A social security card: command APDU bytes in, response APDU bytes out.

    `atr` is 2–33 bytes, `t1` tells the protocol, `random(n)` gives n random bytes. The memory lives in `store`; the
    card keeps a copy and never answers before a change is durable there.
    """

    def __init__(
        self,
        *,
        atr: bytes,
        t1: bool,
        tree: Tree,
        algorithm: Algorithm,
        store: Store,
        random: Callable[[int], bytes],
    ) -> None:
        """Raises StoreFailure or MalformedMemory where the store holds no card."""
        self.atr = atr
        self.t1 = t1
        self._tree = tree
        self._algorithm = algorithm
        self._store = store
        self._random = random
        self._chip: Chip | None = Chip(Memory(store), tree, algorithm, random)
        self._session = Session(tree.mf)

    @property
    def tries_left(self) -> int | None:
        """The PIN's attempts left, None where it has no PIN; asking changes nothing. Raises StoreFailure."""
        pin = self._powered_chip().memory.pin
        return None if pin is None else pin.remaining

    def reset(self) -> bytes:
        """Power on or reset: everything but the memory is forgotten. Returns the ATR."""
        self._session = Session(self._tree.mf)
        return self.atr

    def power_off(self) -> None:
        """Take the power away."""
        self._session = Session(self._tree.mf)

    def transmit(self, apdu: bytes) -> bytes:
        """The response (2 bytes or more) to any `apdu`; whatever the bytes are, it answers."""
        try:
            return self._answer(apdu)
        except StoreFailure:
            self._doubt()
            return _status(StatusWord.MEMORY_FAILURE)
        except Exception as defect:
            self._doubt()
            at = traceback.extract_tb(defect.__traceback__)[-1]
            # The exception's text could hold bytes of a PIN; its kind and place cannot.
            _log.error("defect: %s in %s line %s", type(defect).__name__, at.name, at.lineno)
            return _status(StatusWord.INTERNAL)
        except BaseException:  # power cut in mid-write: the store may be ahead of our copy
            self._chip = None
            raise

    def _doubt(self) -> None:
        """After a failure: what is durable decides, not what we believed, and nothing that was proved still counts."""
        self._chip = None
        self._session = Session(self._session.application, self._session.file, self._session.record)

    def _answer(self, apdu: bytes) -> bytes:
        session = self._session
        if session.waiting and apdu[:2] != _GET_RESPONSE:
            session = self._session = session.with_waiting(b"")
        chip = self._powered_chip()
        if chip.memory.block is not _FREE:
            refused = self._blocked(chip.memory.block, apdu)
            if refused is not None:
                return _status(refused)
        if len(apdu) < 4:
            return _status(StatusWord.WRONG_LENGTH)
        row = _ROWS.get((apdu[0], apdu[1]))
        if row is None:
            known_class = apdu[0] in _CLASSES
            return _status(StatusWord.UNKNOWN_INSTRUCTION if known_class else StatusWord.UNKNOWN_CLASS)
        if not row.p1p2.holds(apdu[2], apdu[3]):
            return _status(StatusWord.WRONG_P1P2)
        if row.key is not None and not _serves(session.application.keys.get(apdu[3]), row.key):
            return _status(StatusWord.NO_KEY)
        try:
            data, le, extended = parse_body(apdu)
        except MalformedApdu:
            return _status(StatusWord.WRONG_LENGTH)
        command = Command(apdu[0], apdu[1], apdu[2], apdu[3], data, le, extended)
        if (extended and not self.t1) or not row.length.holds(command, chip.algorithm.block):
            return _status(StatusWord.WRONG_LENGTH)
        if not row.form.holds(data, chip.memory.pin is not None):
            return _status(StatusWord.WRONG_DATA)
        if not row.scope.holds(session.application):
            return _status(StatusWord.CONDITIONS)
        return self._deliver(command, row.handler(chip, session, command))

    def _blocked(self, block: Block, apdu: bytes) -> StatusWord | None:
        """What a blocked card answers; None where the command is one that is left."""
        if block is Block.CARD:
            return StatusWord.NOT_SUPPORTED
        if selects_beside(apdu) or (apdu[:2] == _GET_RESPONSE and self._session.waiting):
            return None
        return StatusWord.APPLICATION_BLOCKED

    def _deliver(self, command: Command, outcome: Outcome) -> bytes:
        """Hand the data back as the protocol does. 6Cxx undoes the command: what it wanted to change is dropped.

        A short Le 00 with more than 256 bytes due is served 256; the rest waits for GET RESPONSE.
        """
        data, due, le = outcome.data, len(outcome.data), command.le
        after = outcome.session or self._session
        if due == 0 or (self.t1 and le is None):
            self._session = after
            return _status(outcome.sw)
        if not self.t1 and (le is None or command.data):  # a T=0 card never sees the Le of a case 4
            self._session = after.with_waiting(data)
            return _status(more_data(due))
        if le == due or (self.t1 and command.asks_for_all and due <= (le or 0)):
            self._session = after
            return data + _status(outcome.sw)
        if le == SHORT_ALL < due and not command.extended:
            self._session = after.with_waiting(data[SHORT_ALL:])
            return data[:SHORT_ALL] + _status(more_data(due - SHORT_ALL))
        return _status(exact_length(min(due, SHORT_ALL)))

    def _powered_chip(self) -> Chip:
        if self._chip is None:
            try:
                self._chip = Chip(Memory(self._store), self._tree, self._algorithm, self._random)
            except MalformedMemory as error:
                raise StoreFailure(str(error)) from error
        return self._chip


def _serves(key: Key | None, use: Use) -> bool:
    return key is not None and key.use is use


def _status(sw: int) -> bytes:
    return sw.to_bytes(2, "big")
