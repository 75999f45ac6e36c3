"""Any sequence of selections, reads and writes agrees with a small model of records, bytes, the current EF and its
record pointer."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.support.workbench import (
    LEDGER,
    PAD,
    RIGHT_PIN,
    SCRATCH,
    SELECT_BANK,
    SELECT_MF,
    SELECT_SSSE,
    WRONG_PIN,
    Bench,
)

LEDGER_SFI, PAD_SFI, SCRATCH_SFI, LOCKER_SFI, PHOTO_SFI, CLOSED_SFI = 0x1D, 0x19, 0x18, 0x1E, 0x08, 0x1A
NOWHERE_SFI = 0x09
PAD_RECORDS, PAD_ROOM = 3, 8
FIRST, LAST, NEXT, PREVIOUS, BY_NUMBER, TO_THE_END = range(6)
ANY_SFI = [0, 0, LEDGER_SFI, LEDGER_SFI, PAD_SFI, SCRATCH_SFI, LOCKER_SFI, PHOTO_SFI, CLOSED_SFI, NOWHERE_SFI]

sfis = st.sampled_from(ANY_SFI)
tags = st.sampled_from([0x20, 0x21, 0x22, 0x30, 0x31, 0x32, 0x33, 0x40, 0x7F, 1, 2, 3, 4, 5, 6, 0])


class FilesMachine(RuleBasedStateMachine):
    """A card beside its model."""

    @initialize(t1=st.booleans(), algorithm=st.sampled_from(["sm4", "3des"]))
    def personalise(self, t1: bool, algorithm: str) -> None:
        """A new card, in the MF."""
        self.bench = Bench(t1=t1, application_algorithm=f'"{algorithm}"')
        self.records = {LEDGER_SFI: [*LEDGER], PAD_SFI: [*PAD], LOCKER_SFI: ["4002CAFE"], CLOSED_SFI: ["4001AA"]}
        self.bytes = {SCRATCH_SFI: SCRATCH, PHOTO_SFI: bytes(0x1000)}
        self.in_ssse = self.verified = False
        self.file: int | None = None
        self.pointer: int | None = None
        self.select(SELECT_SSSE)

    @rule(command=st.sampled_from([SELECT_MF, SELECT_BANK, *[SELECT_SSSE] * 10]))
    def select(self, command: str) -> None:
        """An application; the current EF is gone, also where it was current already."""
        self.bench.ask(command)
        self.in_ssse = command == SELECT_SSSE
        self.file = self.pointer = None

    @rule(sfi=sfis, p1=st.sampled_from([0, 2]))
    def select_file(self, sfi: int, p1: int) -> None:
        """An EF of the current DF, by P1 00 or 02; a failing SELECT changes nothing."""
        there = self.in_ssse and sfi not in (0, NOWHERE_SFI)
        assert self.bench.say(f"00A4{p1:02X}0002EF{sfi:02X}") == ("9000" if there else "6A82")
        if there:
            self._at(sfi, None)

    @rule(command=st.sampled_from([RIGHT_PIN, WRONG_PIN]))
    def verify(self, command: str) -> None:
        """The PIN, which is no file's business but the locker's."""
        answer = self.bench.say(command)
        if self.in_ssse:
            self.verified = answer == "9000"

    @rule(sfi=sfis, p1=tags, mode=st.integers(0, 7))
    def read_record(self, sfi: int, p1: int, mode: int) -> None:
        """READ RECORD in every mode."""
        answer = self.bench.ask(f"00B2{p1:02X}{sfi << 3 | mode:02X}")
        refused = "6A86" if p1 == 0 or mode > TO_THE_END else self._refused(sfi, of_records=True, write=False)
        if refused:
            assert answer == refused
            return
        file = sfi or self._current()
        index = self._find(file, p1, mode)
        if index is None:
            assert answer == "6A83"
            return
        records = self.records[file]
        assert answer == "".join(records[index:] if mode == TO_THE_END else records[index : index + 1]) + "9000"
        self._at(file, index)

    @rule(file=st.sampled_from([LEDGER_SFI, PAD_SFI]), pick=st.integers(0, 4), mode=st.sampled_from([NEXT, PREVIOUS]))
    def walk(self, file: int, pick: int, mode: int) -> None:
        """The next or previous of an identifier that is there, after this file or after the other."""
        records = self.records[file]
        self.read_record(file, int(records[pick % len(records)][:2], 16), mode)

    @rule(sfi=sfis, p1=tags, mode=st.integers(0, 7), tag=st.none() | tags, size=st.integers(0, 8))
    def update_record(self, sfi: int, p1: int, mode: int, tag: int | None, size: int) -> None:
        """UPDATE RECORD, which replaces a record by one of its own size, or appends one."""
        record = f"{p1 if tag is None else tag:02X}{size:02X}" + "5A" * size
        answer = self.bench.say(f"00DC{p1:02X}{sfi << 3 | mode:02X}{size + 2:02X}{record}")
        told = "6A86" if p1 == 0 or mode > BY_NUMBER else "6A80" if record[:2] == "00" else ""
        told = told or self._refused(sfi, of_records=True, write=True)
        if told:
            assert answer == told
            return
        file = sfi or self._current()
        records, index = self.records[file], self._find(file, p1, mode)
        if index is None:
            known = mode == BY_NUMBER or any(each[:2] == f"{p1:02X}" for each in records)
            fits = len(records) < PAD_RECORDS and size + 2 <= PAD_ROOM
            told = "6A83" if known else "6A80" if record[:2] != f"{p1:02X}" else "" if fits else "6A84"
            index = len(records)
        elif record[:2] != records[index][:2]:
            told = "6A80"
        elif len(record) != len(records[index]):
            told = "6700"
        assert answer == (told or "9000")
        if not told:
            records[index : index + 1] = [record]
            self._at(file, index)

    @rule(pick=st.integers(0, 2), mode=st.sampled_from([FIRST, LAST, BY_NUMBER]), size=st.none() | st.integers(0, 8))
    def rewrite(self, pick: int, mode: int, size: int | None) -> None:
        """A record that is there, by its number or its identifier, with its own size or another."""
        records = self.records[PAD_SFI]
        number = pick % len(records)
        tag = int(records[number][:2], 16)
        own = int(records[number][2:4], 16)
        self.update_record(PAD_SFI, number + 1 if mode == BY_NUMBER else tag, mode, tag, own if size is None else size)

    @rule(sfi=sfis, offset=st.integers(0, 0x30) | st.integers(0xFF0, 0x1010), le=st.integers(1, 255))
    def read_binary(self, sfi: int, offset: int, le: int) -> None:
        """READ BINARY: one that is told 6Cxx selects nothing."""
        answer = self.bench.say(f"00B0{self._place(sfi, offset)}{le:02X}")
        offset = offset & 0xFF if sfi else offset
        refused = self._refused(sfi, of_records=False, write=False) or self._beyond(sfi, offset)
        if refused:
            assert answer == refused
            return
        file = sfi or self._current()
        data = self.bytes[file][offset : offset + le]
        assert answer == (f"6C{len(data):02X}" if len(data) < le else data.hex().upper() + "9000")
        if len(data) == le:
            self._at(file, None)

    @rule(sfi=sfis, offset=st.integers(0, 0x30), data=st.binary(min_size=1, max_size=20))
    def update_binary(self, sfi: int, offset: int, data: bytes) -> None:
        """UPDATE BINARY: all of it, or nothing where it reaches beyond the end."""
        answer = self.bench.say(f"00D6{self._place(sfi, offset)}{len(data):02X}{data.hex()}")
        refused = self._refused(sfi, of_records=False, write=True) or self._beyond(sfi, offset)
        file = sfi or self.file or 0
        if not refused and offset + len(data) > len(self.bytes[file]):
            refused = "6A84"
        assert answer == (refused or "9000")
        if not refused:
            before = self.bytes[file]
            self.bytes[file] = before[:offset] + data + before[offset + len(data) :]
            self._at(file, None)

    @rule(how=st.sampled_from(["reset", "off", "reopen"]))
    def power(self, how: str) -> None:
        """Reset, power off, or begin anew with what is durable; then SSSE again."""
        if how == "reset":
            self.bench.card.reset()
        elif how == "off":
            self.bench.card.power_off()
        else:
            self.bench.reopen()
        self.verified = False
        self.select(SELECT_SSSE)

    @invariant()
    def what_is_durable_is_the_model(self) -> None:
        """Were the power cut now, this is what would be found."""
        cells = self.bench.store.inner.load()
        pad = [cells[name].hex().upper() for name in sorted(cells) if name.startswith("record:SSSE/pad:")]
        assert (pad, cells["binary:SSSE/scratch"]) == (self.records[PAD_SFI], self.bytes[SCRATCH_SFI])

    def _current(self) -> int:
        assert self.file is not None
        return self.file

    def _at(self, sfi: int, pointer: int | None) -> None:
        self.file, self.pointer = sfi, pointer

    def _place(self, sfi: int, offset: int) -> str:
        return f"{0x80 | sfi:02X}{offset & 0xFF:02X}" if sfi else f"{offset:04X}"

    def _refused(self, sfi: int, *, of_records: bool, write: bool) -> str:
        """Place, file, its kind, the security state: in the order of checks."""
        if not self.in_ssse:
            return self._refused_elsewhere(sfi)
        if sfi == NOWHERE_SFI:
            return "6A82"
        file = sfi or self.file
        if file is None:
            return "6986"
        if (file in self.records) is not of_records:
            return "6981"
        opens = (PAD_SFI, SCRATCH_SFI) if write else (LEDGER_SFI, PAD_SFI, SCRATCH_SFI)
        return "" if file in opens or (file == LOCKER_SFI and self.verified and not write) else "6982"

    def _refused_elsewhere(self, sfi: int) -> str:
        if self.bench.say("00B2012C") == "6985":  # the bank application
            return "6985"
        return "6A82" if sfi else "6986"

    def _beyond(self, sfi: int, offset: int) -> str:
        return "6B00" if offset >= len(self.bytes[sfi or self._current()]) else ""

    def _find(self, file: int, p1: int, mode: int) -> int | None:
        """By number; or by identifier, the pointer mattering in its own file only."""
        records = self.records[file]
        if mode in (BY_NUMBER, TO_THE_END):
            return p1 - 1 if p1 <= len(records) else None
        found = [index for index, record in enumerate(records) if record[:2] == f"{p1:02X}"]
        pointer = self.pointer if file == self.file else None
        if pointer is not None and mode == NEXT:
            found = [index for index in found if index > pointer]
        if pointer is not None and mode == PREVIOUS:
            found = [index for index in found if index < pointer]
        return (found[0] if mode in (FIRST, NEXT) else found[-1]) if found else None


TestFiles = FilesMachine.TestCase
TestFiles.settings = settings(
    max_examples=120, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
