"""What can be done about a card, what fits it first; and what can't be done here at once with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.rules.advice import Known
from kiosk.rules.headline import HEADLINES, headline_of
from kiosk.rules.standing import Standing


class Deed(StrEnum):
    """Something to do: at this terminal, or at a service point, to which the terminal shows the way."""

    ENABLE = "enable"  # by a change of the PIN
    CHANGE_PIN = "change-pin"
    STANDING = "standing"  # look it up
    UNLOCK = "unlock"  # or reset
    SET_PIN = "set-pin"
    REPLACE = "replace"
    LIFT = "lift"
    RENEW = "renew"


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed; `bar` is the id of the headline that stands against it, "" where nothing does."""

    deed: Deed
    bar: str = ""


_STOPPED = (
    "not-genuine",
    "cancelled",
    "lost",
    "application-locked",
    "temporarily-lost",
)  # nothing is done with its PIN
_UNPROVED = ("silent", "postponed")  # it is not told a PIN here
_FITTING: Mapping[str, Deed] = MappingProxyType(  # by the headline; to any other the first that nothing stands against
    {
        **dict.fromkeys((*_STOPPED, *_UNPROVED), Deed.STANDING),  # which says why, and what to do
        "lost": Deed.REPLACE,
        "temporarily-lost": Deed.LIFT,
        "to-be-replaced": Deed.REPLACE,
        "expired": Deed.RENEW,
        "expiring": Deed.RENEW,
    }
)


def offers(known: Known) -> tuple[Offer, ...]:
    """All of it, each deed once: what fits first, against which nothing stands, and what is barred last."""
    rest = (_change(known), _unlock(known), Offer(Deed.STANDING))
    worst = headline_of(known).id
    also = _worst(known, "expiring") if worst == "bank-ended" else ""  # of the bank nothing can be done here
    first = _FITTING.get(also or worst) or next(offer.deed for offer in rest if not offer.bar)
    change, unlock, standing = rest
    behind = (offer for offer in (change, standing, unlock) if offer.deed is not first)
    return (Offer(first), *sorted(behind, key=lambda offer: bool(offer.bar)))


def _change(known: Known) -> Offer:
    deed = Deed.ENABLE if known.standing is Standing.SEALED and known.card.has_pin else Deed.CHANGE_PIN
    return Offer(deed, _worst(known, *_STOPPED, *_UNPROVED, "to-be-replaced", "pin-locked") or _without_pin(known))


def _unlock(known: Known) -> Offer:
    deed = Deed.UNLOCK if known.card.has_pin else Deed.SET_PIN
    return Offer(deed, _worst(known, *_STOPPED, "to-be-replaced"))


def _without_pin(known: Known) -> str:
    return "" if known.card.has_pin else "pin-not-set"


def _worst(known: Known, *ids: str) -> str:
    """The worst of these that it is, "" where it is none of them."""
    return next((each.id for each in HEADLINES if each.id in ids and each.applies(known)), "")
