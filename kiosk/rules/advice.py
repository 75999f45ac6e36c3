"""From what is known of a card to what its holder is advised to do: one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk.card.facts import CardFacts
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.rules.validity import is_expired, is_renewable

FEW_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """All that advice is drawn from. `others`: how many other cards of the person are known and in use."""

    card: CardFacts
    standing: StandingAnswer
    today: date
    record: Record | None = None
    genuine: Genuineness = Genuineness.UNKNOWN
    others: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice: its id, which other programs read, and when it applies; its words are in `kiosk.ui`."""

    id: str
    applies: Callable[[Known], bool]


def advice_for(known: Known) -> tuple[Advice, ...]:
    """All advice that applies, the most pressing first; never empty."""
    found = tuple(advice for advice in ADVICE if advice.applies(known))
    return found or (ALL_WELL,)


def _stands(*standings: StandingAnswer) -> Callable[[Known], bool]:
    return lambda known: known.standing in standings


def _tries(*counts: int) -> Callable[[Known], bool]:
    return lambda known: known.card.tries_left in counts


def _expired(known: Known) -> bool:
    return is_expired(known.card.valid_until, known.today) is True


def _renewable(known: Known) -> bool:
    return is_renewable(known.card.valid_until, known.today) is True and not _expired(known)


def _end_unknown(known: Known) -> bool:
    return known.card.valid_until is None


def _forged(known: Known) -> bool:
    return known.genuine is Genuineness.NOT_GENUINE


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
        _forged,
    ),
    Advice(
        "card-cancelled",
        _stands(Standing.CANCELLED),
    ),
    Advice(
        "replace-lost-card",
        _stands(Standing.LOST),
    ),
    Advice(
        "lift-or-confirm-loss",
        _stands(Standing.TEMPORARILY_LOST),
    ),
    Advice(
        "issuer-locked",
        _stands(Standing.APPLICATION_LOCKED),
    ),
    Advice(
        "pin-locked",
        _tries(0),
    ),
    Advice(
        "pin-last-attempt",
        _tries(1),
    ),
    Advice(
        "pin-few-attempts",
        _tries(*range(2, FEW_ATTEMPTS + 1)),
    ),
    Advice(
        "enable-card",
        _stands(Standing.SEALED),
    ),
    Advice(
        "card-expired",
        _expired,
    ),
    Advice(
        "renew-soon",
        _renewable,
    ),
    Advice(
        "validity-unknown",
        _end_unknown,
    ),
    Advice(
        "bank-account-ended",
        _bank_ended,
    ),
    Advice(
        "activate-bank-function",
        _bank_not_active,
    ),
    Advice(
        "several-cards",
        _several,
    ),
    Advice(
        "standing-not-listed",
        _stands(NoStanding.NOT_LISTED),
    ),
    Advice(
        "standing-unreachable",
        _stands(NoStanding.UNREACHABLE, NoStanding.ASKED),
    ),
    Advice(
        "standing-not-configured",
        _stands(NoStanding.NOT_CONFIGURED),
    ),
)

ALL_WELL = Advice(
    "all-well",
    lambda _: True,
)
