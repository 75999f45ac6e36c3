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
from emulator.issuer.in_the_way import SECRETS
from emulator.issuer.private_file import file_bytes, is_no_file
from emulator.issuer.schema import Enrolment, TerminalRow


def secrets_in_the_way(session: Session, folder: Path) -> Iterator[str]:
    """Each terminal in service whose own secret in the folder would not let it start, with the mend.

    And what is no file, whosever place it stands in; what is open to others is for `in_the_way`. Of a secret nothing
    is told.
    """
    no_files = {path.name.removesuffix(".secret"): path for path in folder.glob(SECRETS) if is_no_file(path)}
    waiting = set(session.scalars(select(Enrolment.terminal)))
    columns = select(TerminalRow.id, TerminalRow.role, TerminalRow.service_point, TerminalRow.secret)
    for id, role, place, digest in session.execute(columns.where(TerminalRow.active).order_by(TerminalRow.id)):
        if id in waiting or not is_terminal(id):
            continue
        at = f" --service-point {place}" if role == "service-point" else ""
        renew = f"emulator issuer terminal add {id} --role {role}{at} --dir {folder}"
        if path := no_files.pop(id, None):
            yield f"{path} is no file: {id} can't start. Move it away, then renew it: {renew}"
        elif fault := _fault(folder / f"{id}.secret", digest):
            yield f"{folder / f'{id}.secret'}: {fault}; {id} can't start. Put it back, or renew it: {renew}"
    yield from (f"{path} is no file. Move it away." for _, path in sorted(no_files.items()))


def _fault(secret: Path, digest: str) -> str:
    try:
        content = file_bytes(secret)
    except FileNotFoundError:
        return "it is missing"
    except OSError as error:
        return f"it can't be read, {error.strerror}"
    if hmac.compare_digest(hashlib.sha256(content).hexdigest(), str(digest)):
        return ""
    if len(content) == SECRET_LENGTH:
        return "it is another one than the registered"
    return f"it holds {counted(len(content), 'byte')} instead of {SECRET_LENGTH}"
