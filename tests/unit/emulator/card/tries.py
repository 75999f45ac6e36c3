"""The commands that the card is tried with: each right, and each wrong in many ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.unit.emulator.card.answers import (
    ALL,
    EXTERNAL_KEYS,
    FCI_BYTES,
    FILES,
    IRK_ID,
    OK,
    PIN,
    SSSE_FAMILY,
    Answer,
    Due,
    Fault,
    File,
    Lock,
    Try,
    World,
    challenged,
    file_at,
    opens,
)
from tests.unit.emulator.terminal import INFO, Terminal

NAMES = {
    "SSSE": "7378312E73682EC9E7BBE1B1A3D5CF",
    "DF01": "D15600000500",
    "DF02": "D15600000501",
    "DF03": "D15600000502",
    "DF04": "D15600000503",
    "DF07": "D15600000504",
    "bank": "A000000333010101",
}
RIGHT, WRONG, NEW = "135790", "111111", "246802"
FACTOR = bytes.fromhex("0102030405060708")
READ_KEY = {"DF01": "RK1DF01", "DF03": "RK1DF03", "DF04": "RK1DF04"}  # elsewhere RKSSSE
WRITE_KEY = {"DF01": "UK1DF01", "DF03": "UK1DF03", "DF04": "UK1DF04"}  # elsewhere UKSSSE
ONE_SFI = 6  # with this one, all that can be wrong is tried
OTHER_KEY = {"DF01": "UK5DF01", "DF03": "LKDF03", "DF04": "LKDF04"}


_Lengths = tuple[tuple[bytes, int | None], ...]  # data and Le


@dataclass(frozen=True, slots=True)
class Sent:
    """A try and its bytes."""

    what: Try
    apdu: bytes


@dataclass(frozen=True, slots=True)
class _Right:
    """A command without a fault in its bytes, and how to make them wrong."""

    header: str
    data: bytes
    what: Try
    wrong_p1p2: tuple[str, ...] = ()
    wrong_lengths: _Lengths = ()
    wrong_forms: tuple[bytes, ...] = ()


def tries_at(place: str, terminal: Terminal, challenge: bytes) -> list[Sent]:
    """Every command in every form, as it is sent in `place` with proofs over `challenge`.

    Those that need a card with no file selected come first.
    """
    rows = [
        *_get_response(),
        *_reads_and_updates(place),
        *_keys(place, terminal, challenge),
        *_pin(terminal, challenge),
        *_get_challenge(),
        *_selects(),
    ]
    return [sent for row in rows for sent in _forms(row)]


def _forms(row: _Right) -> Iterator[Sent]:
    """The right form; then what is wrong with each command alike, and with this one."""
    header, data, le = bytes.fromhex(row.header), row.data, row.what.le

    def sent(form: str, apdu: bytes, *faults: Fault, extended: bool = False) -> Sent:
        what = replace(row.what, form=f"{row.what.form}: {form}", faults=frozenset(faults), extended=extended)
        return Sent(what, apdu)

    yield sent("right", _short(header, data, le))
    if row.what.form.startswith("also"):
        return
    yield sent("three bytes", header[:3], Fault.HEADER)
    for form, cla in (("logical channel", header[0] | 0x01), ("chained", header[0] | 0x10), ("class FF", 0xFF)):
        yield sent(form, bytes((cla, *header[1:3], 0x7F)) + b"\x09", Fault.CLASS, Fault.LENGTH)
    other = {0x00: 0x80, 0x80: 0x84, 0x84: 0x80}[header[0]]
    yield sent("another class's", _short(bytes((other, *header[1:])), data, le), Fault.INSTRUCTION)
    yield sent("Lc beyond the data", header + bytes((len(data) + 3,)) + data + b"\0", Fault.LENGTH)
    yield sent("bytes beyond Le", header + bytes((len(data) or 1,)) + (data or b"\0") + b"\0\0\0", Fault.LENGTH)
    if data or le:
        yield sent("extended", _extended(header, data, le), extended=True)
    for p1p2 in row.wrong_p1p2:
        one = sent(f"P1 P2 {p1p2}", _short(header[:2] + bytes.fromhex(p1p2), data, le), Fault.P1P2)
        # P1 of SELECT tells what is selected
        yield replace(one, what=replace(one.what, beside=one.what.beside and int(p1p2[:2], 16) == header[2]))
        yield sent(
            f"P1 P2 {p1p2}, a length too", header[:2] + bytes.fromhex(p1p2) + b"\x05\0", Fault.P1P2, Fault.LENGTH
        )
    for wrong, wrong_le in row.wrong_lengths:
        yield sent(f"{len(wrong)} bytes, Le {wrong_le}", _short(header, wrong, wrong_le), Fault.LENGTH)
    for wrong in row.wrong_forms:
        yield sent(f"form {wrong.hex()}", _short(header, wrong, le), Fault.FORM)


def _short(header: bytes, data: bytes, le: int | None) -> bytes:
    body = bytes((len(data),)) + data if data else b""
    return header + body + (b"" if le is None else bytes((le & 0xFF,)))


def _extended(header: bytes, data: bytes, le: int | None) -> bytes:
    body = b"\0" + len(data).to_bytes(2, "big") + data if data else b""
    asked = b"" if le is None else (0 if le == ALL else le).to_bytes(2, "big")
    return header + body + (b"\0" if asked and not body else b"") + asked


def _get_response() -> Iterator[_Right]:
    def nothing_waits(_: World) -> Answer:
        return 0x6985

    what = Try("GET RESPONSE", "all", nothing_waits, le=ALL)
    yield _Right("00C00000", b"", what, wrong_p1p2=("0100", "0001"), wrong_lengths=((b"\x01", None),))


def _reads_and_updates(place: str) -> Iterator[_Right]:
    for sfi in (0, 5, 6, 7, 8, 9):
        there = FILES.get(place, {}).get(sfi, File((), (), 2, tag=0x7E))
        label = f"SFI {sfi}" if sfi == ONE_SFI else f"also SFI {sfi}"
        yield from _read_binary(sfi, label)
        yield from _update_binary(sfi, label)
        yield from _read_record(sfi, label, there)
        yield from _update_record(sfi, label, there)


def _read_binary(sfi: int, label: str) -> Iterator[_Right]:
    def later(size: int) -> Callable[[World], Answer]:
        def answer(world: World) -> Answer:
            file = file_at(world, sfi, transparent=True)
            if isinstance(file, int):
                return file
            return Due(size, up_to=True) if opens(file.read, world) else 0x6982

        return answer

    header = f"00B0{sfi | 0x80:02X}00" if sfi else "00B00000"
    right = Try("READ BINARY", label, later(0x1000), le=4)
    yield _Right(header, b"", right, wrong_p1p2=("C500", "A000"), wrong_lengths=((b"\0", None), (b"\0", 4)))
    for le in (None, ALL, 255):
        yield _Right(header, b"", replace(right, form=f"also SFI {sfi}, Le {le}", le=le))


def _update_binary(sfi: int, label: str) -> Iterator[_Right]:
    def answer(world: World) -> Answer:
        file = file_at(world, sfi, transparent=True)
        if isinstance(file, int):
            return file
        return OK if opens(file.write, world) else 0x6982

    header = f"00D6{sfi | 0x80:02X}00" if sfi else "00D60000"
    right = Try("UPDATE BINARY", label, answer, outgoing=True)
    lengths: _Lengths = ((b"", None), (b"", 4), (b"\xca\xfe", 4))
    yield _Right(header, b"\xca\xfe", right, wrong_p1p2=("C500", "A000"), wrong_lengths=lengths)


def _read_record(sfi: int, label: str, there: File) -> Iterator[_Right]:
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
    yield _Right(f"00B201{p2}", b"", first, wrong_p1p2, ((b"\0", None), (b"\0", 2)))
    for le in (None, ALL, size + 1, size - 1):
        yield _Right(f"00B201{p2}", b"", replace(first, form=f"also SFI {sfi}, Le {le}", le=le))
    for mode in range(4 if there.tag else 0):
        by_id = replace(first, form=f"also SFI {sfi}, by id, mode {mode}")
        yield _Right(f"00B2{there.tag:02X}{sfi << 3 | mode:02X}", b"", by_id)
    none = Try("READ RECORD", f"also SFI {sfi}, no such number", later(exists=False, size=0), le=3)
    yield _Right(f"00B2F0{p2}", b"", none)


def _update_record(sfi: int, label: str, there: File) -> Iterator[_Right]:
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
    lengths: _Lengths = ((b"", None), (b"", 3), (record, 3))
    forms = (record[:-1] if value else record[:1], record + b"\0", b"\0\0", b"\xff\0", b"\x01")
    yield _Right(f"00DC01{p2}", record, right, (f"00{p2}", f"01{sfi << 3 | 5:02X}"), lengths, forms)
    for form, p1, data, answer in (
        ("another tag", "01", b"\x7d" + record[1:], 0x6A80),
        ("another length", "01", bytes((record[0], len(value) + 1)) + bytes(len(value) + 1), 0x6700),
        ("no such number", "F0", record, 0x6A83),
    ):
        yield _Right(f"00DC{p1}{p2}", data, replace(right, form=f"also SFI {sfi}, {form}", later=later(answer)))
    for form, data, appended in (("a new id", b"\x55\x01A", OK), ("a new id, another tag", b"\x56\x01A", 0x6A80)):
        what = replace(right, form=f"also SFI {sfi}, {form}", later=later(appended))
        yield _Right(f"00DC55{sfi << 3:02X}", data, what)


def _keys(place: str, terminal: Terminal, challenge: bytes) -> Iterator[_Right]:
    question = FACTOR + INFO
    lengths: _Lengths = ((b"", 8), (question[:-1], 8), (question + b"\0", 8))
    internal = Try("INTERNAL AUTHENTICATE", "IRK", lambda _: Due(8), key_id=IRK_ID, le=ALL, outgoing=True)
    yield _Right("00880000", question, internal, wrong_p1p2=("0100", "8000"), wrong_lengths=lengths)
    for le in (None, 8, 9):
        yield _Right("00880000", question, replace(internal, form=f"also IRK, Le {le}", le=le))
    for key_id in (0x01, 0x02, 0x04, 0x05, 0x06, 0x0A, 0x83, 0x84, 0xFF):
        for form, data in (("", question), (", a length too", b"\0")):
            what = replace(internal, form=f"also key {key_id:02X}{form}", key_id=key_id)
            yield _Right(f"008800{key_id:02X}", data, what)
    for name in sorted({READ_KEY.get(place, "RKSSSE"), WRITE_KEY.get(place, "UKSSSE"), "PUK", "UKSSSE"}):
        label = name if name == WRITE_KEY.get(place, "UKSSSE") else f"also {name}"
        yield from _external(name, label, EXTERNAL_KEYS[place][name], terminal, challenge)
    for key_id in (0x00, 0x01, 0x02, 0x05, 0x07, 0x82, 0x89, 0xFF):
        what = Try("EXTERNAL AUTHENTICATE", f"also key {key_id:02X}", lambda _: OK, key_id=key_id, outgoing=True)
        yield _Right(f"008200{key_id:02X}", question, what)
        yield _Right(f"008200{key_id:02X}", b"\0", replace(what, form=f"also key {key_id:02X}, a length too"))


def _external(name: str, label: str, key_id: int, terminal: Terminal, challenge: bytes) -> Iterator[_Right]:
    def later(right: Answer) -> Callable[[World], Answer]:
        def answer(world: World) -> Answer:
            locked = world.lock is Lock.KEY and world.locked_key == name
            return 0x6983 if locked else challenged(world, right)

        return answer

    right, wrong = (bytes.fromhex(terminal.proof(name, challenge, wrong=wrong))[5:] for wrong in (False, True))
    what = Try("EXTERNAL AUTHENTICATE", label, later(OK), key_id=key_id, outgoing=True)
    header = f"008200{key_id:02X}"
    lengths: _Lengths = ((b"", None), (right[:-1], None), (right + b"\0", None), (right, 8))
    yield _Right(header, right, what, (f"01{key_id:02X}", f"80{key_id:02X}"), lengths)
    yield _Right(header, wrong, replace(what, form=f"also {name}, a wrong proof", later=later(0x63C9)))


def _pin(terminal: Terminal, challenge: bytes) -> Iterator[_Right]:
    def unless_locked(answer: Answer) -> Callable[[World], Answer]:
        return lambda world: 0x6983 if world.lock is Lock.PIN else answer

    pin = bytes.fromhex
    lengths: _Lengths = ((b"\x11", None), (bytes(9), None), (b"", 1), (pin(RIGHT), ALL))
    right = Try("VERIFY", "right", unless_locked(OK), outgoing=True)
    yield _Right("00200000", pin(RIGHT), right, ("0100", "0001", "0080"), lengths)
    yield _Right("00200000", pin(WRONG), replace(right, form="also wrong", later=unless_locked(0x63C5)))
    for le in (None, ALL):
        empty = Try("VERIFY", f"also empty, Le {le}", unless_locked(0x63C6), le=le)
        yield _Right("00200000", b"", empty)
    yield from _change_pin(unless_locked)
    yield from _messages(terminal, challenge)


def _change_pin(unless_locked: Callable[[Answer], Callable[[World], Answer]]) -> Iterator[_Right]:
    what = Try("CHANGE PIN", "right", unless_locked(OK), outgoing=True)
    data = bytes.fromhex(f"{RIGHT}FF{NEW}")
    lengths: _Lengths = (
        *((b"", None), (b"", ALL), (bytes.fromhex("1357FF24"), None)),
        *((bytes(18), None), (data, ALL)),
    )
    forms = tuple(map(bytes.fromhex, ("135790AA246802", "13579AFF246802", "135790FF24680A", "135790FFFF2468")))
    yield _Right("805E0100", data, what, ("0000", "0101", "0200"), lengths, forms)
    wrong = replace(what, form="also wrong", later=unless_locked(0x63C5))
    yield _Right("805E0100", bytes.fromhex(f"{WRONG}FF{NEW}"), wrong)


def _messages(terminal: Terminal, challenge: bytes) -> Iterator[_Right]:
    def with_puk(right: Answer) -> Callable[[World], Answer]:
        return lambda world: challenged(world, right) if "PUK" in world.proved else 0x6982

    def free(right: Answer) -> Callable[[World], Answer]:
        return lambda world: challenged(world, right)

    def keeping(wrong: bool) -> str:
        return terminal.unblocking(None, challenge, wrong=wrong)

    def setting(wrong: bool) -> str:
        return terminal.unblocking(NEW, challenge, wrong=wrong)

    def application(wrong: bool) -> str:
        return terminal.blocking_application(challenge, wrong=wrong)

    def card(wrong: bool) -> str:
        return terminal.blocking_card(challenge, wrong=wrong)

    ciphered = (0, 4, 11, 13, 19, 21, *({8: (28,), 16: (8, 12, 36)}[terminal.algorithm.block]))
    for command, make, wrong_p1p2, sizes, rule in (
        ("PIN UNBLOCK", keeping, ("0002", "0100"), (0, 3, 5, 12, 20), with_puk),
        ("PIN UNBLOCK", setting, ("0002", "0101"), ciphered, with_puk),
        ("APPLICATION BLOCK", application, ("0000", "0101"), (0, 3, 5), free),
        ("CARD BLOCK", card, ("0001", "0100"), (0, 3, 5), free),
    ):
        header, right, wrong = make(False)[:8], bytes.fromhex(make(False))[5:], bytes.fromhex(make(True))[5:]
        lengths: _Lengths = tuple((bytes(size), None) for size in sizes)
        what = Try(command, f"P2 {header[-2:]}", rule(OK), outgoing=True)
        yield _Right(header, right, what, wrong_p1p2, (*lengths, (right, 4)))
        yield _Right(header, wrong, replace(what, form=f"also P2 {header[-2:]}, a wrong MAC", later=rule(0x6988)))
    malformed = bytes.fromhex(terminal.unblocking("13579A", challenge))[5:]
    what = Try("PIN UNBLOCK", "also a malformed new PIN", with_puk(0x6A80), outgoing=True)
    yield _Right("84240001", malformed, what)


def _get_challenge() -> Iterator[_Right]:
    for le in (8, 4, 16):
        what = Try("GET CHALLENGE", f"Le {le}" if le == 8 else f"also Le {le}", _found(le), le=le)
        lengths: _Lengths = ((b"", None), (b"", ALL), (b"", 7), (b"\0", 8))
        yield _Right("00840000", b"", what, ("0100", "0001"), lengths)


def _selects() -> Iterator[_Right]:
    mf = Try("SELECT", "MF", lambda _: OK, le=None, outgoing=True, beside=True)
    lengths: _Lengths = ((b"\x3f", None), (b"\x3f\0\0", None))
    yield _Right("00A40000", b"\x3f\0", mf, ("0100", "0300", "0001"), lengths)
    yield _Right("00A40000", b"", replace(mf, form="also MF by nothing", outgoing=False))
    for place, name in NAMES.items():
        label = place if place in ("SSSE", "bank") else f"also {place}"
        what = Try("SELECT", label, _found(FCI_BYTES[place]), le=ALL, outgoing=True, beside=place == "bank")
        yield _Right("00A40400", bytes.fromhex(name), what, ("0500", "0402"), ((b"", None), (bytes(17), None)))
        if place == label:
            silent = replace(what, form=f"also {place}, no data", later=_found(0))
            yield _Right("00A4040C", bytes.fromhex(name), silent)
        unknown = replace(what, form=f"also {place} cut short", later=_missing, beside=False)
        yield _Right("00A40400", bytes.fromhex(name)[:-1], unknown)
    df05 = Try("SELECT", "also DF05", lambda world: Due(2) if world.place in SSSE_FAMILY else 0x6A82, outgoing=True)
    yield _Right("00A40000", b"\xdf\x05", df05)
    for p1 in ("02", "00"):
        for sfi in (5, 6, 7, 8, 9):
            ef = Try("SELECT", f"also EF{sfi:02X} by P1 {p1}", _ef(sfi), outgoing=True)
            yield _Right(f"00A4{p1}00", bytes((0xEF, sfi)), ef)


def _found(size: int) -> Callable[[World], Answer]:
    return lambda _: Due(size)


def _missing(_: World) -> Answer:
    return 0x6A82


def _ef(sfi: int) -> Callable[[World], Answer]:
    return lambda world: OK if sfi in FILES.get(world.place, {}) else 0x6A82


def proofs_at(place: str) -> list[frozenset[str]]:
    """What may have been proved in `place`: nothing, the PIN, each kind of key, and several together."""
    if place not in SSSE_FAMILY:
        return [frozenset(), frozenset((PIN,))]
    if place not in READ_KEY and place != "SSSE":  # no files
        return [frozenset(each) for each in ((), (PIN,), ("PUK",), (PIN, "PUK", "UKSSSE", "RKSSSE"))]
    read, write = READ_KEY.get(place, "RKSSSE"), WRITE_KEY.get(place, "UKSSSE")
    other = OTHER_KEY.get(place, "PUK")
    sets: list[set[str]] = [set(), {PIN}, {read}, {write}, {other}, {"PUK"}, {PIN, read}, {PIN, read, write, "PUK"}]
    return [frozenset(each) for each in dict.fromkeys(map(frozenset, sets))]
