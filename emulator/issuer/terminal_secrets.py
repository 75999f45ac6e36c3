"""The secrets of terminals that stand in an issuer's folder, against what the registry knows of them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulator.counted import counted
from emulator.issuer.edge import is_terminal
from emulator.issuer.enrolment import SECRET_LENGTH
from emulator.issuer.private_file import file_bytes
from emulator.issuer.schema import Enrolment, TerminalRow


def secrets_in_the_way(session: Session, folder: Path) -> Iterator[str]:
    """Each terminal in service whose own secret in the folder would not let it start, with the mend.

    What is no file, or open to others, is for `in_the_way`. Of a secret nothing is told.
    """
    waiting = set(session.scalars(select(Enrolment.terminal)))
    columns = select(TerminalRow.id, TerminalRow.role, TerminalRow.service_point, TerminalRow.secret)
    for id, role, place, digest in session.execute(columns.where(TerminalRow.active).order_by(TerminalRow.id)):
        if id not in waiting and is_terminal(id) and (fault := _fault(folder / f"{id}.secret", digest)):
            at = f" --service-point {place}" if role == "service-point" else ""
            renew = f"emulator issuer terminal add {id} --role {role}{at} --dir {folder}"
            yield f"{folder / f'{id}.secret'}: {fault}; {id} can't start. Put it back, or renew it: {renew}"


def _fault(secret: Path, digest: str) -> str:
    try:
        content = file_bytes(secret)
    except FileNotFoundError:
        return "it is missing"
    except OSError as error:
        return "" if secret.exists() and not secret.is_file() else f"it can't be read, {error.strerror}"
    if hmac.compare_digest(hashlib.sha256(content).hexdigest(), str(digest)):
        return ""
    if len(content) == SECRET_LENGTH:
        return "it is another one than the registered"
    return f"it holds {counted(len(content), 'byte')} instead of {SECRET_LENGTH}"
