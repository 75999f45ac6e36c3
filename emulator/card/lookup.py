"""Which EF a command speaks of, and which of its records."""

from __future__ import annotations

from typing import TypeVar

from emulator.card.files import RecordFile, TransparentFile
from emulator.card.instruction import Session
from emulator.iso7816.status import StatusWord

F = TypeVar("F", RecordFile, TransparentFile)

FIRST, LAST, NEXT, PREVIOUS, BY_NUMBER, FROM_NUMBER_ON = range(6)


def for_reading(session: Session, sfi: int, kind: type[F]) -> F | StatusWord:
    """The EF of this SFI in the current application, the current one for 0, to be read; else what to answer."""
    file = _file(session, sfi, kind)
    if isinstance(file, StatusWord) or file.read.allows(session.proved):
        return file
    return StatusWord.SECURITY_STATUS


def for_writing(session: Session, sfi: int, kind: type[F]) -> F | StatusWord:
    """As `for_reading`, to be written."""
    file = _file(session, sfi, kind)
    if isinstance(file, StatusWord) or file.write.allows(session.proved):
        return file
    return StatusWord.SECURITY_STATUS


def _file(session: Session, sfi: int, kind: type[F]) -> F | StatusWord:
    if sfi == 0 and session.file is None:
        return StatusWord.NO_CURRENT_EF
    file = session.file if sfi == 0 else session.application.by_sfi.get(sfi)
    if file is None:
        return StatusWord.NO_FILE
    return file if isinstance(file, kind) else StatusWord.WRONG_FILE_STRUCTURE


def find_record(records: list[bytes], p1: int, mode: int, current: int | None) -> int | None:
    """The index of the record that P1 and the mode ask for; without a current one, next is first, previous is last."""
    if mode in (BY_NUMBER, FROM_NUMBER_ON):
        return p1 - 1 if p1 <= len(records) else None
    with_id = [index for index, record in enumerate(records) if record[0] == p1]
    if mode == NEXT and current is not None:
        with_id = [index for index in with_id if index > current]
    elif mode == PREVIOUS and current is not None:
        with_id = [index for index in with_id if index < current]
    if not with_id:
        return None
    return with_id[0] if mode in (FIRST, NEXT) else with_id[-1]
