"""Where the tour goes: what the person and the card do, and which screens are pictured on the way. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.session.timeouts import IDLE_S, STILL_THERE_S


@dataclass(frozen=True, slots=True)
class See:
    """Wait for this screen. `picture` names its file; empty: only passed through.

    Where `slip` is given, the screen has to say that of the slip.
    """

    screen: str
    picture: str = ""
    slip: str = ""


class Trouble(Enum):
    """What becomes of a card that is put in."""

    NONE = "none"
    HELD = "held"  # its answers are kept back until Release
    PULLED_BEFORE_CHANGE = "pulled-before-change"  # it is out before it changes its PIN
    PULLED_AFTER_CHANGE = "pulled-after-change"  # it is out before its answer to that is heard


@dataclass(frozen=True, slots=True)
class Insert:
    """Put this card in, as new."""

    card: str
    trouble: Trouble = Trouble.NONE


@dataclass(frozen=True, slots=True)
class PutBack:
    """Put this card in again, as it is by now, and without trouble."""

    card: str


@dataclass(frozen=True, slots=True)
class Hold:
    """From now on the card keeps its answers back. It was put in held."""


@dataclass(frozen=True, slots=True)
class Release:
    """Let the card answer."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the card out."""


@dataclass(frozen=True, slots=True)
class Unplug:
    """Pull the reader's cable."""


@dataclass(frozen=True, slots=True)
class Plug:
    """Put the reader's cable back."""


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


Stop = See | Insert | PutBack | Hold | Release | Remove | Unplug | Plug | Touch | Key | Confirm | Pass
Journey = tuple[Stop, ...]

OTHER_KIND = "other-kind"  # a card with neither a social security nor a bank application; no bundled one is
PIN, WRONG, POOR, NEW, OTHER = "135790", "135791", "123456", "624815", "624851"  # invented, for test cards

_TAKEN: Journey = (See("take-card"), Remove(), See("attract"))
_PRESENT: Journey = (See("menu"), Touch("change-pin"), See("pin-present"), Confirm(PIN), See("pin-new"))
_CHANGE: Journey = (*_PRESENT, Confirm(NEW), See("pin-again"))


def _standing(card: str) -> Journey:
    """The standing of a card of this standing, in full."""
    return (
        *(Insert(card), See("menu"), Touch("standing"), See("standing", f"standing-{card}"), Touch("end")),
        *_TAKEN,
    )


def _unserved(card: str, screen: str) -> Journey:
    return Insert(card), See(screen, screen), Remove(), See("attract")


JOURNEYS: tuple[Journey, ...] = (
    (  # the standing, then the PIN
        See("attract", "attract"),
        *(Insert("normal", Trouble.HELD), See("reading", "reading"), Release()),
        *(See("menu", "menu"), Touch("standing"), See("standing", "standing"), Touch("back")),
        *(See("menu"), Touch("change-pin"), See("pin-present"), Key("135"), See("pin-present", "pin-present")),
        *(Confirm("791"), See("pin-wrong", "pin-wrong"), Confirm(PIN)),
        *(See("pin-new", "pin-new"), Confirm(POOR), See("pin-refused", "pin-refused"), Confirm(NEW)),
        *(See("pin-again", "pin-again"), Hold(), Confirm(NEW), See("reading", "reading-change"), Release()),
        *(See("pin-changed", "pin-changed"), Touch("end"), See("take-card", "take-card"), Remove(), See("attract")),
    ),
    (  # the two entries of the new PIN differ
        *(Insert("normal"), *_PRESENT, Confirm(OTHER), See("pin-again"), Confirm(NEW)),
        *(See("pin-refused", "pin-refused-different"), Touch("end"), *_TAKEN),
    ),
    (  # a forgotten PIN
        *(Insert("two-left"), See("menu", "menu-two-left"), Touch("change-pin"), See("pin-present"), Confirm(WRONG)),
        *(See("last-attempt", "last-attempt"), Touch("on"), See("pin-present"), Confirm(WRONG)),
        *(See("locked", "locked"), Touch("on"), See("unlock-explained", "unlock-explained")),
        *(Touch("slip"), See("unlock-explained", "unlock-explained-slip", slip="saved"), Touch("end"), *_TAKEN),
    ),
    (  # the card is pulled out in the middle of the change; another one, then the same one is put in
        *(Insert("t1", Trouble.PULLED_AFTER_CHANGE), *_CHANGE, Confirm(NEW), See("outcome-unknown", "outcome-unknown")),
        *(Insert("expiring"), See("reading"), See("outcome-unknown", "outcome-unknown-other-card"), Remove()),
        *(PutBack("t1"), See("pin-changed"), Touch("end"), *_TAKEN),
    ),
    (  # it is pulled out before it did anything
        *(Insert("t1", Trouble.PULLED_BEFORE_CHANGE), *_CHANGE, Confirm(NEW), See("outcome-unknown"), PutBack("t1")),
        *(See("pin-not-changed", "pin-not-changed"), Touch("end"), *_TAKEN),
    ),
    (  # nobody is there any more
        *(Insert("expiring"), See("menu"), Pass(IDLE_S), See("still-there", "still-there")),
        *(Pass(STILL_THERE_S), See("card-left-behind", "card-left-behind"), Remove(), See("attract")),
    ),
    _unserved("mute", "not-recognised"),
    _unserved("bank-only", "bank-card-only"),
    _unserved(OTHER_KIND, "unsupported-card"),
    *(
        _standing(card)
        for card in ("sealed", "lost", "temporarily-lost", "cancelled", "expired", "expiring", "last-attempt")
    ),
    (Insert("locked"), See("menu", "menu-locked"), Touch("end"), *_TAKEN),
    (Insert("v1-3des"), See("menu", "menu-name"), Touch("end"), *_TAKEN),
    (Insert("v2-3des"), See("menu", "menu-long-name"), Touch("end"), *_TAKEN),
    (Unplug(), See("out-of-service", "out-of-service"), Plug(), See("attract")),
)
