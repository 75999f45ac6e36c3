"""What a card proved around the change of its first PIN: what goes with the report, and how it is kept until then."""

from __future__ import annotations

from dataclasses import dataclass, field

_SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Proved:
    """`presence` names that the card proved itself; `number` the office's challenge, "" where there was none.

    `before` and `after`: the card's answers to it, 8 bytes each; b"" where it gave none.
    """

    presence: bytes = field(repr=False)
    number: str = ""
    before: bytes = b""
    after: bytes = b""

    def text(self) -> str:
        """As it is kept in the outbox."""
        parts = (self.presence, self.number.encode(), self.before, self.after)
        return _SEPARATOR.join(part.hex() for part in parts)

    @classmethod
    def of(cls, text: str) -> Proved | None:
        """What `text` keeps; None where it is none, such as the "" of a report that was made without proofs."""
        try:
            presence, number, before, after = (bytes.fromhex(part) for part in text.split(_SEPARATOR))
            return cls(presence, number.decode(), before, after) if presence else None
        except ValueError:
            return None
