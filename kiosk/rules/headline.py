"""The worst that is known of a card, which every screen says first: one table, from the worst to nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.rules.advice import FEW_ATTEMPTS, Known
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.standing import NoStanding, Standing
from kiosk.rules.validity import is_expired, is_renewable


class Tone(StrEnum):
    """How grave it is: what stops the card, what soon will or costs something, what is to be known, and none of it."""

    BAD = "bad"
    WARN = "warn"
    INFO = "info"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Headline:
    """One thing that a card can be: its id, which becomes words elsewhere, its tone, and when it is so."""

    id: str
    tone: Tone
    applies: Callable[[Known], bool]


def headline_of(known: Known) -> Headline:
    """The worst of them: "normal" where nothing else is known, and never with a better tone than any that applies."""
    return next(headline for headline in HEADLINES if headline.applies(known))


def _genuine(*answers: Genuineness) -> Callable[[Known], bool]:
    return lambda known: known.genuine in answers


def _stands(standing: Standing | NoStanding) -> Callable[[Known], bool]:
    return lambda known: known.standing is standing


def _locked(known: Known) -> bool:
    return known.card.tries_left == 0


def _dead(known: Known) -> bool:
    return _locked(known) and not known.unblockable


def _last_attempt(known: Known) -> bool:
    return known.card.tries_left == 1


def _few_attempts(known: Known) -> bool:
    return known.card.tries_left is not None and known.card.tries_left <= FEW_ATTEMPTS


def _expired(known: Known) -> bool:
    return is_expired(known.card.valid_until, known.today) is True


def _bank_ended(known: Known) -> bool:
    return known.record is not None and is_expired(known.record.bank_until, known.today) is True


def _expiring(known: Known) -> bool:
    return is_renewable(known.card.valid_until, known.today) is True


def _without_pin(known: Known) -> bool:
    return not known.card.has_pin


def _end_unknown(known: Known) -> bool:
    return known.card.valid_until is None


HEADLINES: tuple[Headline, ...] = (
    Headline("not-genuine", Tone.BAD, _genuine(Genuineness.NOT_GENUINE)),
    Headline("cancelled", Tone.BAD, _stands(Standing.CANCELLED)),
    Headline("lost", Tone.BAD, _stands(Standing.LOST)),
    Headline("application-locked", Tone.BAD, _stands(Standing.APPLICATION_LOCKED)),
    Headline("silent", Tone.BAD, _genuine(Genuineness.SILENT)),
    Headline("temporarily-lost", Tone.BAD, _stands(Standing.TEMPORARILY_LOST)),
    Headline("to-be-replaced", Tone.BAD, _dead),
    Headline("pin-locked", Tone.BAD, _locked),
    Headline("last-attempt", Tone.WARN, _last_attempt),
    Headline("expired", Tone.WARN, _expired),
    Headline("few-attempts", Tone.WARN, _few_attempts),
    Headline("bank-ended", Tone.WARN, _bank_ended),
    Headline("postponed", Tone.INFO, _genuine(Genuineness.POSTPONED)),
    Headline("sealed", Tone.INFO, _stands(Standing.SEALED)),
    Headline("expiring", Tone.INFO, _expiring),
    Headline("pin-not-set", Tone.INFO, _without_pin),
    Headline("asked", Tone.INFO, _stands(NoStanding.ASKED)),
    Headline("unreachable", Tone.INFO, _stands(NoStanding.UNREACHABLE)),
    Headline("not-listed", Tone.INFO, _stands(NoStanding.NOT_LISTED)),
    Headline("not-configured", Tone.INFO, _stands(NoStanding.NOT_CONFIGURED)),
    Headline("checking", Tone.INFO, _genuine(Genuineness.ASKED)),
    Headline("unchecked", Tone.INFO, _genuine(Genuineness.UNCHECKED)),
    Headline("validity-unknown", Tone.INFO, _end_unknown),
    Headline("normal", Tone.GOOD, lambda _: True),
)
