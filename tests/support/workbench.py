"""A card on the bench: built from the bundled `normal` card, spoken to in hex, its store open to faults.

Files stand beside EF05 to EF08 so that rules show which these alone cannot show: the locker opens to the PIN, the
ledger has identifiers that come back, two files have 256 bytes and more, the pad can be written and is soon full, and
the scratch is transparent and everybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from itertools import cycle

from emulator.assets import CARDS
from emulator.card.access import Always, PinVerified
from emulator.card.card import Card
from emulator.card.crypto import ALGORITHMS
from emulator.card.files import RecordFile, TransparentFile, Tree
from emulator.card.keys import GLOBAL, KEYS
from emulator.card.layout import SSSE_NAME
from emulator.card.memory import Store, StoreFailure
from emulator.card.personalise import keys_of_card, new_memory
from emulator.card.personalise import tree_of as tree_of_card
from emulator.card.profile import CardProfile, parse_profile
from emulator.iso7816.command import SHORT_ALL, Command
from emulator.iso7816.response import Response
from emulator.store.volatile import VolatileStore
from tests.support.terminal import Terminal

TODAY = date(2026, 11, 22)
NORMAL = (CARDS / "normal.toml").read_text("utf-8")
ATR_T0 = bytes.fromhex("3B6D000000814A44468660610100000001")

SELECT_MF = "00A40000023F00"
SELECT_SSSE = "00A404000F7378312E73682EC9E7BBE1B1A3D5CF"
SELECT_BANK = "00A4040008A000000333010101"
SELECT_EF05 = "00A4020002EF05"
TRIES = "00200000"
RIGHT_PIN = "0020000003135790"
WRONG_PIN = "0020000003111111"
READ_LOCKER = "00B201F404"

LEDGER = ["2001A1", "2101B1", "2001A2", "2201C1", "2001A3"]
PAD = ["3003AABBCC", "310111"]
SCRATCH = bytes(range(40))
_EXTRA_FILES = (
    RecordFile("SSSE/locker", 0xEF1E, 0x1E, read=PinVerified()),
    RecordFile("SSSE/ledger", 0xEF1D, 0x1D, read=Always()),
    RecordFile("SSSE/exactly-256", 0xEF1C, 0x1C, read=Always()),
    RecordFile("SSSE/over-256", 0xEF1B, 0x1B, read=Always()),
    RecordFile("SSSE/undeclared", 0xEF1A, 0x1A),
    RecordFile("SSSE/pad", 0xEF19, 0x19, read=Always(), write=Always(), capacity=3, room=8),
    TransparentFile("SSSE/scratch", 0xEF18, 0x18, len(SCRATCH), read=Always(), write=Always()),
)
_EXTRA_RECORDS = {
    "locker": ["4002CAFE"],
    "ledger": LEDGER,
    "exactly-256": ["407E" + "11" * 126, "417E" + "22" * 126],
    "over-256": ["4096" + "33" * 150, "4196" + "44" * 150],
    "undeclared": ["4001AA"],
    "pad": PAD,
}
# The local keys, invented here; the global ones are the card file's own.
LOCAL_KEYS = {f"keys.{key.name}": f'"{number:02X}{"5A" * 15}"' for number, key in enumerate(KEYS) if key.home != GLOBAL}


def edited(text: str, changes: Mapping[str, str | None]) -> str:
    """A card file's text with other values: {"pin.limit": "3"}; None takes the line out, a new key is put in."""
    lines, section = [], ""
    left = dict(changes)
    for line in text.splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        key = f"{section}.{line.partition('=')[0].strip()}"
        if key not in left:
            lines.append(line)
        elif (value := left.pop(key)) is not None:
            lines.append(f"{key.partition('.')[2]} = {value}")
    for key, value in left.items():
        header, _, name = key.partition(".")
        at = next(number for number, line in enumerate(lines) if line.startswith(f"[{header}]"))
        lines.insert(at + 1, f"{name} = {value}")
    return "\n".join(lines) + "\n"


def profile(**changes: str | None) -> CardProfile:
    """The `normal` card with every key there is and other values, `pin_limit="3"` for [pin] limit; None: without."""
    named = {name.replace("_", ".", 1): value for name, value in changes.items()}
    return parse_profile(edited(NORMAL, LOCAL_KEYS | named))


def tree_of(card: CardProfile) -> Tree:
    """The card's own tree, and the extra files in SSSE."""
    tree = tree_of_card(card)
    return Tree.of(
        tree.mf,
        (
            replace(there, files=there.files + _EXTRA_FILES) if there.name == SSSE_NAME else there
            for there in tree.applications
        ),
    )


