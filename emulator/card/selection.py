"""SELECT: which application and which file the next commands speak of."""

from __future__ import annotations

from emulator.card.access import Proved
from emulator.card.files import MF_ID, Application
from emulator.card.instruction import Chip, Outcome, Session
from emulator.card.layout import BANK_NAME
from emulator.iso7816.command import Command, MalformedApdu, parse_body
from emulator.iso7816.status import StatusWord

BY_FILE_ID, BY_EF_ID, BY_NAME = 0x00, 0x02, 0x04
RETURN_FCI, RETURN_NOTHING = 0x00, 0x0C

DATA_LENGTHS = {BY_FILE_ID: (0, 2), BY_EF_ID: (2,), BY_NAME: range(1, 17)}
_MF = MF_ID.to_bytes(2, "big")


def select(chip: Chip, session: Session, command: Command) -> Outcome:
    """SELECT by file id (the MF; DF05 from SSSE and its DFs), by EF id in the current DF, by name from anywhere."""
    data = command.data
    if command.p1 == BY_NAME:
        application = chip.tree.by_name.get(data)
        return _application(session, application, command.p2) if application else Outcome(StatusWord.NO_FILE)
    if command.p1 == BY_FILE_ID and data in (b"", _MF):
        return _application(session, chip.tree.mf, command.p2)
    file_id = int.from_bytes(data, "big")
    if command.p1 == BY_FILE_ID and session.application.has_pin and file_id in chip.tree.by_file_id:
        return _application(session, chip.tree.by_file_id[file_id], command.p2)
    file = session.application.by_id.get(file_id)
    if file is None:
        return Outcome(StatusWord.NO_FILE)
    return Outcome(
        StatusWord.OK,
        session=session.at_record(file, None),
    )


def selects_beside(apdu: bytes) -> bool:
    """True where `apdu` selects the MF or the bank application: what is left once the application is blocked."""
    if len(apdu) < 4 or apdu[:2] != b"\x00\xa4":
        return False
    try:
        data, _, _ = parse_body(apdu)
    except MalformedApdu:
        return False
    return (apdu[2] == BY_FILE_ID and data in (b"", _MF)) or (apdu[2] == BY_NAME and data == BANK_NAME)


def _application(session: Session, application: Application, p2: int) -> Outcome:
    if application is session.application:  # keys and challenge outlive only a selection of the same application
        after = Session(application, proved=session.proved, challenge=session.challenge)
    else:
        after = Session(application, proved=Proved(pin=session.proved.pin))
    return Outcome(StatusWord.OK, b"" if p2 == RETURN_NOTHING else application.fci, after)
