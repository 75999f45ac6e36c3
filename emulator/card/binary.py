"""READ BINARY and UPDATE BINARY: bytes of a transparent EF from an offset on (ISO/IEC 7816-4, 7.2)."""

from __future__ import annotations

from emulator.card.files import TransparentFile
from emulator.card.instruction import Chip, Outcome, Session
from emulator.card.lookup import for_reading, for_writing
from emulator.iso7816.command import SHORT_ALL, Command
from emulator.iso7816.status import StatusWord

BY_SFI = 0x80  # bit 8 of P1: its low bits are an SFI, P2 the offset; else both are the offset in the current EF


def read_binary(chip: Chip, session: Session, command: Command) -> Outcome:
    """READ BINARY: as many bytes as are asked for, or as there are."""
    file = for_reading(session, _sfi(command), TransparentFile)
    if isinstance(file, StatusWord):
        return Outcome(file)
    offset = _offset(command)
    if offset >= file.size:
        return Outcome(StatusWord.WRONG_OFFSET)
    data = chip.memory.binaries[file.path][offset : offset + (command.le or SHORT_ALL)]
    return Outcome(StatusWord.OK, data, session.at_record(file, None))


def update_binary(chip: Chip, session: Session, command: Command) -> Outcome:
    """UPDATE BINARY: replace bytes, none beyond the file's end."""
    file = for_writing(session, _sfi(command), TransparentFile)
    if isinstance(file, StatusWord):
        return Outcome(file)
    offset = _offset(command)
    if offset >= file.size:
        return Outcome(StatusWord.WRONG_OFFSET)
    if offset + len(command.data) > file.size:
        return Outcome(StatusWord.NO_ROOM)
    chip.memory.write_binary(file.path, offset, command.data)
    return Outcome(StatusWord.OK, session=session.at_record(file, None))


def is_binary_place(p1: int, _: int) -> bool:
    """True for an SFI of five bits, or an offset of fifteen."""
    return not p1 & BY_SFI or p1 & 0x60 == 0


def _sfi(command: Command) -> int:
    return command.p1 & 0x1F if command.p1 & BY_SFI else 0


def _offset(command: Command) -> int:
    return command.p2 if command.p1 & BY_SFI else command.p1 << 8 | command.p2
