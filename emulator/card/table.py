"""The card's commands, one row each: the whole of what it understands. `docs/card-commands.md` is drawn from it."""

from __future__ import annotations

from emulator.card.authentication import external_authenticate, internal_authenticate
from emulator.card.binary import is_binary_place, read_binary, update_binary
from emulator.card.blocking import application_block, card_block
from emulator.card.challenge import get_challenge
from emulator.card.get_response import get_response
from emulator.card.instruction import Instruction
from emulator.card.keys import Use
from emulator.card.lookup import BY_NUMBER, FROM_NUMBER_ON
from emulator.card.memory import is_record
from emulator.card.message import MAC_BYTES
from emulator.card.pin import KEEPING_PIN, NEW_PIN, change_pin, is_change_form, pin_unblock, unblock_length, verify
from emulator.card.records import read_record, update_record
from emulator.card.rule import (
    ANY_DATA,
    ANYWHERE,
    NO_DATA,
    P1P2,
    WITH_PIN,
    Form,
    Length,
    data_and_le,
    data_of,
    exactly,
    is_empty_verify,
    le_of,
)
from emulator.card.selection import BY_EF_ID, BY_FILE_ID, BY_NAME, DATA_LENGTHS, RETURN_FCI, RETURN_NOTHING, select

_SELECTS = P1P2(
    "00, 02 or 04 · 00 or 0C",
    lambda p1, p2: p1 in (BY_FILE_ID, BY_EF_ID, BY_NAME) and p2 in (RETURN_FCI, RETURN_NOTHING),
)
_BINARY = P1P2("80 | SFI · offset, or a 15-bit offset", is_binary_place)
_READS = P1P2("number or id · SFI << 3 | 0–5", lambda p1, p2: p1 != 0 and p2 & 0x07 <= FROM_NUMBER_ON)
_UPDATES = P1P2("number or id · SFI << 3 | 0–4", lambda p1, p2: p1 != 0 and p2 & 0x07 <= BY_NUMBER)
_KEY_ID = P1P2("00 · key id", lambda p1, _: p1 == 0)
_UNBLOCKS = P1P2("00 · 00 PIN kept, 01 new PIN", lambda p1, p2: p1 == 0 and p2 in (KEEPING_PIN, NEW_PIN))

_SELECT_LENGTH = Length("file id 0 or 2, EF id 2, name 1–16; Le", lambda c, _: len(c.data) in DATA_LENGTHS[c.p1])
_VERIFY_LENGTH = Length(
    "none, or 2–8", lambda c, _: (2 <= len(c.data) <= 8 and c.le is None) if c.data else is_empty_verify(c)
)
_UNBLOCK_LENGTH = Length("MAC 4; new PIN: cipher 16 (3des also 8) and MAC", unblock_length)

_RECORD = Form("one SIMPLE-TLV object", lambda data, _: is_record(data))
_TWO_PINS = Form("old ‖ FF ‖ new, 4–16 digits in BCD each; no old one where there is no PIN yet", is_change_form)

_PROOF = data_of("authentication data 8, info 8", (16,))
_QUESTION = data_and_le("factor 8, info 8; Le", (16,))
_CHALLENGE = le_of("Le 4, 8 or 16", (4, 8, 16))
_PINS = data_of("3–17", range(3, 18))
_MAC = data_of("MAC 4", (MAC_BYTES,))
_READ, _WRITE = "the file's read condition", "the file's write condition"
_MACED = "a challenge, MAC with BK"

# fmt: off
TABLE: tuple[Instruction, ...] = (
    Instruction("SELECT",                0x00, 0xA4, _SELECTS,       _SELECT_LENGTH,  select, scope=ANYWHERE),
    Instruction("READ BINARY",           0x00, 0xB0, _BINARY,        NO_DATA,         read_binary, _READ),
    Instruction("UPDATE BINARY",         0x00, 0xD6, _BINARY,        ANY_DATA,        update_binary, _WRITE),
    Instruction("READ RECORD",           0x00, 0xB2, _READS,         NO_DATA,         read_record, _READ),
    Instruction("UPDATE RECORD",         0x00, 0xDC, _UPDATES,       ANY_DATA,        update_record, _WRITE,
                form=_RECORD),
    Instruction("GET RESPONSE",          0x00, 0xC0, exactly(0, 0),  NO_DATA,         get_response, scope=ANYWHERE),
    Instruction("GET CHALLENGE",         0x00, 0x84, exactly(0, 0),  _CHALLENGE,      get_challenge),
    Instruction("INTERNAL AUTHENTICATE", 0x00, 0x88, _KEY_ID,        _QUESTION,       internal_authenticate,
                "with PIK: the PIN verified", key=Use.INTERNAL, scope=WITH_PIN),
    Instruction("EXTERNAL AUTHENTICATE", 0x00, 0x82, _KEY_ID,        _PROOF,          external_authenticate,
                "attempts left, a challenge", key=Use.EXTERNAL, scope=WITH_PIN),
    Instruction("VERIFY",                0x00, 0x20, exactly(0, 0),  _VERIFY_LENGTH,  verify,
                "attempts left", scope=WITH_PIN),
    Instruction("CHANGE PIN",            0x80, 0x5E, exactly(1, 0),  _PINS,           change_pin,
                "attempts left", form=_TWO_PINS, scope=WITH_PIN),
    Instruction("PIN UNBLOCK",           0x84, 0x24, _UNBLOCKS,      _UNBLOCK_LENGTH, pin_unblock,
                "PUK proved, a challenge, MAC with STK", scope=WITH_PIN),
    Instruction("APPLICATION BLOCK",     0x84, 0x1E, exactly(0, 1),  _MAC,            application_block, _MACED,
                scope=WITH_PIN),
    Instruction("CARD BLOCK",            0x84, 0x16, exactly(0, 0),  _MAC,            card_block, _MACED,
                scope=WITH_PIN),
)
# fmt: on
