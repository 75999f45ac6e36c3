"""What a terminal kept of the audit, against what the audit is now; looked at in the caller's transaction."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy.orm import Session

from emulator.issuer import audit_log
from emulator.issuer.audit_key import Head, is_signed
from emulator.issuer.private_file import file_bytes

_LONGEST = 4096
_ANOTHER_ISSUER = "another issuer stood in its place"  # which it gets over by itself


class _File(BaseModel):
    """As `kiosk.issuer.witness` writes it."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)
    public: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0, lt=2**63)]
    root: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    at: AwareDatetime
    signature: Annotated[str, StringConstraints(pattern="^[0-9a-f]{128}$")]
    broken: str = ""
    broken_at: str = ""


class WitnessRefused(Exception):
    """The file is no witness; the message names file, reason and mend."""


def contradiction(session: Session, path: Path) -> str | None:
    """What the terminal's file says that the log does not, in words; None where they agree. Raises WitnessRefused."""
    kept = _read(path)
    head = Head(kept.size, bytes.fromhex(kept.root), kept.at, bytes.fromhex(kept.signature))
    said, statement = audit_log.ends(session), audit_log.newest_statement(session)
    if said is None:
        return "the database has no head"
    if kept.public != said.public.hex():
        return "it saw an audit that another key signs"
    if not is_signed(head, said.public):
        return "what it saw is not signed: somebody wrote it by hand"
    if statement is not None and statement.at > head.at and is_signed(statement, said.public):
        return None  # what came before is answered for
    if head.size > said.head.size:
        return f"it saw {head.size} entries, and there are {said.head.size}"
    if audit_log.root(session, head.size) != head.root:
        return f"the first {head.size} entries are others than it saw"
    if kept.broken and not kept.broken.startswith(_ANOTHER_ISSUER):
        return f"it saw something else on {kept.broken_at}: {kept.broken}; it believes again after restore-accept"
    return None


def _read(path: Path) -> _File:
    try:
        found = _File.model_validate(json.loads(file_bytes(path, _LONGEST)))
        found.at.astimezone(UTC)
        return found
    except OSError as error:
        raise WitnessRefused(f"{path} can't be read: {error.strerror}. Name the file that a terminal keeps.") from error
    except (ValueError, RecursionError, OverflowError):  # no JSON, another's; too deep; a time that is none in UTC
        raise WitnessRefused(
            f"{path} is no terminal's record of the audit. Name the file that a terminal keeps."
        ) from None
