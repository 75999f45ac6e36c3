"""Answers that a terminal has no meaning for: codes, sizes, types. Each is as good as none, and ends no thread."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from emulator.issuer import answers as said
from kiosk.app.near_self_service import NearOffice
from kiosk.issuer.alphabet import is_line, understood
from kiosk.issuer.answers import (
    Away,
    Denied,
    ExternalProof,
    Genuine,
    NotListed,
    OtherCards,
    OwnedCard,
    ProofWanted,
    Taken,
)
from kiosk.issuer.question import AskOtherCards, AskRecord, put
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing

RECORD = Record(Standing.NORMAL, date(2026, 1, 2), True, None, False)
WANTED = ProofWanted("7", bytes(8), bytes(8))
OTHER = OwnedCard("1234", "610100", Standing.NORMAL)
with_wrong: Any = replace  # for values that no type allows
SOUND: Sequence[Any] = (
    RECORD,
    WANTED,
    NotListed(),
    Taken(),
    Denied("too-often"),
    Genuine(b"1"),
    ExternalProof(bytes(16)),
    OtherCards((OTHER,)),
)
SPOILT: Sequence[Any] = (
    None,
    b"standing",
    with_wrong(RECORD, standing=5),
    with_wrong(RECORD, standing=1),
    with_wrong(RECORD, lost_until="2026-01-02"),
    with_wrong(RECORD, bank_until=datetime(2026, 1, 2, 3, 4)),
    with_wrong(RECORD, minor=None),
    with_wrong(WANTED, factor=bytes(7)),
    with_wrong(WANTED, info="12345678"),
    with_wrong(WANTED, number=7),
    Denied(""),
    Denied("a\x1b[2J"),
    Denied("x" * 1000),
    Genuine(b""),
    Genuine(bytes(65)),
    ExternalProof(bytes(15)),
    OtherCards((with_wrong(OTHER, standing=5),)),
    OtherCards((with_wrong(OTHER, last_four=None),)),
    OtherCards([OTHER]),  # type: ignore[arg-type]
    OtherCards((OTHER,) * 51),
)


def test_what_is_sound_is_passed_on_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    assert [understood(answer) for answer in SOUND] == list(SOUND)
    passed = [answer for answer in SPOILT if understood(answer) != Away()]

    assert passed == []
    assert len(caplog.records) == len(SPOILT)
    caplog.clear()


@pytest.mark.parametrize("name", ["周静", "\U00031350静", "\ue816静"], ids=ascii)
def test_any_sign_that_a_name_may_have_is_one_of_a_line(name: str) -> None:
    assert is_line(name)


class Registry:
    """A back office that answers every question with one thing."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def standing(self, caller: said.Credential, card: bytes) -> Any:
        """That."""
        return self._answer

    def other_cards(self, caller: said.Credential, presence: bytes) -> Any:
        """That."""
        return self._answer


@pytest.mark.parametrize("answer", [said.Record(5, None, False, None, False), None], ids=["standing 5", "nothing"])  # type: ignore[arg-type]
def test_a_standing_that_is_not_known_is_not_known(answer: object, caplog: pytest.LogCaptureFixture) -> None:
    """It ended the clerk, and every later visitor waited for an answer that could not come."""
    office = NearOffice(Registry(answer), said.Credential("610100-0001", bytes(32)))  # type: ignore[arg-type]

    assert put(AskRecord(bytes(16)), office) == Away()
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    caplog.clear()


def test_of_other_cards_all_are_known_or_none(caplog: pytest.LogCaptureFixture) -> None:
    cards = (said.OtherCard("1", "610100", said.Standing.NORMAL), said.OtherCard("2", "610100", 5))  # type: ignore[arg-type]
    office = NearOffice(Registry(said.OtherCards(cards)), said.Credential("610100-0001", bytes(32)))  # type: ignore[arg-type]

    assert put(AskOtherCards(b"1"), office) == Away()
    caplog.clear()
