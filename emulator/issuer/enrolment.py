"""Which terminals may ask, and how another comes to be one of them.

An issuer's folder enrols its first terminal of each role by itself, as a desk expects; every further one is added by
command first. The registry says what a terminal is: it can't make itself another by its own settings.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import assert_never

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from emulator.issuer.answers import Done, Reason, Refused
from emulator.issuer.decisions import decided, is_reason
from emulator.issuer.edge import is_terminal
from emulator.issuer.private_file import is_no_file
from emulator.issuer.schema import Enrolment, ServicePoint, StaffSession, TerminalRow
from emulator.issuer.terminals import TerminalRole, register

NO_TERMINALS = frozenset(("audit", "issuer", "keys", "registry"))  # the folder's own files have these names
CODE_FOR = timedelta(minutes=15)
SECRET_LENGTH = 32
_CODE_BYTES = 10  # 16 letters and digits: nobody tries that out in a quarter of an hour


class Admission(Enum):
    """Whether a terminal may ask, as it comes: with its name, what it is to be, and its secret."""

    KNOWN = "known"
    NEW = "new"  # it takes its secret now
    STRANGER = "stranger"  # it was not added, and is not the first of its role
    REVOKED = "revoked"
    ANOTHER_ROLE = "another-role"
    ANOTHER_SECRET = "another-secret"  # the one that it has is missing, or not the registered one


@dataclass(frozen=True, slots=True)
class Listed:
    """A terminal, for people."""

    id: str
    role: str
    service_point: str
    active: bool
    waits: bool  # for its secret
    until: datetime | None  # its code is good until then


def admission(session: Session, id: str, role: TerminalRole, secret: bytes) -> Admission:
    """Whether the terminal `id` may ask as a `role`; `secret` is what it has, empty where it has none."""
    row = session.get(TerminalRow, id)
    if row is None:
        has_role = session.scalar(select(exists().where(TerminalRow.role == role)))
        return Admission.STRANGER if has_role else Admission.NEW
    if not row.active:
        return Admission.REVOKED
    if row.role != role:
        return Admission.ANOTHER_ROLE
    if session.get(Enrolment, id) is not None:
        return Admission.NEW
    same = hmac.compare_digest(row.secret, hashlib.sha256(secret).hexdigest())
    return Admission.KNOWN if same else Admission.ANOTHER_SECRET


def take(session: Session, id: str, role: TerminalRole, first_place: str, secret: bytes) -> None:
    """The terminal, which is NEW, has this secret from now on; at `first_place` where it was not added for another."""
    row = session.get(TerminalRow, id)
    waiting = session.get(Enrolment, id)
    if waiting is not None:
        session.delete(waiting)
        session.flush()
    register(session, id, role, row.service_point if row is not None else first_place, secret)


def told(found: Admission, id: str, role: TerminalRole, folder: object) -> str:
    """Why a terminal may not ask, and what mends it; empty where it may."""
    add = adding(id, role, folder)
    match found:
        case Admission.KNOWN | Admission.NEW:
            return ""
        case Admission.STRANGER:
            return f"{id} is not registered with the issuer in {folder}. Register it: {add}."
        case Admission.REVOKED:
            return f"{id} was revoked by the issuer in {folder}. To have it back: {add}."
        case Admission.ANOTHER_ROLE:
            return (
                f"{id} is registered as another role than {role} with the issuer in {folder}. Set its role in the"
                f" settings, or revoke it and register it anew: {add}."
            )
        case Admission.ANOTHER_SECRET if is_no_file(secret := Path(str(folder), f"{id}.secret")):
            return f"{secret} is no file. Move it away, then renew it: {add}."
        case Admission.ANOTHER_SECRET:
            return f"the secret of {id} in {folder} is missing or another one. Put it back, or renew it: {add}."
        case _:
            assert_never(found)


def adding(id: str, role: TerminalRole, folder: object) -> str:
    """The command that lets a terminal enrol."""
    place = " --service-point ID" if role == "service-point" else ""
    return f"emulator issuer terminal add {id} --role {role}{place} --dir {folder}"


# --- by command


def never_enrolled(row: TerminalRow) -> bool:
    """Whether it was added, and has taken no secret so far."""
    return row.active and row.secret == _NOBODYS


def add(
    session: Session,
    random: Callable[[int], bytes],
    id: str,
    role: TerminalRole,
    service_point: str | None,
    by: str,
    now: datetime,
) -> str | Refused:
    """Let a terminal enrol; the code with which it does that elsewhere than on this folder, good once and for a while.

    One that is in service keeps its secret until it takes another. Refused: MALFORMED for its name, also one that a
    file of the folder has, or a service point that there is none of, or none for a service point's terminal; CONFLICT
    where it is in service as something else.
    """
    if not is_terminal(id) or id.lower() in NO_TERMINALS or (service_point is None and role == "service-point"):
        return Refused(Reason.MALFORMED)
    if service_point is not None and session.get(ServicePoint, service_point) is None:
        return Refused(Reason.MALFORMED)
    row = session.get(TerminalRow, id)
    if row is not None and row.active and (row.role, row.service_point) != (role, service_point or row.service_point):
        return Refused(Reason.CONFLICT)
    if row is None or not row.active:
        session.merge(TerminalRow(id=id, role=role, service_point=service_point, secret=_NOBODYS, active=True))
        session.flush()
    code = base64.b32encode(random(_CODE_BYTES)).decode()
    session.merge(Enrolment(terminal=id, code=hashlib.sha256(code.encode()).hexdigest(), until=now + CODE_FOR))
    decided(session, "terminal added", id, f"as {role}", by, now)
    return code


def revoke(session: Session, id: str, reason: str, by: str, now: datetime) -> Done | Refused:
    """Let a terminal ask nothing more, for a reason; whoever of the staff is signed in there is no more.

    Refused: UNKNOWN_TERMINAL, also for one that was revoked before; MALFORMED, the reason.
    """
    if not is_reason(reason):
        return Refused(Reason.MALFORMED)
    row = session.get(TerminalRow, id)
    if row is None or not row.active:
        return Refused(Reason.UNKNOWN_TERMINAL)
    row.active, row.secret = False, _NOBODYS
    session.execute(delete(Enrolment).where(Enrolment.terminal == id))
    session.execute(
        update(StaffSession).where(StaffSession.terminal == id, StaffSession.ended.is_(False)).values(ended=True)
    )
    decided(session, "terminal revoked", id, reason, by, now)
    return Done()


def listed(session: Session) -> Sequence[Listed]:
    """All terminals, by name."""
    waiting = {row.terminal: row.until for row in session.scalars(select(Enrolment))}
    return [
        Listed(row.id, row.role, row.service_point or "", row.active, row.id in waiting, waiting.get(row.id))
        for row in session.scalars(select(TerminalRow).order_by(TerminalRow.id))
    ]


_NOBODYS = "0" * 64  # no SHA-256 of anything that could be found
