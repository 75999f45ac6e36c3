"""Command APDUs of cases 1 to 4, short and extended (ISO/IEC 7816-3, 12.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

SHORT_ALL = 256
EXTENDED_ALL = 65_536


class MalformedApdu(ValueError):
    """The bytes are no APDU of cases 1 to 4; a card says 6700 to it."""


@dataclass(slots=True)  # never changed, but not frozen: a card makes one for every command, and frozen ones cost thrice
class Command:
    """One command APDU.

    `data` holds up to 255 bytes, or 65,535 when `extended`. `le` is the number of bytes asked for: None where the
    APDU has no Le, 1–256 (65,536 when `extended`) otherwise; the largest of its kind is Le 00, "all there is".
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)  # VERIFY's is a PIN
    le: int | None = None
    extended: bool = False

    @property
    def case(self) -> int:
        """1 nothing either way, 2 data back, 3 data out, 4 both."""
        return 1 + (self.le is not None) + 2 * bool(self.data)

    @property
    def asks_for_all(self) -> bool:
        """True where Le is 00 (0000): as much as the card has, up to the form's limit."""
        return self.le == (EXTENDED_ALL if self.extended else SHORT_ALL)

    def encode(self) -> bytes:
        """The APDU's bytes. Raises MalformedApdu where data or Le do not fit the form."""
        longest, widest = (65_535, EXTENDED_ALL) if self.extended else (255, SHORT_ALL)
        if len(self.data) > longest or not (self.le is None or 1 <= self.le <= widest):
            raise MalformedApdu("data or Le do not fit this form of APDU")
        header = bytes((self.cla, self.ins, self.p1, self.p2))
        if not self.extended:
            out = bytes((len(self.data),)) + self.data if self.data else b""
            back = bytes((self.le & 0xFF,)) if self.le is not None else b""
            return header + out + back
        out = b"\x00" + len(self.data).to_bytes(2, "big") + self.data if self.data else b""
        back = (self.le & 0xFFFF).to_bytes(2, "big") if self.le is not None else b""
        marker = b"\x00" if back and not out else b""
        return header + out + marker + back

    @classmethod
    def parse(cls, apdu: bytes) -> Command:
        """The command in `apdu` (4 to 65,544 bytes). Raises MalformedApdu."""
        if len(apdu) < 4:
            raise MalformedApdu("an APDU has at least four bytes")
        data, le, extended = parse_body(apdu)
        return cls(apdu[0], apdu[1], apdu[2], apdu[3], data, le, extended)


def parse_body(apdu: bytes) -> tuple[bytes, int | None, bool]:
    """Data, Le and the extended mark of an APDU whose four header bytes are there. Raises MalformedApdu."""
    size = len(apdu) - 4
    if size == 0:
        return b"", None, False
    first = apdu[4]
    if size == 1:
        return b"", first or SHORT_ALL, False
    if first:
        if size == 1 + first:
            return apdu[5:], None, False
        if size == 2 + first:
            return apdu[5:-1], apdu[-1] or SHORT_ALL, False
        raise MalformedApdu("Lc does not agree with the number of bytes")
    if size == 3:
        return b"", int.from_bytes(apdu[5:7], "big") or EXTENDED_ALL, True
    lc = int.from_bytes(apdu[5:7], "big")
    if lc and size == 3 + lc:
        return apdu[7:], None, True
    if lc and size == 5 + lc:
        return apdu[7:-2], int.from_bytes(apdu[-2:], "big") or EXTENDED_ALL, True
    raise MalformedApdu("extended Lc does not agree with the number of bytes")
