"""Which new PINs are refused, and why.

>>> from kiosk.card.pin import Pin
>>> [refusal.value for refusal in refusals(Pin(b"123123"), present=Pin(b"135790"), card=None, policy=PinPolicy())]
['repeated']
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from kiosk.card.facts import CardFacts
from kiosk.card.pin import Pin


class Refusal(Enum):
    """Why a new PIN is refused; the order is the order of the checks."""

    INITIAL = "initial"  # one that cards are issued with
    SAME = "same"  # the present one
    ONE_DIGIT = "one-digit"  # 777777
    RUN = "run"  # 345678, 987654
    REPEATED = "repeated"  # 121212, 123123
    HOLDER_NUMBER = "holder-number"
    BIRTH_DATE = "birth-date"
    CARD_NUMBER = "card-number"
    DIFFERENT = "different"  # the second entry is not the first


@dataclass(frozen=True, slots=True)
class PinPolicy:
    """What differs by region: the PINs that cards are issued with, as ASCII digits."""

    initial: tuple[bytes, ...] = (b"123456", b"000000", b"888888")


def refusals(new: Pin, *, present: Pin | None, card: CardFacts | None, policy: PinPolicy) -> tuple[Refusal, ...]:
    """All reasons against `new`, none for a good one. What is not known (None) is not checked."""
    with new.revealed() as digits:
        found = [refusal for refusal, applies in _CHECKS if applies(digits, card, policy)]
    if present is not None and new == present:
        found.append(Refusal.SAME)
    return tuple(refusal for refusal in Refusal if refusal in found)


def refusals_again(
    new: Pin, again: Pin, *, present: Pin | None, card: CardFacts | None, policy: PinPolicy
) -> tuple[Refusal, ...]:
    """All reasons against `new`, keyed in once more as `again`: by now more may be known of the card."""
    against = refusals(new, present=present, card=card, policy=policy)
    return against if new == again else (*against, Refusal.DIFFERENT)


def is_initial(pin: Pin, policy: PinPolicy) -> bool:
    """True for a PIN that cards are issued with."""
    with pin.revealed() as digits:
        return bytes(digits) in policy.initial


def _is_run(digits: bytearray) -> bool:
    steps = {after - before for before, after in pairwise(digits)}
    return steps in ({1}, {-1})


def _is_repeated(digits: bytearray) -> bool:
    if len(set(digits)) == 1:
        return False  # that is ONE_DIGIT
    return digits == digits[:2] * 3 or digits == digits[:3] * 2


def _is_in_number(digits: bytearray, card: CardFacts | None) -> bool:
    return card is not None and card.holder is not None and digits in card.holder.number.encode()


def _is_birth_date(digits: bytearray, card: CardFacts | None) -> bool:
    if card is None or card.holder is None or card.holder.birth_date is None:
        return False
    forms = ("%y%m%d", "%d%m%y", "%m%d%y", "%Y%m", "%m%Y")
    return any(digits == card.holder.birth_date.strftime(form).encode() for form in forms)


_CHECKS: tuple[tuple[Refusal, Callable[[bytearray, CardFacts | None, PinPolicy], bool]], ...] = (
    (Refusal.INITIAL, lambda digits, _, policy: any(digits == pin for pin in policy.initial)),
    (Refusal.ONE_DIGIT, lambda digits, _, __: len(set(digits)) == 1),
    (Refusal.RUN, lambda digits, _, __: _is_run(digits)),
    (Refusal.REPEATED, lambda digits, _, __: _is_repeated(digits)),
    (Refusal.HOLDER_NUMBER, lambda digits, card, _: _is_in_number(digits, card)),
    (Refusal.BIRTH_DATE, lambda digits, card, _: _is_birth_date(digits, card)),
    (Refusal.CARD_NUMBER, lambda digits, card, _: card is not None and digits in card.number.encode()),
)
