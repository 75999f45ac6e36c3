"""Why a PIN may be unlocked or reset: who came for whose card, with which documents, and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from emulator import china
from emulator.issuer import records
from emulator.issuer.answers import CaseDone, CaseOpened, Done, Reason, Refused, Standing
from emulator.issuer.challenges import is_within
from emulator.issuer.days import is_minor
from emulator.issuer.idempotency import KEY_LENGTH, once
from emulator.issuer.reason import is_reason
from emulator.issuer.schema import CardRow, Case, Holder
from emulator.issuer.staff import OnDuty

Result = Literal["done", "failed", "unknown"]
_RESULTS = frozenset(get_args(Result))

State = Literal["open", "message", "unknown", "reported", "failed", "done", "expired"]

GOOD_FOR = timedelta(minutes=30)
PROOFS = MESSAGES = 3  # of PUK, and PIN UNBLOCK commands, in a case: each may be lost on its way once or twice
HOLDER_ID, PROXY_ID, GUARDIAN_ID = "holder-id", "proxy-id", "guardian-id"
HOUSEHOLD_REGISTER = "household-register"  # the holder's page of it
DOCUMENTS = frozenset((HOLDER_ID, PROXY_ID, GUARDIAN_ID, HOUSEHOLD_REGISTER))

HOLDER, PROXY, GUARDIAN = "holder", "proxy", "guardian"
UNLOCK, RESET = "unlock", "reset"

# Who may come, with what.
_BY_WHO: Mapping[str, frozenset[str]] = {
    HOLDER: frozenset((HOLDER_ID,)),
    PROXY: frozenset((HOLDER_ID, PROXY_ID)),
    GUARDIAN: frozenset((GUARDIAN_ID, HOUSEHOLD_REGISTER)),
}
REQUIRED: Mapping[tuple[str, str], frozenset[str]] = {
    (matter, who): documents for matter in (UNLOCK, RESET) for who, documents in _BY_WHO.items()
}
_FOR_A_MINOR = frozenset((GUARDIAN,))

# A sealed card's PIN is the holder's as well: who never enabled it may have forgotten it. What is reported lost, locked
# by the issuer or cancelled does not become usable again by a new PIN.
_MAY_BE_UNBLOCKED = frozenset((Standing.SEALED, Standing.NORMAL))

_OPEN = frozenset(("open", "message"))

# What a case is once its terminal told a result that no key proves; None where that contradicts what it told before. A
# case without a message changed no PIN, whatever is told of it.
_AFTER: Mapping[str, Mapping[Result, State | None]] = {
    "open": {"done": "reported", "failed": "failed", "unknown": "failed"},
    "expired": {"done": "reported", "failed": "failed", "unknown": "failed"},
    "message": {"done": "reported", "failed": "failed", "unknown": "unknown"},
    "unknown": {"done": "reported", "failed": "failed", "unknown": "unknown"},
    "reported": {"done": "reported", "failed": None, "unknown": "reported"},
    "failed": {"done": None, "failed": "failed", "unknown": "failed"},
    "done": {"done": "done", "failed": None, "unknown": "done"},
}
_SHORTEST_BEGINNING, _LONGEST_NAME = 8, 40


@dataclass(frozen=True, slots=True)
class Form:
    """What a member of staff fills in: the matter, who came, and the documents that were shown."""

    matter: str
    who: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a terminal reports of a case. `number`: the evidence that it brought, which `proved` the new PIN or not."""

    result: str
    number: str = ""
    proved: bool = False


def required(matter: str, who: str) -> frozenset[str]:
    """The documents that `who` must bring for `matter`. Raises KeyError where REQUIRED has no such matter or person."""
    return REQUIRED[matter, who]


def may_be_unblocked(session: Session, card: bytes, now: datetime) -> Refused | None:
    """None where the standing of the card lets a service point unlock it or reset its PIN."""
    found = records.record(session, card, now)
    if isinstance(found, Refused):
        return found
    return None if found.standing in _MAY_BE_UNBLOCKED else Refused(Reason.NOT_ALLOWED)


def recorded(
    session: Session, card: bytes, form: Form, on_duty: OnDuty, terminal: str, key: str
) -> CaseOpened | Refused | None:
    """The case that was opened under `key`, None where none was. Refused: MALFORMED, the key; CONFLICT, for another."""
    if not 0 < len(key) <= KEY_LENGTH:
        return Refused(Reason.MALFORMED)
    case = session.get(Case, _id(terminal, key))
    if case is None:
        return None
    same = (case.card, case.matter, case.who, case.documents, case.session) == (
        card.hex(),
        form.matter,
        form.who,
        _listed(form),
        on_duty.session,
    )
    return CaseOpened(case.id) if same else Refused(Reason.CONFLICT)


