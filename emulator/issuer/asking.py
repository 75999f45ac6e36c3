"""How the office comes to an answer: one transaction, the caller looked up, the limits counted, the audit told.

What the answer is, `emulator.issuer.office` says.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock
from typing import TypeVar

from emulator.issuer.answers import Credential, Reason, Refused
from emulator.issuer.audit import Audit, AuditBroken, Entry
from emulator.issuer.challenges import spend
from emulator.issuer.database import Database, DatabaseUnavailable
from emulator.issuer.key_service import ANSWERED
from emulator.issuer.limits import Limit, within
from emulator.issuer.question import Question
from emulator.issuer.terminals import identify

_Answer = TypeVar("_Answer")
_SAID = frozenset(10**zeros for zeros in range(19))  # how many strangers there were, a line each ten times as many

_log = logging.getLogger(__name__)


class Asking:
    """What every question goes through; `_ask` is for what has to do with keys, `_serve` for the rest."""

    def __init__(self, database: Database, audit: Audit, now: Callable[[], datetime], limits: Sequence[Limit]) -> None:
        self._database = database
        self._audit = audit
        self._now = now
        self._limits = limits
        self._strangers = 0  # a caller that is not registered costs nothing but this
        self._turn = Lock()  # the audit is one chain: one question after the other

    def _spend(self, caller: Credential, number: str) -> None:
        """As edge.Spending: this number came with something malformed."""
        self._serve(caller, "malformed", lambda asked: spend(asked.session, number, asked.terminal.id))

    def _serve(
        self, caller: Credential, question: str, serve: Callable[[Question], _Answer | Refused]
    ) -> _Answer | Refused:
        try:
            if not self._is_known(caller):
                return Refused(Reason.UNKNOWN_TERMINAL)
            with self._database.writing() as session:
                terminal = identify(session, caller)
                if isinstance(terminal, Refused):
                    return terminal
                return within(self._limits, Question(session, self._now(), terminal), question, serve)
        except DatabaseUnavailable:
            return Refused(Reason.UNAVAILABLE)
        except AuditBroken:
            return Refused(Reason.AUDIT_BROKEN)

    def _ask(
        self, caller: Credential, question: str, answer: Callable[[Question], _Answer | Refused]
    ) -> _Answer | Refused:
        try:
            if not self._is_known(caller):
                return Refused(Reason.UNKNOWN_TERMINAL)
            with self._turn:
                return self._audited(caller, question, answer)
        except DatabaseUnavailable:
            return Refused(Reason.UNAVAILABLE)
        except AuditBroken:
            return Refused(Reason.AUDIT_BROKEN)

    def _is_known(self, caller: Credential) -> bool:
        """Whoever is not has nothing written about them, and keeps nobody waiting; how many there are is in the log."""
        with self._database.unwatched() as session:  # whoever is, is looked up once more where it counts
            if not isinstance(identify(session, caller), Refused):
                return True
        with self._database.reading() as session:  # a row that was changed by hand makes nobody a stranger
            identify(session, caller)
        self._strangers += 1
        if self._strangers in _SAID:
            _log.info("questions from callers that are no registered terminal, since the start: %s", self._strangers)
        return False

    def _audited(
        self, caller: Credential, question: str, answer: Callable[[Question], _Answer | Refused]
    ) -> _Answer | Refused:
        with self._database.writing() as session:
            obstacle = self._audit.obstacle(session)
            if obstacle is not None:
                return Refused(obstacle)
            terminal = identify(session, caller)
            if isinstance(terminal, Refused):
                return terminal
            asked = Question(session, self._now(), terminal)
            answered = within(self._limits, asked, question, answer)
            if isinstance(answered, Refused) and (asked.unproved or _is_about_nothing(asked)):
                return answered
            is_too_often = isinstance(answered, Refused) and answered.reason is Reason.TOO_OFTEN
            if asked.repeated and not is_too_often:  # what was decided was put down then
                return answered
            self._audit.put_down(session, _entry(asked, question, answered))
        return answered


def _is_about_nothing(asked: Question) -> bool:
    """Whether the question named no card, case or member of staff that there is: refused, it leaves a count."""
    return not (asked.card or asked.case or asked.staff)


def _entry(asked: Question, question: str, answer: object) -> Entry:
    return Entry(
        at=asked.now,
        question=question,
        terminal=asked.terminal.id,
        staff=asked.staff,
        case=asked.case,
        card=asked.card.hex(),
        challenge=asked.challenge.hex(),
        answer=answer.reason.value if isinstance(answer, Refused) else ANSWERED,
    )
