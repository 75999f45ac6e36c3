"""Why a PIN may be unlocked or reset: who came for whose card, with which documents, and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import update
from sqlalchemy.orm import Session

from emulator import china
from emulator.issuer.answers import CaseOpened, Done, Reason, Refused
from emulator.issuer.days import is_minor
from emulator.issuer.idempotency import once
from emulator.issuer.schema import CardRow, Case, Holder

Result = Literal["done", "failed", "unknown"]
_RESULTS = frozenset(get_args(Result))

GOOD_FOR = timedelta(minutes=30)
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

_OPEN = frozenset(("open", "message"))
_FINAL = frozenset(("done", "failed"))


def required(matter: str, who: str) -> frozenset[str]:
    """The documents that `who` must bring for `matter`. Raises KeyError where REQUIRED has no such matter or person."""
    return REQUIRED[matter, who]


def open_case(
    session: Session,
    *,
    card: bytes,
    matter: str,
    who: str,
    documents: frozenset[str],
    staff: str,
    terminal: str,
    key: str,
    now: datetime,
) -> CaseOpened | Refused:
    """Put down that `who` came for the holder of `card`, identified by `staff` with `documents`.

    Refused: MALFORMED for a matter, person or document that there is none of, or the key; UNKNOWN_CARD; WHO; DOCUMENTS
    where one is missing; CONFLICT where the key belongs to another request.
    """

    def carry_out() -> str | Refused:
        if (matter, who) not in REQUIRED or not documents <= DOCUMENTS:
            return Refused(Reason.MALFORMED)
        row = session.get(CardRow, card.hex())
        if row is None:
            return Refused(Reason.UNKNOWN_CARD)
        holder = session.get_one(Holder, row.holder_id)
        if (who in _FOR_A_MINOR) is not is_minor(holder.birth_date, china.day(now)):
            return Refused(Reason.WHO)
        if not required(matter, who) <= documents:
            return Refused(Reason.DOCUMENTS)
        case = Case(
            id=_id(terminal, key),
            card=card.hex(),
            matter=matter,
            who=who,
            documents=" ".join(sorted(documents)),
            staff=staff,
            terminal=terminal,
            at=now,
            state="open",
        )
        session.add(case)
        return case.id

    request = ("open", card.hex(), matter, who, *sorted(documents), staff, terminal)
    answer = once(session, key, request, now, carry_out)
    return answer if isinstance(answer, Refused) else CaseOpened(answer)


def open_case_for(
    session: Session, case_id: str, *, card: bytes, matter: str, staff: str, terminal: str, now: datetime
) -> Case | Refused:
    """The case that lets a message be handed out: open, of this card, matter, member of staff and terminal.

    Refused: NO_CASE, also for one older than half an hour, which is expired then if no message was handed out for it.
    """
    case = session.get(Case, case_id)
    if case is None or (case.card, case.matter, case.staff, case.terminal) != (card.hex(), matter, staff, terminal):
        return Refused(Reason.NO_CASE)
    if abs(now - case.at) > GOOD_FOR:  # a clock put back makes no case live longer
        if case.state == "open":
            case.state = "expired"
        return Refused(Reason.NO_CASE)
    return case if case.state in _OPEN else Refused(Reason.NO_CASE)


def mark_message(case: Case, now: datetime) -> None:
    """A message was handed out for the case: from now on its PIN may be another."""
    case.state = "message"
    case.message_at = now


def end_case(session: Session, case_id: str, terminal: str, result: Result, key: str, now: datetime) -> Done | Refused:
    """What became of a case, told by the terminal that opened it, at any time later.

    "unknown" gives way to a result that becomes known, and is Done, without effect, where one is known already.
    Refused: NO_CASE; CONFLICT where the other result is known, or the key belongs to another request; MALFORMED, the
    key or the result.
    """

    def carry_out() -> str | Refused:
        if result not in _RESULTS:  # a network's caller says what it likes, such as "open"
            return Refused(Reason.MALFORMED)
        case = session.get(Case, case_id)
        if case is None or case.terminal != terminal:
            return Refused(Reason.NO_CASE)
        if case.state not in _FINAL:
            case.state, case.ended_at = result, now
        elif result not in ("unknown", case.state):
            return Refused(Reason.CONFLICT)
        return ""

    answer = once(session, key, ("end", case_id, terminal, result), now, carry_out)
    return answer if isinstance(answer, Refused) else Done()


def settle_unlocks(session: Session, card: bytes, asked_at: datetime, now: datetime) -> None:
    """The card's PIN was proved by what it was asked at `asked_at`: unlocks reported of it are done."""
    session.execute(
        update(Case)
        .where(Case.card == card.hex(), Case.matter == UNLOCK, Case.state == "reported", Case.message_at <= asked_at)
        .values(state="done", ended_at=now)
    )


def _id(terminal: str, key: str) -> str:
    """A case is named after the request that opened it: no key opens two."""
    return hashlib.sha256(f"case {terminal} {key}".encode()).hexdigest()[:32]