def record(
    session: Session, card: bytes, form: Form, on_duty: OnDuty, terminal: str, key: str, now: datetime
) -> CaseOpened | Refused:
    """Put down that somebody came for the holder of `card`, identified by the member of staff with the documents.

    Refused: MALFORMED for a matter, person or document that there is none of; UNKNOWN_CARD; WHO; DOCUMENTS where one is
    missing.
    """
    if (form.matter, form.who) not in REQUIRED or not form.documents <= DOCUMENTS:
        return Refused(Reason.MALFORMED)
    row = session.get(CardRow, card.hex())
    if row is None:
        return Refused(Reason.UNKNOWN_CARD)
    holder = session.get_one(Holder, row.holder_id)
    if (form.who in _FOR_A_MINOR) is not is_minor(holder.birth_date, china.day(now)):
        return Refused(Reason.WHO)
    if not required(form.matter, form.who) <= form.documents:
        return Refused(Reason.DOCUMENTS)
    case = Case(
        id=_id(terminal, key),
        card=card.hex(),
        matter=form.matter,
        who=form.who,
        documents=_listed(form),
        staff=on_duty.staff,
        session=on_duty.session,
        terminal=terminal,
        at=now,
        state="open",
        proofs=0,
        messages=0,
    )
    session.add(case)
    session.flush()
    return CaseOpened(case.id)


def in_hand(session: Session, case_id: str, on_duty: OnDuty, terminal: str, now: datetime) -> Case | Refused:
    """The case, where it was opened in this session, is no older than half an hour, and nothing was told of its end.

    Refused: NO_CASE.
    """
    case = session.get(Case, case_id)
    if case is None or (case.session, case.terminal) != (on_duty.session, terminal):
        return Refused(Reason.NO_CASE)
    over = case.state not in _OPEN or case.closed_at is not None or not is_within(GOOD_FOR, case.at, now)
    return Refused(Reason.NO_CASE) if over else case


def report(
    session: Session, case_id: str, terminal: str, told: Told, key: str, now: datetime
) -> CaseDone | Done | Refused:
    """What became of a case, as the terminal that opened it says, at any time later.

    It is done where the card proved it, while the case was good, and CaseDone says so; else it is what the terminal
    says, and Done that this is put down. "unknown" gives way to a result that becomes known, and is without effect
    where one is known already. Refused: NO_CASE; CONFLICT where the other result is known, or the key belongs to
    another request; MALFORMED, the key or the result.
    """

    if told.result not in _RESULTS:  # a network's caller says what it likes, such as "open"
        return Refused(Reason.MALFORMED)
    case = session.get(Case, case_id)
    if case is None or case.terminal != terminal:
        return Refused(Reason.NO_CASE)  # before its key is kept: whoever invents cases fills no table

    def carry_out() -> str | Refused:
        in_time = case.message_at is not None and is_within(GOOD_FOR, case.at, now)
        is_proved = told.result == "done" and told.proved and in_time
        after = "done" if is_proved else _AFTER[case.state][told.result]  # type: ignore[index]
        if after is None:
            return Refused(Reason.CONFLICT)
        if after != case.state:
            case.state, case.ended_at = after, now
            session.flush()
        return ""

    request = ("report", case_id, terminal, told.result, told.number)
    answer = once(session, key, request, now, carry_out, keeps_refusals=False)
    if isinstance(answer, Refused):
        return answer
    return CaseDone() if case.state == "done" else Done()


def close(session: Session, case_id: str, reason: str, by: str, now: datetime) -> Done | Refused:
    """Take a case off the list of what is undecided, for a reason; what was told of it stays as it is.

    `case_id`: the whole id, or what it begins with, eight characters or more. An open case gets nothing more. Refused:
    NO_CASE, CONFLICT for the beginning of several, NOT_ALLOWED where nothing is to be decided any more, MALFORMED where
    the reason is empty or longer than 200 characters.
    """
    reason = reason.strip()
    if not is_reason(reason):
        return Refused(Reason.MALFORMED)
    if len(case_id) < _SHORTEST_BEGINNING:
        return Refused(Reason.NO_CASE)
    found = session.scalars(select(Case).where(Case.id.startswith(case_id, autoescape=True)).limit(2)).all()
    if len(found) != 1:
        return Refused(Reason.CONFLICT if found else Reason.NO_CASE)
    (case,) = found
    if case.closed_at is not None or stage(case, now) in ("done", "expired", "failed"):
        return Refused(Reason.NOT_ALLOWED)
    case.closed_at, case.closed_by, case.closed_why = now, by[:_LONGEST_NAME], reason
    session.flush()
    return Done()


def stage(case: Case, now: datetime) -> str:
    """Where a case stands for people: its state, but "expired" where it was left open without a message, and "failed,
    not proved" where the terminal says so after it was given one."""
    if case.state == "open" and not is_within(GOOD_FOR, case.at, now):
        return "expired"
    return "failed, not proved" if case.state == "failed" and case.message_at is not None else case.state


def mark_message(case: Case, now: datetime) -> None:
    """A message was handed out for the case: from now on its PIN may be another."""
    case.state = "message"
    case.message_at = now
    case.messages += 1


def settle_unlocks(session: Session, card: bytes, asked_at: datetime, now: datetime) -> None:
    """The card's PIN was proved by what it was asked at `asked_at`: unlocks reported of it are done."""
    session.execute(
        update(Case)
        .where(Case.card == card.hex(), Case.matter == UNLOCK, Case.state == "reported", Case.message_at <= asked_at)
        .values(state="done", ended_at=now)
    )


def _listed(form: Form) -> str:
    return " ".join(sorted(form.documents))


def _id(terminal: str, key: str) -> str:
    """A case is named after the request that opened it: no key opens two."""
    return hashlib.sha256(f"case {terminal} {key}".encode()).hexdigest()[:32]
