"""A back office in memory serves for months: what nobody can use any more makes room."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from emulator.back_office import AUDITED_IN_MEMORY, BackOffice, back_office
from emulator.cards import find_card
from emulator.issuer.answers import Credential
from emulator.issuer.audit import Tampered, Whole
from emulator.issuer.schema import AuditRow
from tests.support.clock import WallClock

CARD = find_card("normal")
START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
QUESTIONS = 2  # a visit


def visit(bench: BackOffice, caller: Credential) -> None:
    """A card is asked to prove itself, and does not."""
    bench.office.standing(caller, CARD.identification)
    asked = bench.office.internal_challenge(caller, CARD.identification)
    bench.office.check_proof(caller, getattr(asked, "number", ""), os.urandom(8))


def size(bench: BackOffice) -> int:
    """The database in bytes."""
    with bench.database.reading() as session:
        pages, of = (session.scalar(text(f"PRAGMA {name}")) for name in ("page_count", "page_size"))
    return int(pages) * int(of)


@pytest.mark.slow
def test_it_does_not_grow_with_its_visits_and_its_audit_stays_whole() -> None:
    clock = WallClock(START)
    with back_office(None, [CARD], clock) as bench:
        caller = bench.enrol("610100-0001", "self-service")
        sizes = []
        for _ in range(2):
            for _ in range(AUDITED_IN_MEMORY + 10):
                clock.now += timedelta(minutes=1)
                visit(bench, caller)
            sizes.append(size(bench))
        found = bench.audit.verify()
        with bench.database.writing() as session:
            rows = session.scalar(select(func.count()).select_from(AuditRow)) or 0
            session.execute(text("DELETE FROM audit WHERE seq = (SELECT min(seq) + 5 FROM audit)"))
        robbed = bench.audit.verify()

    assert isinstance(robbed, Tampered)
    assert isinstance(found, Whole)
    assert found.count >= 2 * (AUDITED_IN_MEMORY + 10) * QUESTIONS
    assert AUDITED_IN_MEMORY <= rows < 2 * AUDITED_IN_MEMORY
    assert sizes[1] <= sizes[0] * 1.05
