"""The words of a journey: what people do at the terminal and its readers, and what is pictured on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from kiosk.roles.view import Value
from kiosk.session.reader import Reader


@dataclass(frozen=True, slots=True)
class See:
    """Wait for this screen, and for all that is on its way to it. `picture` names its file; empty: only passed through.

    What is in `says`, the screen has to say under these names.
    """

    screen: str
    picture: str = ""
    says: Mapping[str, Value] = field(default_factory=dict)


class Mishap(Enum):
    """What becomes of a card that is put in."""

    NONE = "none"
    HELD = "held"  # its answers are kept back until LetGo
    PULLED_BEFORE_CHANGE = "pulled-before-change"  # it is out before its PIN is changed, or unblocked
    PULLED_AFTER_CHANGE = "pulled-after-change"  # it is out before its answer to that is heard


@dataclass(frozen=True, slots=True)
class Insert:
    """Put this card in, as new."""

    card: str
    mishap: Mishap = Mishap.NONE
    reader: Reader = Reader.HOLDER


@dataclass(frozen=True, slots=True)
class PutBack:
    """Put this card in again, as it is by now, and without mishap."""

    card: str
    reader: Reader = Reader.HOLDER


@dataclass(frozen=True, slots=True)
class Hold:
    """From now on the card keeps its answers back. It was put in held."""

    reader: Reader = Reader.HOLDER


@dataclass(frozen=True, slots=True)
class LetGo:
    """Let the card answer."""

    reader: Reader = Reader.HOLDER


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the card out."""

    reader: Reader = Reader.HOLDER


@dataclass(frozen=True, slots=True)
class Unplug:
    """Pull the reader's cable."""

    reader: Reader = Reader.HOLDER


@dataclass(frozen=True, slots=True)
class Plug:
    """Put the reader's cable back."""

    reader: Reader = Reader.HOLDER


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut the wire to the issuer."""


@dataclass(frozen=True, slots=True)
class Mend:
    """Put it right again."""


@dataclass(frozen=True, slots=True)
class Touch:
    """Touch the control with this intent."""

    intent: str


@dataclass(frozen=True, slots=True)
class Key:
    """Key these digits in."""

    digits: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Key the rest in, and touch "next"."""

    digits: str


@dataclass(frozen=True, slots=True)
class Pass:
    """Nobody does anything for so many seconds."""

    seconds: float


Stop = See | Insert | PutBack | Hold | LetGo | Remove | Unplug | Plug | Cut | Mend | Touch | Key | Confirm | Pass
Journey = tuple[Stop, ...]

PIN, WRONG, POOR, NEW, OTHER = "135790", "135791", "123456", "624815", "624851"  # invented, for test cards
OTHER_KIND = "other-kind"  # a card with neither a social security nor a bank application; no bundled one is
