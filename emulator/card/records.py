"""READ RECORD and UPDATE RECORD: records by identifier, by number, one or all that follow (ISO/IEC 7816-4, 7.3)."""

from __future__ import annotations

from emulator.card.files import RecordFile
from emulator.card.instruction import Chip, Outcome, Session
from emulator.card.lookup import BY_NUMBER, FROM_NUMBER_ON, find_record, for_reading, for_writing
from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord


def read_record(chip: Chip, session: Session, command: Command) -> Outcome:
    """READ RECORD; the record read becomes the current one, its file the current file."""
    file = for_reading(session, command.p2 >> 3, RecordFile)
    if isinstance(file, StatusWord):
        return Outcome(file)
    records = chip.memory.records.get(file.path, [])
    index = find_record(records, command.p1, command.p2 & 0x07, session.record if file is session.file else None)
    if index is None:
        return Outcome(StatusWord.NO_RECORD)
    everything = command.p2 & 0x07 == FROM_NUMBER_ON
    data = b"".join(records[index:]) if everything else records[index]
    return Outcome(StatusWord.OK, data, session.at_record(file, index))


def update_record(chip: Chip, session: Session, command: Command) -> Outcome:
    """UPDATE RECORD by number, or by identifier, where a new one is appended as long as there is room."""
    file = for_writing(session, command.p2 >> 3, RecordFile)
    if isinstance(file, StatusWord):
        return Outcome(file)
    mode, record = command.p2 & 0x07, command.data
    records = chip.memory.records.get(file.path, [])
    index = find_record(records, command.p1, mode, session.record if file is session.file else None)
    if index is None:
        refused = _refused_append(file, records, command.p1, mode, record)
        if refused is not None:
            return Outcome(refused)
        index = len(records)
    elif record[0] != records[index][0]:
        return Outcome(StatusWord.WRONG_DATA)
    elif len(record) != len(records[index]):
        return Outcome(StatusWord.WRONG_LENGTH)
    chip.memory.write_record(file.path, index, record)
    return Outcome(StatusWord.OK, session=session.at_record(file, index))


def _refused_append(file: RecordFile, records: list[bytes], p1: int, mode: int, record: bytes) -> StatusWord | None:
    """Why `record` can't be appended, None where it can."""
    if mode == BY_NUMBER or any(there[0] == p1 for there in records):  # there is one, only not before or behind us
        return StatusWord.NO_RECORD
    if record[0] != p1:
        return StatusWord.WRONG_DATA
    if len(records) >= file.capacity or len(record) > file.room:
        return StatusWord.NO_ROOM
    return None
