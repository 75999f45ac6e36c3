"""A host that folds what T=0 and T=1 do differently, and a long script over every command for it.

A line is a command in hex or words: `reset`, `as it is COMMAND`, `prove KEY`, `prove wrong KEY`, `unblock`,
`unblock PIN`, `unblock wrong`, `block application`, `block card`. A command that is due data is asked for all of it
where the line has no Le.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from emulator.card.crypto import Algorithm
from emulator.iso7816.command import EXTENDED_ALL, SHORT_ALL, Command
from emulator.iso7816.response import Response
from tests.support.terminal import Terminal
from tests.support.workbench import RIGHT_PIN, SELECT_BANK, SELECT_EF05, SELECT_MF, SELECT_SSSE, TRIES, WRONG_PIN

VERIFY = 0x20  # its empty form is a short one
GIVE_DATA = (0xA4, 0xB0, 0xB2, 0x88)  # SELECT, the reads, INTERNAL AUTHENTICATE


@dataclass(frozen=True)
class Host:
    """Talks to one card over `transmit`, hex to hex; `extended` where T=1 commands have lengths of that form."""

    transmit: Callable[[str], str]
    reset: Callable[[], None]
    t1: bool
    algorithm: Algorithm
    keys: Mapping[str, bytes]
    extended: bool = False

    def play(self, line: str) -> str:
        """What a line gets, folded."""
        match line.split():
            case ["reset"]:
                self.reset()
                return ""
            case ["as", "it", "is", command]:
                return self.transmit(command)
            case ["prove", "wrong", key]:
                return self._terminal.prove(key, wrong=True)
            case ["prove", key]:
                return self._terminal.prove(key)
            case ["unblock", "wrong"]:
                return self._terminal.unblock(wrong=True)
            case ["unblock", *new]:
                return self._terminal.unblock(*new)
            case ["block", "application"]:
                return self._terminal.block_application()
            case ["block", "card"]:
                return self._terminal.block_card()
            case _:
                return self.ask(line)

    def ask(self, *commands: str) -> str:
        """The last command's data and status word, fetched with GET RESPONSE and with the right Le where need be."""
        answer = ""
        for each in commands:
            asked = Command.parse(bytes.fromhex(each))
            asked = replace(asked, extended=self.extended and asked.ins != VERIFY)
            if asked.ins in GIVE_DATA and asked.le is None and self.t1:
                asked = replace(asked, le=EXTENDED_ALL if self.extended else SHORT_ALL)
            answer = self._fetched(asked)
        return answer

    @property
    def _terminal(self) -> Terminal:
        return Terminal(self.ask, self.algorithm, self.keys)

    def _fetched(self, asked: Command) -> str:
        response, data = self._exchange(asked), b""
        if response.sw >> 8 == 0x6C:
            response = self._exchange(replace(asked, le=response.sw & 0xFF or SHORT_ALL))
        while response.sw >> 8 == 0x61:
            data += response.data
            response = self._exchange(Command(0x00, 0xC0, 0x00, 0x00, le=response.sw & 0xFF or SHORT_ALL))
        return (data + response.encode()).hex().upper()

    def _exchange(self, command: Command) -> Response:
        return Response.parse(bytes.fromhex(self.transmit(command.encode().hex())))


DF01, DF03, DF04, DF07 = (f"00A4040006D156000005{number}" for number in ("00", "02", "03", "04"))
DF05, DF05_QUIETLY = "00A4000002DF05", "00A4000C02DF05"
INTERNAL = "0088000010" + "0102030405060708" + "1112131415161718"
EVIDENCE = "0088000C" + INTERNAL[8:]

