"""Response APDUs (ISO/IEC 7816-3, 12.1.1)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Response:
    """One response APDU: `data` (0 to 65,536 bytes) and the status word `sw` (16 bits)."""

    data: bytes
    sw: int

    def encode(self) -> bytes:
        """The response's bytes, the status word last."""
        return self.data + self.sw.to_bytes(2, "big")

    @classmethod
    def parse(cls, raw: bytes) -> Response:
        """The response in `raw`. Raises ValueError for fewer than two bytes: that is a card gone, not a response."""
        if len(raw) < 2:
            raise ValueError("a response has at least the two bytes of its status word")
        return cls(raw[:-2], int.from_bytes(raw[-2:], "big"))
