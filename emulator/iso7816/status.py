"""Status words: what a card says at the end of every response (ISO/IEC 7816-4, 5.6, and the card's own)."""

from __future__ import annotations

from enum import IntEnum


class StatusWord(IntEnum):
    """The status words with one fixed value; the families 61xx, 63Cx and 6Cxx have functions below."""

    OK = 0x9000
    WARNING = 0x6200
    MEMORY_FAILURE = 0x6581
    WRONG_LENGTH = 0x6700
    WRONG_FILE_STRUCTURE = 0x6981
    SECURITY_STATUS = 0x6982
    LOCKED = 0x6983
    NO_REFERENCE_DATA = 0x6984
    CONDITIONS = 0x6985
    NO_CURRENT_EF = 0x6986
    WRONG_MAC = 0x6988
    WRONG_DATA = 0x6A80
    NOT_SUPPORTED = 0x6A81
    NO_FILE = 0x6A82
    NO_RECORD = 0x6A83
    NO_ROOM = 0x6A84
    WRONG_P1P2 = 0x6A86
    NO_KEY = 0x6A88
    WRONG_OFFSET = 0x6B00
    UNKNOWN_INSTRUCTION = 0x6D00
    UNKNOWN_CLASS = 0x6E00
    INTERNAL = 0x6F00
    APPLICATION_BLOCKED = 0x9303


_MEANINGS: dict[int, str] = {
    StatusWord.OK: "done",
    StatusWord.WARNING: "done, with a warning",
    StatusWord.MEMORY_FAILURE: "the card's memory failed",
    StatusWord.WRONG_LENGTH: "wrong length",
    StatusWord.WRONG_FILE_STRUCTURE: "the command does not fit this kind of file",
    StatusWord.SECURITY_STATUS: "not allowed before a PIN or key is proved",
    StatusWord.LOCKED: "locked: no attempts left",
    StatusWord.NO_REFERENCE_DATA: "no challenge, or no PIN, to work with",
    StatusWord.CONDITIONS: "not possible here",
    StatusWord.NO_CURRENT_EF: "no file is selected",
    StatusWord.WRONG_MAC: "the MAC is wrong",
    StatusWord.WRONG_DATA: "the data is not of the command's form",
    StatusWord.NOT_SUPPORTED: "the card is blocked, or the function is not supported",
    StatusWord.NO_FILE: "no such file or application",
    StatusWord.NO_RECORD: "no such record",
    StatusWord.NO_ROOM: "no room left in the file",
    StatusWord.WRONG_P1P2: "wrong P1 or P2",
    StatusWord.NO_KEY: "no such key",
    StatusWord.WRONG_OFFSET: "the offset lies outside the file",
    StatusWord.UNKNOWN_INSTRUCTION: "unknown instruction",
    StatusWord.UNKNOWN_CLASS: "unknown class",
    StatusWord.INTERNAL: "internal error",
    StatusWord.APPLICATION_BLOCKED: "the application is blocked for ever",
}


def more_data(waiting: int) -> int:
    """61xx: `waiting` bytes can be fetched with GET RESPONSE; 61 00 says 256 or more."""
    return 0x6100 | (waiting if waiting < 256 else 0)


def exact_length(due: int) -> int:
    """6Cxx: ask again with Le = `due` bytes; 6C 00 says 256."""
    return 0x6C00 | (due & 0xFF)


def attempts(left: int) -> int:
    """63Cx: wrong, `left` attempts remain (0–15)."""
    return 0x63C0 | left


def tries_left(sw: int) -> int | None:
    """The x of 63Cx, None for any other status word."""
    return sw & 0x0F if sw & 0xFFF0 == 0x63C0 else None


# By SW1 (ISO/IEC 7816-4, 5.6): 64 is an error with the memory as it was, 67 to 6E are checks that
# ended the command before it began. 62 and 63 are warnings of a command that was processed, 65 says that the memory
# changed, 66 and 6F say nothing of it, and what the standard does not define means nothing. 6C speaks of a length that
# a command which carries data, and wants none, never gave.
_NOTHING_DONE = frozenset((0x64, *range(0x67, 0x6F))) - {0x6C}


def changed_nothing(sw: int) -> bool:
    """True where `sw` says that a command that carries data left the card's own as they were, but for a PIN's counter.

    False is no more than "it does not say so": after a command that writes, nobody knows.
    """
    return sw >> 8 in _NOTHING_DONE or tries_left(sw) is not None or sw == StatusWord.APPLICATION_BLOCKED


def meaning(sw: int) -> str:
    """What `sw` says, in a few words and with its number: "6A82 no such file or application"."""
    left = tries_left(sw)
    if left is not None:
        words = f"wrong, {left} {'attempt' if left == 1 else 'attempts'} left"
    elif sw >> 8 == 0x61:
        words = f"{sw & 0xFF or 256} bytes wait for GET RESPONSE"
    elif sw >> 8 == 0x6C:
        words = f"the exact length is {sw & 0xFF or 256}"
    else:
        words = _MEANINGS.get(sw, "a status word this card does not define")
    return f"{sw:04X} {words}"
