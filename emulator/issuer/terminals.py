"""Which terminals there are, and which of them is asking."""

from __future__ import annotations

import hashlib
import hmac
from typing import Literal

from sqlalchemy.orm import Session

from emulator.issuer.answers import Credential, Reason, Refused
from emulator.issuer.schema import TerminalRow

TerminalRole = Literal["self-service", "service-point"]


def register(session: Session, id: str, role: TerminalRole, service_point: str | None, secret: bytes) -> None:
    """Let the terminal `id` ask from now on; one that is registered gets the new role, place and secret.

    Only a self-service terminal may stand at no service point. Of the secret its SHA-256 is kept.
    """
    row = TerminalRow(id=id, role=role, service_point=service_point, secret=_digest(secret), active=True)
    session.merge(row)
    session.flush()


def identify(session: Session, credential: Credential) -> TerminalRow | Refused:
    """The terminal that asks. Refused: UNKNOWN_TERMINAL, whether it is the name or the secret that is wrong."""
    row = session.get(TerminalRow, credential.terminal)
    # An unknown name costs the same comparison, so that time does not tell which names there are.
    same = hmac.compare_digest(row.secret if row else _NOBODYS, _digest(credential.secret()))
    return row if row is not None and same and row.active else Refused(Reason.UNKNOWN_TERMINAL)


def _digest(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()


_NOBODYS = "0" * 64
