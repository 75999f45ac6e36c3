"""The first change of a card's initial PIN: what the card is to prove around it, and what a report of it is worth.

IRK before the change and PIK after it, within a minute, prove it. A card that has no PIK proves IRK again, and the rest
is the terminal's word: a claim, which enables as well. A card that was there but proved less is reviewed. What no card
stands behind is counted and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from emulator import china
from emulator.issuer import reviews
from emulator.issuer.answers import (
    Block,
    Enabled,
    EnabledReport,
    EnablingChallenge,
    Reason,
    Refused,
    Standing,
    UnderReview,
)
from emulator.issuer.challenges import Random, is_within, new_number, put, spend
from emulator.issuer.changes import Basis, Cause, settle
from emulator.issuer.idempotency import once
from emulator.issuer.presences import REPORTS_FOR, Present, named
from emulator.issuer.proofs import is_right
from emulator.issuer.question import Question
from emulator.issuer.records import record
from emulator.issuer.reviews import Why
from emulator.issuer.schema import EnablingWanted, Unproved
from emulator.issuer.standings import Actor
from emulator.issuer.vault import InternalKey, Vault

ONE_HOLD = timedelta(seconds=60)  # from the challenge until the report
_HALF = 8
_ENABLED, _UNDER_REVIEW = "enabled", "review"


@dataclass(frozen=True, slots=True)
class _Whole:
    """All was proved that this card can prove."""

    basis: Basis


@dataclass(frozen=True, slots=True)
class _Partly:
    """The card was there; what is missing."""

    why: Why


@dataclass(frozen=True, slots=True)
class Enabling:
    """Asks what proves a first change, and judges what is reported of one."""

    vault: Vault
    random: Random

    def challenge(self, asked: Question, presence: bytes) -> EnablingChallenge | Refused:
        """What the card that is present is to answer before and after. Refused: NO_PRESENCE."""
        here = named(asked.session, presence, asked.terminal.id, asked.now)
        if isinstance(here, Refused) or not here.fresh:
            return Refused(Reason.NO_PRESENCE)
        asked.card = here.card
        wanted = EnablingWanted(
            number=new_number(self.random),
            terminal=asked.terminal.id,
            card=here.card.hex(),
            presence=here.token,
            before_factor=self.random(_HALF),
            before_info=self.random(_HALF),
            after_factor=self.random(_HALF),
            after_info=self.random(_HALF),
            evidence=self.vault.has_pik(here.card),
            at=asked.now,
            answered=False,
        )
        put(asked.session, wanted)
        before, after = _blocks(wanted)
        return EnablingChallenge(wanted.number, before, after, wanted.evidence)

    def report(self, asked: Question, report: EnabledReport, key: str) -> Enabled | UnderReview | Refused:
        """What the report is worth: the card is normal now, or is reviewed; the same report again is one.

        Of a card that is normal already nothing is changed. Refused: NOT_GENUINE, no card stands behind it, or a proof
        is wrong; REPLAYED, its evidence came before under another key, or a review was closed since; NOT_ALLOWED in
        any standing but sealed and normal; UNKNOWN_CARD; CONFLICT, MALFORMED: the key.
        """
        wanted = _wanted(asked, report.number)
        here = self._who_was_here(asked, report, wanted)
        is_used = wanted is not None and wanted.answered
        spend(asked.session, report.number, asked.terminal.id)
        if here is None:
            asked.unproved = True
            _count_unproved(asked)
            return Refused(Reason.NOT_GENUINE)
        asked.card = here.card
        request = ("enabled", asked.terminal.id, here.token, report.number, report.before.hex(), report.after.hex())
        answer = once(
            asked.session,
            key,
            request,
            asked.now,
            lambda: Refused(Reason.REPLAYED) if is_used else self._taken(asked, here, report, wanted, key),
            repeated=asked.repeat,
        )
        if isinstance(answer, Refused):
            return answer
        return Enabled() if answer == _ENABLED else UnderReview()

    def _taken(
        self, asked: Question, here: Present, report: EnabledReport, wanted: EnablingWanted | None, key: str
    ) -> str | Refused:
        judged = self._judged(asked, here, report, wanted)
        if isinstance(judged, Refused):
            return judged
        known = record(asked.session, here.card, asked.now)
        if isinstance(known, Refused):
            return known
        is_sealed = known.standing is Standing.SEALED
        if not (is_sealed or known.standing is Standing.NORMAL):
            return Refused(Reason.NOT_ALLOWED)
        match judged:
            case _Whole(basis):
                cause = Cause(Actor.TERMINAL, asked.terminal.id, key, asked.now, basis)
                refused = settle(asked.session, here.card, cause) if is_sealed else None
                if refused is None:
                    reviews.complete(asked.session, here.card, cause, "a later change was proved")
                return refused or _ENABLED
            case _Partly() if not is_sealed:
                return _ENABLED
            case _Partly(why):
                return reviews.open_for(asked.session, here, asked.terminal.id, why, asked.now) or _UNDER_REVIEW
            case _:
                assert_never(judged)

    def _who_was_here(self, asked: Question, report: EnabledReport, wanted: EnablingWanted | None) -> Present | None:
        """The card that proved itself: under the presence that is named, or, where none is, by what it answered."""
        if report.presence:
            here = named(asked.session, report.presence, asked.terminal.id, asked.now)
            return None if isinstance(here, Refused) else here
        if wanted is None or not self._is_right(wanted, "IRK", _blocks(wanted)[0], report.before):
            return None
        return Present(bytes.fromhex(wanted.card), wanted.presence, wanted.at, fresh=False, pin="none")

    def _judged(
        self, asked: Question, here: Present, report: EnabledReport, wanted: EnablingWanted | None
    ) -> _Whole | _Partly | Refused:
        if wanted is None:
            wrong = report.number or report.before or report.after  # an answer to nothing that was ever asked
            return Refused(Reason.NOT_GENUINE) if wrong else _Partly("no-challenge")
        if bytes.fromhex(wanted.card) != here.card:
            return Refused(Reason.NOT_GENUINE)
        before, after = _blocks(wanted)
        if report.before and not self._is_right(wanted, "IRK", before, report.before):
            return Refused(Reason.NOT_GENUINE)
        if report.after and not self._is_right(wanted, "PIK" if wanted.evidence else "IRK", after, report.after):
            return Refused(Reason.NOT_GENUINE)
        if not (report.before and report.after):
            return _Partly("not-shown")
        if not is_within(ONE_HOLD, wanted.at, asked.now):
            return _Partly("late")
        return _Whole("proved" if wanted.evidence else "claimed")

    def _is_right(self, wanted: EnablingWanted, key: InternalKey, block: Block, proof: bytes) -> bool:
        right = self.vault.internal_proof(bytes.fromhex(wanted.card), block.factor, block.info, key)
        return not isinstance(right, Refused) and is_right(right, proof)


def _wanted(asked: Question, number: str) -> EnablingWanted | None:
    """What was asked of this terminal under `number` within the time of reports."""
    row = asked.session.get(EnablingWanted, number) if number else None
    if row is None or row.terminal != asked.terminal.id or not is_within(REPORTS_FOR, row.at, asked.now):
        return None
    return row


def _blocks(wanted: EnablingWanted) -> tuple[Block, Block]:
    return Block(wanted.before_factor, wanted.before_info), Block(wanted.after_factor, wanted.after_info)


def _count_unproved(asked: Question) -> None:
    today = (asked.terminal.id, china.day(asked.now))
    row = asked.session.get(Unproved, today) or Unproved(terminal=today[0], day=today[1], count=0)
    row.count += 1
    asked.session.add(row)
    asked.session.flush()
