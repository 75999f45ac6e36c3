"""What the card is tried with: files and directories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.unit.emulator.card.answers import (
    ALL,
    FCI_BYTES,
    FILES,
    OK,
    SSSE_FAMILY,
    Answer,
    Due,
    File,
    Try,
    World,
    file_at,
    opens,
)
from tests.unit.emulator.card.forms import Lengths, Right

NAMES = {
    "SSSE": "7378312E73682EC9E7BBE1B1A3D5CF",
    "DF01": "D15600000500",
    "DF02": "D15600000501",
    "DF03": "D15600000502",
    "DF04": "D15600000503",
    "DF07": "D15600000504",
    "bank": "A000000333010101",
}
ONE_SFI = 6  # with this one, all that can be wrong is tried
FULL = (0, 5, 6, 7)  # with these, every Le


def get_response() -> Iterator[Right]:
    """GET RESPONSE, where nothing waits."""

    def nothing_waits(_: World) -> Answer:
        return 0x6985

    what = Try("GET RESPONSE", "all", nothing_waits, le=ALL)
    yield Right("00C00000", b"", what, wrong_p1p2=("0100", "0001"), wrong_lengths=((b"\x01", None),))


def reads_and_updates(place: str) -> Iterator[Right]:
    """Reads and updates of the current file, of each file that there may be, and of one that there never is."""
    for sfi in (0, 5, 6, 7, 8, 9):
        there = FILES.get(place, {}).get(sfi, File((), (), 2, tag=0x7E))
        label = f"SFI {sfi}" if sfi == ONE_SFI else f"also SFI {sfi}"
        yield from _read_binary(sfi, label)
        yield from _update_binary(sfi, label)
        yield from _read_record(sfi, label, there)
        yield from _update_record(sfi, label, there)


def _read_binary(sfi: int, label: str) -> Iterator[Right]:
    def later(size: int) -> Callable[[World], Answer]:
        def answer(world: World) -> Answer:
            file = file_at(world, sfi, transparent=True)
            if isinstance(file, int):
                return file
            return Due(size, up_to=True) if opens(file.read, world) else 0x6982

        return answer

    header = f"00B0{sfi | 0x80:02X}00" if sfi else "00B00000"
    right = Try("READ BINARY", label, later(0x1000), le=4)
    yield Right(header, b"", right, wrong_p1p2=("C500", "A000"), wrong_lengths=((b"\0", None), (b"\0", 4)))
    for le in (None, ALL, 255) if sfi in FULL else ():
        yield Right(header, b"", replace(right, form=f"also SFI {sfi}, Le {le}", le=le))


def _update_binary(sfi: int, label: str) -> Iterator[Right]:
    def answer(world: World) -> Answer:
        file = file_at(world, sfi, transparent=True)
        if isinstance(file, int):
            return file
        return OK if opens(file.write, world) else 0x6982

    header = f"00D6{sfi | 0x80:02X}00" if sfi else "00D60000"
    right = Try("UPDATE BINARY", label, answer, outgoing=True)
    lengths: Lengths = ((b"", None), (b"", 4), (b"\xca\xfe", 4))
    yield Right(header, b"\xca\xfe", right, wrong_p1p2=("C500", "A000"), wrong_lengths=lengths)


def _read_record(sfi: int, label: str, there: File) -> Iterator[Right]:
    def later(*, exists: bool, size: int) -> Callable[[World], Answer]:
        def answer(world: World) -> Answer:
            file = file_at(world, sfi, transparent=False)
            if isinstance(file, int):
                return file
            if not opens(file.read, world):
                return 0x6982
            return Due(size) if exists else 0x6A83

        return answer

    size = min(there.size, 255)
    first = Try("READ RECORD", label, later(exists=True, size=size), le=size)
    p2 = f"{sfi << 3 | 4:02X}"
    wrong_p1p2 = (f"00{p2}", f"01{sfi << 3 | 6:02X}", f"01{sfi << 3 | 7:02X}")
    yield Right(f"00B201{p2}", b"", first, wrong_p1p2, ((b"\0", None), (b"\0", 2)))
    for le in (None, ALL, size + 1, size - 1) if sfi in FULL else ():
        yield Right(f"00B201{p2}", b"", replace(first, form=f"also SFI {sfi}, Le {le}", le=le))
    for mode in range(4 if there.tag and sfi in FULL else 0):
        by_id = replace(first, form=f"also SFI {sfi}, by id, mode {mode}")
        yield Right(f"00B2{there.tag:02X}{sfi << 3 | mode:02X}", b"", by_id)
    none = Try("READ RECORD", f"also SFI {sfi}, no such number", later(exists=False, size=0), le=3)
    yield Right(f"00B2F0{p2}", b"", none)


def _update_record(sfi: int, label: str, there: File) -> Iterator[Right]:
    def later(open_answer: Answer) -> Callable[[World], Answer]:
        def answer(world: World) -> Answer:
            file = file_at(world, sfi, transparent=False)
            if isinstance(file, int):
                return file
            return open_answer if opens(file.write, world) else 0x6982

        return answer

    value = bytes(max(0, min(there.size, 40) - 2))
    record = bytes((there.tag or 0x7E, len(value))) + value
    p2 = f"{sfi << 3 | 4:02X}"
    right = Try("UPDATE RECORD", label, later(OK), outgoing=True)
    lengths: Lengths = ((b"", None), (b"", 3), (record, 3))
    forms = (record[:-1] if value else record[:1], record + b"\0", b"\0\0", b"\xff\0", b"\x01")
    yield Right(f"00DC01{p2}", record, right, (f"00{p2}", f"01{sfi << 3 | 5:02X}"), lengths, forms)
    for form, p1, data, answer in (
        ("another tag", "01", b"\x7d" + record[1:], 0x6A80),
        ("another length", "01", bytes((record[0], len(value) + 1)) + bytes(len(value) + 1), 0x6700),
        ("no such number", "F0", record, 0x6A83),
    ):
        yield Right(f"00DC{p1}{p2}", data, replace(right, form=f"also SFI {sfi}, {form}", later=later(answer)))
    for form, data, appended in (("a new id", b"\x55\x01A", OK), ("a new id, another tag", b"\x56\x01A", 0x6A80)):
        what = replace(right, form=f"also SFI {sfi}, {form}", later=later(appended))
        yield Right(f"00DC55{sfi << 3:02X}", data, what)


def get_challenge() -> Iterator[Right]:
    """GET CHALLENGE."""
    for le in (8, 4, 16):
        what = Try("GET CHALLENGE", f"Le {le}" if le == 8 else f"also Le {le}", _found(le), le=le)
        lengths: Lengths = ((b"", None), (b"", ALL), (b"", 7), (b"\0", 8))
        yield Right("00840000", b"", what, ("0100", "0001"), lengths)


def selects() -> Iterator[Right]:
    """SELECT of everything that a card has, from anywhere."""
    mf = Try("SELECT", "MF", lambda _: OK, le=None, outgoing=True, beside=True)
    lengths: Lengths = ((b"\x3f", None), (b"\x3f\0\0", None))
    yield Right("00A40000", b"\x3f\0", mf, ("0100", "0300", "0001"), lengths)
    yield Right("00A40000", b"", replace(mf, form="also MF by nothing", outgoing=False))
    for place, name in NAMES.items():
        label = place if place in ("SSSE", "bank") else f"also {place}"
        what = Try("SELECT", label, _found(FCI_BYTES[place]), le=ALL, outgoing=True, beside=place == "bank")
        yield Right("00A40400", bytes.fromhex(name), what, ("0500", "0402"), ((b"", None), (bytes(17), None)))
        if place == label:
            silent = replace(what, form=f"also {place}, no data", later=_found(0))
            yield Right("00A4040C", bytes.fromhex(name), silent)
        unknown = replace(what, form=f"also {place} cut short", later=_missing, beside=False)
        yield Right("00A40400", bytes.fromhex(name)[:-1], unknown)
    df05 = Try("SELECT", "also DF05", lambda world: Due(2) if world.place in SSSE_FAMILY else 0x6A82, outgoing=True)
    yield Right("00A40000", b"\xdf\x05", df05)
    for p1 in ("02", "00"):
        for sfi in (5, 6, 7, 8, 9):
            ef = Try("SELECT", f"also EF{sfi:02X} by P1 {p1}", _ef(sfi), outgoing=True)
            yield Right(f"00A4{p1}00", bytes((0xEF, sfi)), ef)


def _found(size: int) -> Callable[[World], Answer]:
    return lambda _: Due(size)


def _missing(_: World) -> Answer:
    return 0x6A82


def _ef(sfi: int) -> Callable[[World], Answer]:
    return lambda world: OK if sfi in FILES.get(world.place, {}) else 0x6A82
