"""What the card is tried with: proofs of keys and PIN, and messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.support.terminal import INFO, Terminal
from tests.unit.emulator.card.answers import (
    ALL,
    EXTERNAL_KEYS,
    IRK_ID,
    OK,
    PIK_ID,
    PIN,
    SSSE_FAMILY,
    Answer,
    Due,
    Lock,
    Try,
    World,
    challenged,
)
from tests.unit.emulator.card.forms import Lengths, Right

RIGHT, WRONG, NEW = "135790", "111111", "246802"
FACTOR = bytes.fromhex("0102030405060708")
READ_KEY = {"DF01": "RK1DF01", "DF03": "RK1DF03", "DF04": "RK1DF04"}  # elsewhere RKSSSE
WRITE_KEY = {"DF01": "UK1DF01", "DF03": "UK1DF03", "DF04": "UK1DF04"}  # elsewhere UKSSSE
OTHER_KEY = {"DF01": "UK5DF01", "DF03": "LKDF03", "DF04": "LKDF04"}


def key_tries(place: str, terminal: Terminal, challenge: bytes) -> Iterator[Right]:
    """INTERNAL and EXTERNAL AUTHENTICATE, with the keys of `place`, others' and none."""
    question = FACTOR + INFO
    lengths: Lengths = ((b"", 8), (question[:-1], 8), (question + b"\0", 8))
    internal = Try("INTERNAL AUTHENTICATE", "IRK", lambda _: Due(8), key_id=IRK_ID, le=ALL, outgoing=True)
    yield Right("00880000", question, internal, wrong_p1p2=("0100", "8000"), wrong_lengths=lengths)
    for le in (None, 8, 9):
        yield Right("00880000", question, replace(internal, form=f"also IRK, Le {le}", le=le))
    evidence = replace(
        internal, form="also PIK", later=lambda world: Due(8) if PIN in world.proved else 0x6982, key_id=PIK_ID
    )
    yield Right("0088000C", question, evidence, wrong_lengths=lengths)
    yield Right("0088000C", question, replace(evidence, form="also PIK, Le 9", le=9))
    for key_id in (0x01, 0x02, 0x04, 0x05, 0x06, 0x0A, 0x0B, 0x0D, 0x83, 0x84, 0xFF):
        for form, data in (("", question), (", a length too", b"\0")):
            what = replace(internal, form=f"also key {key_id:02X}{form}", key_id=key_id)
            yield Right(f"008800{key_id:02X}", data, what)
    for name in sorted({READ_KEY.get(place, "RKSSSE"), WRITE_KEY.get(place, "UKSSSE"), "PUK", "UKSSSE"}):
        label = name if name == WRITE_KEY.get(place, "UKSSSE") else f"also {name}"
        yield from _external(name, label, EXTERNAL_KEYS[place][name], terminal, challenge)
    for key_id in (0x00, 0x01, 0x02, 0x05, 0x07, 0x0C, 0x82, 0x89, 0xFF):
        what = Try("EXTERNAL AUTHENTICATE", f"also key {key_id:02X}", lambda _: OK, key_id=key_id, outgoing=True)
        yield Right(f"008200{key_id:02X}", question, what)
        yield Right(f"008200{key_id:02X}", b"\0", replace(what, form=f"also key {key_id:02X}, a length too"))


def _external(name: str, label: str, key_id: int, terminal: Terminal, challenge: bytes) -> Iterator[Right]:
    def later(right: Answer) -> Callable[[World], Answer]:
        def answer(world: World) -> Answer:
            locked = world.lock is Lock.KEY and world.locked_key == name
            return 0x6983 if locked else challenged(world, right)

        return answer

    right, wrong = (bytes.fromhex(terminal.proof(name, challenge, wrong=wrong))[5:] for wrong in (False, True))
    what = Try("EXTERNAL AUTHENTICATE", label, later(OK), key_id=key_id, outgoing=True)
    header = f"008200{key_id:02X}"
    lengths: Lengths = ((b"", None), (right[:-1], None), (right + b"\0", None), (right, 8))
    yield Right(header, right, what, (f"01{key_id:02X}", f"80{key_id:02X}"), lengths)
    yield Right(header, wrong, replace(what, form=f"also {name}, a wrong proof", later=later(0x63C9)))


def pin_tries(terminal: Terminal, challenge: bytes) -> Iterator[Right]:
    """VERIFY, CHANGE PIN, PIN UNBLOCK and the two blocks."""

    def unless_locked(answer: Answer) -> Callable[[World], Answer]:
        return lambda world: 0x6983 if world.lock is Lock.PIN else answer

    pin = bytes.fromhex
    lengths: Lengths = ((b"\x11", None), (bytes(9), None), (b"", 1), (pin(RIGHT), ALL))
    right = Try("VERIFY", "right", unless_locked(OK), outgoing=True)
    yield Right("00200000", pin(RIGHT), right, ("0100", "0001", "0080"), lengths)
    yield Right("00200000", pin(WRONG), replace(right, form="also wrong", later=unless_locked(0x63C5)))
    for le in (None, ALL):
        empty = Try("VERIFY", f"also empty, Le {le}", unless_locked(0x63C6), le=le)
        yield Right("00200000", b"", empty)
    yield from _change_pin(unless_locked)
    yield from _messages(terminal, challenge)


def _change_pin(unless_locked: Callable[[Answer], Callable[[World], Answer]]) -> Iterator[Right]:
    what = Try("CHANGE PIN", "right", unless_locked(OK), outgoing=True)
    data = bytes.fromhex(f"{RIGHT}FF{NEW}")
    lengths: Lengths = (
        *((b"", None), (b"", ALL), (bytes.fromhex("FF24"), None)),
        *((bytes(18), None), (data, ALL)),
    )
    malformed = ("135790AA246802", "13579AFF246802", "135790FF24680A", "135790FFFF2468", "FF246802", "1357FF24")
    forms = tuple(map(bytes.fromhex, malformed))
    yield Right("805E0100", data, what, ("0000", "0101", "0200"), lengths, forms)
    wrong = replace(what, form="also wrong", later=unless_locked(0x63C5))
    yield Right("805E0100", bytes.fromhex(f"{WRONG}FF{NEW}"), wrong)


def _messages(terminal: Terminal, challenge: bytes) -> Iterator[Right]:
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
        lengths: Lengths = tuple((bytes(size), None) for size in sizes)
        what = Try(command, f"P2 {header[-2:]}", rule(OK), outgoing=True)
        yield Right(header, right, what, wrong_p1p2, (*lengths, (right, 4)))
        yield Right(header, wrong, replace(what, form=f"also P2 {header[-2:]}, a wrong MAC", later=rule(0x6988)))
    malformed = bytes.fromhex(terminal.unblocking("13579A", challenge))[5:]
    what = Try("PIN UNBLOCK", "also a malformed new PIN", with_puk(0x6A80), outgoing=True)
    yield Right("84240001", malformed, what)


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