SCRIPT: tuple[str, ...] = (
    *("00A40000", SELECT_MF, "00A4000000", TRIES, RIGHT_PIN, INTERNAL, "00B2012C", "00B00000", "00B2010404"),
    *(SELECT_SSSE, SELECT_SSSE, "00A4040C0F" + SELECT_SSSE[10:], "00A4010002EF05", "00A40400021122", "00A4020002EF09"),
    *(TRIES, "0020000000", WRONG_PIN, TRIES, "0020000001AA", "0020000103111111", RIGHT_PIN, TRIES, "00B201F4"),
    *("805E010007111111FF246802", "00B201F4", "805E010007135790FF246802", "805E010007135790FF24680A", WRONG_PIN),
    *("0020000003246802", "00B201F4", "805E000007246802FF135790", "805E010007246802FF135790", "84180000", "80200000"),
    *(SELECT_EF05, "00B20102", "00B20104", "00B20200", "00B20203", "00B2012D", "00B20005", "00B20106", "00B2082C"),
    *("00A4000002EF1D", "00B22000", "00B22002", "00B22002", "00B22002", "00B22001", "00B22003", "00B22105"),
    *("00B201E4", "00B202E4", "00B201E5", "00B201DC", "00B202DD", "00B201DD", "00B201D4", "00B20134", "00B00000"),
    *("00DC3000033001AA", "00DC31C803310122", "00DC32C803320133", "00DC33C803330144", "00DC32C8043202AAAA", "00B201CD"),
    *("00DC02CC03310199", "00DC02CC03320199", "00DC01CD03300199", "00DC00CC03300199", "00DC05CC03350199"),
    *("00B09800", "00B0980010", "00B0982010", "00B0982810", "00B0982900", "00D6980003A1B2C3", "00B0000005"),
    *("00D6982603A1B2C3", "00D6983003A1B2C3", "00B0000000", "00B0000020", "00B0800004", "00B0850004", "00B0890004"),
    *("00B0880000", "00B0870000", "00B2082C", "00B20834", "00DC022803020134", "00D6870003A1B2C3"),
    *("prove RKSSSE", "00B20834", "00B20134", "00B20135", "00B0870000", "00B0870100", "00B08F0000", "00B0000000"),
    *("00B00FF000", "00B00FF010", "00B00FFF01", "00B0100001", "00B0870010", "00B0010000", "00B00FF020"),
    *("prove UKSSSE", "00DC022803020134", "00B20228", "00DC0228040202" + "3435", "00D6870003A1B2C3", "00B0870010"),
    *("prove wrong RKSSSE", "00B20834", "00D6870003A1B2C3", "prove wrong UKSSSE", "00D6870003A1B2C3", "prove IRK"),
    *("prove LKDF03", "0082000A0F" + "00" * 15, "0082000A10" + "00" * 16, "0084000000", "00840000", "0084000001"),
    *("0084000004", "0084000008", "0084000010", "0082000A10" + "00" * 16, "0084000110", "0084010008", "8084000008"),
    *(INTERNAL, INTERNAL + "08", INTERNAL + "07", "00880002" + INTERNAL[8:], "00880006" + INTERNAL[8:], "0088000000"),
    *(EVIDENCE, RIGHT_PIN, EVIDENCE, EVIDENCE + "07", WRONG_PIN, EVIDENCE, RIGHT_PIN, TRIES, EVIDENCE, "prove PIK"),
    *("unblock", "prove PUK", "unblock wrong", "unblock", WRONG_PIN, "unblock 123456", RIGHT_PIN, "0020000003123456"),
    *("unblock 1122334455667788", "00200000081122334455667788", "prove wrong PUK", "unblock 135790", "prove PUK"),
    *("unblock 24680A", "unblock 135790", "8424000004E4A319CC", "8424000304E4A319CC", RIGHT_PIN, SELECT_MF, "unblock"),
    *(SELECT_SSSE, "unblock", DF01, "00B2012D", "00B20135", "00B2013D", TRIES, "reset", DF01, "00B2012D"),
    *("prove RK1DF01", "00B2012D", "prove UK1DF01", "00DC20280320010F", "00B20128", "00B22028", DF03, "00B2012D"),
    *("prove RK1DF03", "00B2012D", "00B2013D", "prove RK2DF03", "00B2013D", "prove UK2DF01", RIGHT_PIN, "00B2013D"),
    *(DF04, "00B2012D", "00B20135", "prove RK1DF04", "00B20135", "00B20144", "00B21E44", "00B21F44", "00B20145"),
    *("00DC01441C" + "00" * 28, "00B08800", DF05, DF05_QUIETLY, TRIES, DF07, "00A4040006D15600000501", SELECT_MF, DF05),
    *(SELECT_BANK, TRIES, "0084000008", "00B2012C", INTERNAL, "00A4020002EF05", "805E010007135790FF246802", "reset"),
    *("00C0000010", "10A40000", "01A40000", "A0A40000", "00FF0000", "8018000004AABBCCDD", "80CA000000", TRIES),
    *(
        SELECT_SSSE,
        "as it is 00200000063132333435",
        "as it is 00A4",
        "as it is 00A4040010",
        "as it is 0020000003135790AABB",
    ),
    *[WRONG_PIN] * 7,
    *(RIGHT_PIN, TRIES, "805E010007135790FF246802", "prove PUK", "unblock", RIGHT_PIN, TRIES),
    *["prove wrong UKSSSE"] * 11,
    *("prove UKSSSE", "prove RKSSSE", "00B20134", "reset", SELECT_SSSE, "prove UKSSSE", "841E000104AABBCCDD"),
    *("0084000008", "841E000104AABBCCDD", "841E000004AABBCCDD", "block application", TRIES, SELECT_SSSE, SELECT_BANK),
    *(SELECT_MF, "0084000008", DF01, "00FF0000", "00C0000010", "reset", SELECT_SSSE, SELECT_BANK, "block card"),
)
END_OF_THE_CARD: tuple[str, ...] = (
    *(SELECT_SSSE, "block card", TRIES, SELECT_MF, SELECT_BANK, "00C0000010", "reset", SELECT_SSSE, "block card"),
)