def cells_of_new(card: CardProfile) -> dict[str, bytes]:
    """The memory of a new card, with the extra files' records."""
    cells = new_memory(card, TODAY, {})
    for file, records in _EXTRA_RECORDS.items():
        for number, record in enumerate(records, start=1):
            cells[f"record:SSSE/{file}:{number:02}"] = bytes.fromhex(record)
    cells["binary:SSSE/scratch"] = SCRATCH
    return cells


def counting() -> Callable[[int], bytes]:
    """A source of "random" bytes that does not repeat for 255 calls: 01 01 01 01, then 02 02 02 02, …"""
    calls = cycle(range(1, 256))
    return lambda size: bytes((next(calls),)) * size


class PowerCut(BaseException):
    """The power goes: nothing in the card may catch it and carry on."""


class Fault(Enum):
    """What happens to one write of a store."""

    CUT_BEFORE = "power cut before it is durable"
    CUT_AFTER = "power cut once it is durable"
    FAILURE = "the store refuses it and changes nothing"
    FAILURE_AFTER = "the store fails once it is durable"
    DEFECT = "a defect raises, and its text holds what was to be written"
    DEFECT_AFTER = "the same, once it is durable"


class FaultyStore:
    """A store around a real one, with a fault planned for one of the writes to come."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        self.written: list[Mapping[str, bytes]] = []
        self.refuse_load = False
        self._fault: Fault | None = None
        self._writes_until = 0

    def plan(self, fault: Fault, write: int = 1) -> None:
        """Let `fault` happen to the `write`-th write from now."""
        self._fault, self._writes_until = fault, write

    def load(self) -> Mapping[str, bytes]:
        """The durable cells."""
        if self.refuse_load:
            raise StoreFailure("planned")
        return self.inner.load()

    def write(self, cells: Mapping[str, bytes]) -> None:
        """Write, unless a fault is due."""
        self._writes_until -= 1
        fault, self._fault = (self._fault, None) if self._writes_until == 0 else (None, self._fault)
        if fault is Fault.CUT_BEFORE:
            raise PowerCut
        if fault is Fault.FAILURE:
            raise StoreFailure("planned")
        defect = RuntimeError(f"planned, writing {[(name, value.hex()) for name, value in cells.items()]}")
        if fault is Fault.DEFECT:
            raise defect
        self.inner.write(cells)
        self.written.append(cells)
        if fault is Fault.DEFECT_AFTER:
            raise defect
        if fault is Fault.FAILURE_AFTER:
            raise StoreFailure("planned")
        if fault is Fault.CUT_AFTER:
            raise PowerCut

    def forget_plan(self) -> None:
        """No fault any more."""
        self._fault = None


class Bench:
    """One powered card and the store under it. `random` makes its challenges."""

    def __init__(
        self,
        *,
        t1: bool = False,
        store: Store | None = None,
        random: Callable[[int], bytes] | None = None,
        **changes: str | None,
    ) -> None:
        self.profile = profile(**changes)
        self.t1 = t1
        self.terminal = Terminal(
            self.say, ALGORITHMS[self.profile.application.algorithm], keys_of_card(self.profile, {})
        )
        self._random = random or counting()
        self.store = FaultyStore(store or VolatileStore(cells_of_new(self.profile)))
        self.card = self._built()

    def reopen(self) -> None:
        """What a new process does: a new card on what is durable."""
        self.store = FaultyStore(self.store.inner)
        self.card = self._built()

    def say(self, *commands: str) -> str:
        """Send each command as it is; the last one's answer, in hex."""
        answer = b""
        for command in commands:
            answer = self.card.transmit(bytes.fromhex(command))
        return answer.hex().upper()

    def ask(self, command: str) -> str:
        """Data and status word as a host gets them, whatever the protocol: it sees to Le, 61xx and 6Cxx."""
        asked = Command.parse(bytes.fromhex(command))
        if self.t1:
            return self.card.transmit(replace(asked, le=SHORT_ALL).encode()).hex().upper()
        answer = Response.parse(self.card.transmit(replace(asked, le=None).encode()))
        if answer.sw >> 8 != 0x61:
            return answer.encode().hex().upper()
        return self.say(f"00C00000{answer.sw & 0xFF:02X}")

    def durable_tries(self) -> int:
        """The attempt counter as it would be found after a power cut."""
        return self.store.inner.load()["pin.remaining"][0]

    def durable_key_tries(self, key: str) -> int:
        """The attempt counter of the key with this name, as it would be found after a power cut."""
        return self.store.inner.load()[f"key.{key}.remaining"][0]

    def _built(self) -> Card:
        atr = self.profile.atr_for(t1=self.t1)
        tree, algorithm = tree_of(self.profile), self.terminal.algorithm
        card = Card(atr=atr, t1=self.t1, tree=tree, algorithm=algorithm, store=self.store, random=self._random)
        card.reset()
        return card
