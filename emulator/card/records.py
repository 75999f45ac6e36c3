"""READ RECORD: SIMPLE-TLV records by identifier, by number, one or all that follow (ISO/IEC 7816-4, 7.3)."""

from __future__ import annotations

from emulator.card.files import RecordFile
from emulator.card.instruction import Chip, Outcome, Session
from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord

FIRST, LAST, NEXT, PREVIOUS, BY_NUMBER, FROM_NUMBER_ON = range(6)


def read_record(chip: Chip, session: Session, command: Command) -> Outcome:
    """READ RECORD; the record read becomes the current one, its file the current file."""
    file = _file(session, command.p2 >> 3)
    if not isinstance(file, RecordFile):
        return Outcome(file)
    if not file.read.allows(session.proved):
        return Outcome(StatusWord.SECURITY_STATUS)
    records = chip.memory.records.get(file.path, [])
    current = session.record if file is session.file else None
    index = _find(records, command.p1, command.p2 & 0x07, current)
    if index is None:
        return Outcome(StatusWord.NO_RECORD)
    everything = command.p2 & 0x07 == FROM_NUMBER_ON
    data = b"".join(records[index:]) if everything else records[index]
    return Outcome(StatusWord.OK, data, Session(session.application, file, index, session.proved, session.challenge))


def _file(session: Session, sfi: int) -> RecordFile | StatusWord:
    if sfi == 0:
        return session.file or StatusWord.NO_CURRENT_EF
    return session.application.by_sfi.get(sfi, StatusWord.NO_FILE)


def _find(records: list[bytes], p1: int, mode: int, current: int | None) -> int | None:
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
