"""Which answers of an office a terminal understands: types, sizes and alphabets. Anything else is as good as none.

An office may be newer than its terminal, or one that was broken into; its answers reach screens, cards and records.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from emulator.iso7816 import gb18030
from kiosk.card.request import Evidence
from kiosk.issuer.answers import (
    Away,
    Confirmed,
    Denied,
    Enabled,
    EnablingChallenge,
    ExternalProof,
    Genuine,
    NotConfigured,
    NotGenuine,
    NotListed,
    OtherCards,
    OwnedCard,
    ProofWanted,
    Taken,
    UnderReview,
)
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing

AnswerT = TypeVar("AnswerT")
Sound = Mapping[type, Callable[[Any], bool]]

_MOST_BYTES, _MOST_CHARACTERS, _MOST_CARDS = 64, 100, 50
PROOF_BYTES, BLOCK_BYTES = 16, 8

_log = logging.getLogger("kiosk")


def is_token(value: object) -> bool:
    """Bytes that the office gives and takes back."""
    return isinstance(value, bytes) and 0 < len(value) <= _MOST_BYTES


def is_line(value: object) -> bool:
    """A short text that can be shown."""
    return isinstance(value, str) and 0 < len(value) <= _MOST_CHARACTERS and gb18030.is_printable(value)


def _is_day(value: object) -> bool:
    return value is None or type(value) is date


def _is_time(value: object) -> bool:
    return value is None or (isinstance(value, datetime) and value.tzinfo is not None)


def _is_record(answer: Any) -> bool:
    days = _is_day(answer.lost_until) and _is_day(answer.bank_until)
    flags = isinstance(answer.bank_active, bool) and isinstance(answer.minor, bool)
    limit = answer.pin_limit is None or (type(answer.pin_limit) is int and 0 < answer.pin_limit < 16)
    return isinstance(answer.standing, Standing) and days and flags and limit


def _is_block(value: Any) -> bool:
    blocks = (value.factor, value.info)
    return all(isinstance(each, bytes) and len(each) == BLOCK_BYTES for each in blocks)


def _is_question(answer: Any) -> bool:
    return is_line(answer.number) and _is_block(answer)


def _is_enabling(answer: Any) -> bool:
    blocks = (answer.before, answer.after)
    sound = all(isinstance(each, Evidence) and _is_block(each) for each in blocks)
    return is_line(answer.number) and sound and isinstance(answer.evidence, bool)


def _is_list(answer: Any) -> bool:
    return (
        isinstance(answer.cards, tuple)
        and len(answer.cards) <= _MOST_CARDS
        and all(
            isinstance(card, OwnedCard)
            and is_line(card.last_four)
            and is_line(card.region)
            and isinstance(card.standing, Standing)
            for card in answer.cards
        )
    )


SOUND: Sound = {
    Away: lambda _: True,
    NotConfigured: lambda _: True,
    NotListed: lambda _: True,
    NotGenuine: lambda _: True,
    Taken: lambda _: True,
    Confirmed: lambda _: True,
    Denied: lambda answer: is_line(answer.reason) and _is_time(answer.until),
    Enabled: lambda _: True,
    UnderReview: lambda _: True,
    Record: _is_record,
    ProofWanted: _is_question,
    Genuine: lambda answer: is_token(answer.presence) and isinstance(answer.evidence, bool),
    ExternalProof: lambda answer: isinstance(answer.data, bytes) and len(answer.data) == PROOF_BYTES,
    OtherCards: _is_list,
    EnablingChallenge: _is_enabling,
}


def understood(answer: AnswerT, sound: Sound = SOUND) -> AnswerT | Away:
    """The answer; Away, and a line in the log without what was said, where a terminal has no meaning for it."""
    check = sound.get(type(answer))
    if check is not None and check(answer):
        return answer
    _log.warning("the issuer's office answered something that this terminal does not know: %s", type(answer).__name__)
    return Away()


def known_standing(code: object) -> Standing | None:
    """The standing of this code; None, and a line in the log, for one that this terminal does not know."""
    if isinstance(code, int) and not isinstance(code, bool) and code in tuple(Standing):
        return Standing(code)
    _log.warning("the issuer's office has a standing that this terminal does not know: %.20r", code)
    return None
