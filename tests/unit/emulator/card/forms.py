"""A command as bytes: right, and in all the forms in which it can be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.unit.emulator.card.answers import (
    ALL,
    Fault,
    Try,
)

Lengths = tuple[tuple[bytes, int | None], ...]  # data and Le


@dataclass(frozen=True, slots=True)
class Sent:
    """A try and its bytes."""

    what: Try
    apdu: bytes


@dataclass(frozen=True, slots=True)
class Right:
    """A command without a fault in its bytes, and how to make them wrong."""

    header: str
    data: bytes
    what: Try
    wrong_p1p2: tuple[str, ...] = ()
    wrong_lengths: Lengths = ()
    wrong_forms: tuple[bytes, ...] = ()


def forms_of(row: Right) -> Iterator[Sent]:
    """The right form; then what any command can have wrong, and this one. A form "also …" comes right alone."""
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
