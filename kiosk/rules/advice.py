"""From what is known of a card to what its holder is advised to do: one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

from kiosk.card.facts import CardFacts
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.rules.validity import is_expired, is_renewable

FEW_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """All that advice is drawn from. `others`: how many other cards of the person are known and in use.

    `unblockable`: False for a card that was seen to obey no unblock any more; nobody can tell before.
    """

    card: CardFacts
    standing: StandingAnswer
    today: date
    record: Record | None = None
    genuine: Genuineness = Genuineness.UNKNOWN
    others: int = 0
    unblockable: bool = True


class Needs(Enum):
    """What has to be known before a piece of advice can come."""

    CARD = "the card alone"
    ISSUER = "an issuer"
    PIN = "a right PIN: on the screens only"  # `kiosk status` asks for none
    UNBLOCK = "a refused unblock: at a service point only"


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice: its id, which other programs read, and when it applies; its words are in `kiosk.ui`."""

    id: str
    needs: Needs
    applies: Callable[[Known], bool]


def advice_for(known: Known) -> tuple[Advice, ...]:
    """All advice that applies, the most pressing first; never empty."""
    found = tuple(advice for advice in ADVICE if advice.applies(known))
    return found or (ALL_WELL,)


def advice_to_follow(known: Known) -> tuple[Advice, ...]:
    """The advice that can be followed, what is so already before what will be.

    It is without what another piece of it makes vain, such as unlocking a lost card.
    """
    found = advice_for(known)
    vain = {each for advice in found for each in _MAKES_VAIN.get(advice.id, ())}
    left = [advice for advice in found if advice.id not in vain]
    return tuple(sorted(left, key=lambda advice: _SCREENS.index(advice.id)))


def _stands(*standings: StandingAnswer) -> Callable[[Known], bool]:
    return lambda known: known.standing in standings


def _tries(*counts: int) -> Callable[[Known], bool]:
    return lambda known: known.card.tries_left in counts


def _locked(known: Known) -> bool:
    return known.card.tries_left == 0 and known.unblockable


def _dead(known: Known) -> bool:
    return known.card.tries_left == 0 and not known.unblockable


def _without_pin(known: Known) -> bool:
    return not known.card.has_pin


def _sealed_with_pin(known: Known) -> bool:
    """What enables a card is that its PIN is changed: without one it is set first."""
    return known.standing is Standing.SEALED and known.card.has_pin


def _expired(known: Known) -> bool:
    return is_expired(known.card.valid_until, known.today) is True


def _renewable(known: Known) -> bool:
    return is_renewable(known.card.valid_until, known.today) is True and not _expired(known)


def _end_unknown(known: Known) -> bool:
    return known.card.valid_until is None


def _forged(known: Known) -> bool:
    return known.genuine is Genuineness.NOT_GENUINE


def _silent(known: Known) -> bool:
    return known.genuine is Genuineness.SILENT


def _postponed(known: Known) -> bool:
    return known.genuine is Genuineness.POSTPONED


def _unchecked(known: Known) -> bool:
    """Of a card whose standing is not known it is said already that nothing can be looked up."""
    return known.genuine is Genuineness.UNCHECKED and isinstance(known.standing, Standing)


def _bank_not_active(known: Known) -> bool:
    record = known.record
    in_use = record is not None and record.standing is Standing.NORMAL and not record.bank_active
    return in_use and not _bank_ended(known)


def _bank_ended(known: Known) -> bool:
    return known.record is not None and is_expired(known.record.bank_until, known.today) is True


def _several(known: Known) -> bool:
    return known.others > 0 and known.standing is Standing.NORMAL


ADVICE: tuple[Advice, ...] = (
    Advice(
        "card-not-genuine",
        Needs.ISSUER,
        _forged,
    ),
    Advice(
        "card-silent",
        Needs.ISSUER,
        _silent,
    ),
    Advice(
        "card-postponed",
        Needs.ISSUER,
        _postponed,
    ),
    Advice(
        "card-cancelled",
        Needs.ISSUER,
        _stands(Standing.CANCELLED),
    ),
    Advice(
        "replace-lost-card",
        Needs.ISSUER,
        _stands(Standing.LOST),
    ),
    Advice(
        "lift-or-confirm-loss",
        Needs.ISSUER,
        _stands(Standing.TEMPORARILY_LOST),
    ),
    Advice(
        "issuer-locked",
        Needs.ISSUER,
        _stands(Standing.APPLICATION_LOCKED),
    ),
    Advice(
        "replace-locked-card",
        Needs.UNBLOCK,
        _dead,
    ),
    Advice(
        "pin-locked",
        Needs.CARD,
        _locked,
    ),
    Advice(
        "pin-last-attempt",
        Needs.CARD,
        _tries(1),
    ),
    Advice(
        "pin-few-attempts",
        Needs.CARD,
        _tries(*range(2, FEW_ATTEMPTS + 1)),
    ),
    Advice(
        "pin-not-set",
        Needs.CARD,
        _without_pin,
    ),
    Advice(
        "enable-card",
        Needs.ISSUER,
        _sealed_with_pin,
    ),
    Advice(
        "card-unchecked",
        Needs.ISSUER,
        _unchecked,
    ),
    Advice(
        "card-expired",
        Needs.CARD,
        _expired,
    ),
    Advice(
        "renew-soon",
        Needs.CARD,
        _renewable,
    ),
    Advice(
        "validity-unknown",
        Needs.CARD,
        _end_unknown,
    ),
    Advice(
        "bank-account-ended",
        Needs.ISSUER,
        _bank_ended,
    ),
    Advice(
        "activate-bank-function",
        Needs.ISSUER,
        _bank_not_active,
    ),
    Advice(
        "several-cards",
        Needs.PIN,
        _several,
    ),
    Advice(
        "standing-not-listed",
        Needs.ISSUER,
        _stands(NoStanding.NOT_LISTED),
    ),
    Advice(
        "standing-unreachable",
        Needs.ISSUER,
        _stands(NoStanding.UNREACHABLE, NoStanding.ASKED),
    ),
    Advice(
        "standing-not-configured",
        Needs.CARD,
        _stands(NoStanding.NOT_CONFIGURED),
    ),
)

ALL_WELL = Advice(
    "all-well",
    Needs.ISSUER,
    lambda _: True,
)

_PIN = ("replace-locked-card", "pin-locked", "pin-last-attempt", "pin-few-attempts", "pin-not-set", "enable-card")
_RENEWAL = ("card-expired", "renew-soon")
_ENDED, _ENDS = "bank-account-ended", "renew-soon"
_IDS = [advice.id for advice in (*ADVICE, ALL_WELL) if advice.id != _ENDED]
_SCREENS = (*_IDS[: _IDS.index(_ENDS)], _ENDED, *_IDS[_IDS.index(_ENDS) :])  # other programs read the order of `ADVICE`
_MAKES_VAIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "card-not-genuine": (*_PIN, *_RENEWAL),
        "card-cancelled": (*_PIN, *_RENEWAL),
        "replace-lost-card": (*_PIN, *_RENEWAL),
        "lift-or-confirm-loss": _PIN,
        "issuer-locked": _PIN,
        "replace-locked-card": ("enable-card", *_RENEWAL),
        "pin-locked": ("enable-card",),
        "card-expired": ("enable-card",),
    }
)
