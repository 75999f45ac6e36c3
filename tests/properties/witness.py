"""What may change in a card's memory, told from outside: by the commands sent and the answers alone."""

from __future__ import annotations

from collections.abc import Mapping
from hmac import compare_digest

from emulator.iso7816.command import Command, MalformedApdu
from emulator.iso7816.status import StatusWord
from tests.properties.places import KEYS, SELECTED
from tests.support.terminal import Terminal

Cells = Mapping[str, bytes]

NAMES = {bytes.fromhex(select[10:]): place for place, select in SELECTED.items() if select[4:6] == "04"}
FILE_IDS = {b"": "MF", b"\x3f\x00": "MF", b"\xdf\x05": "DF05"}
WRITTEN_WITH = {  # None: by anybody
    **{f"SSSE/EF{number:02X}": "UKSSSE" for number in (5, 6, 7, 8)},
    "SSSE/pad": None,
    "SSSE/scratch": None,
    **{f"DF01/EF{number:02X}": f"UK{number - 4}DF01" for number in (5, 6, 7)},
    **{f"DF03/EF{number:02X}": f"UK{number - 4}DF03" for number in (5, 6, 7)},
    **{f"DF04/EF{number:02X}": f"UK{number - 4}DF04" for number in (5, 6)},
}
SAID = frozenset(StatusWord) - {StatusWord.MEMORY_FAILURE, StatusWord.INTERNAL, StatusWord.WARNING}
KEY_LIMIT = 10
GET_RESPONSE = b"\x00\xc0"


class Witness:
    """Watches one card from a reset on. `terminal` computes, never talks."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.reset()

    def reset(self) -> None:
        """The card was reset."""
        self.place, self.challenge, self.proved, self.waits = "MF", b"", set[str](), False

    def sees(self, apdu: bytes, answer: bytes, before: Cells, after: Cells) -> None:
        """Raises AssertionError where the answer is none, or the memory is not what the command may have made of it."""
        assert len(answer) >= 2
        sw = int.from_bytes(answer[-2:], "big")
        assert sw >> 8 in (0x61, 0x63, 0x6C) or (sw in SAID)
        assert len(answer) == 2 or sw >> 8 == 0x61 or sw == StatusWord.OK
        self._fetched(apdu, answer, sw)
        assert after == {**before, **self._expected(apdu, answer[:-2], sw, before, after)}

    def _fetched(self, apdu: bytes, answer: bytes, sw: int) -> None:
        """GET RESPONSE gives what the command right before it left, and nothing of any other."""
        if apdu[:2] == GET_RESPONSE:
            assert self.waits or len(answer) == 2
            self.waits = self.waits and sw != StatusWord.OK
        else:
            self.waits = sw >> 8 == 0x61

    def _expected(self, apdu: bytes, data: bytes, sw: int, before: Cells, after: Cells) -> Cells:
        """The cells that may be new; notes what was proved and selected on the way."""
        done, wrong = sw == StatusWord.OK, sw >> 4 == 0x63C
        if not (done or wrong or sw >> 8 in (0x61, 0x69, 0x6A)):
            return {}
        try:
            command = Command.parse(apdu)
        except MalformedApdu:
            return {}
        match (command.cla, command.ins):
            case (0x00, 0xA4) if done or sw >> 8 == 0x61:
                self._select(command)
            case (0x00, 0x84) if done:
                self.challenge = data
            case (0x00, 0x20) if command.data and (done or wrong):
                return self._compared("pin", command.data, sw, before)
            case (0x80, 0x5E) if done or wrong:
                old, _, new = command.data.partition(b"\xff")
                replaced = {"pin.value": new, "pin.initial": b"\0"} if done else {}
                return {**self._compared("pin", old, sw, before), **replaced}
            case (0x00, 0x82) if done or wrong:
                return self._proof(command, sw, before)
            case (0x84, _) if done or sw in (StatusWord.WRONG_MAC, StatusWord.WRONG_DATA):
                return self._message(command, sw, before)
            case (0x00, 0xDC | 0xD6) if done:
                return self._written(command, before, after)
            case _:
                assert not wrong or apdu[:2] == b"\x00\x20"  # an empty VERIFY
        return {}

    def _select(self, command: Command) -> None:
        place = NAMES.get(command.data) if command.p1 == 4 else FILE_IDS.get(command.data)
        if place and command.p1 != 2 and place != self.place:
            self.place, self.challenge = place, b""
            self.proved.clear()

    def _compared(self, what: str, given: bytes, sw: int, before: Cells) -> Cells:
        left = before["pin.remaining"][0]
        assert left > 0
        assert self.place not in ("MF", "bank")
        assert (given == before["pin.value"]) is (sw == StatusWord.OK)
        if sw == StatusWord.OK:
            return {"pin.remaining": before["pin.limit"]}
        assert sw & 0x0F == left - 1
        return {"pin.remaining": bytes((left - 1,))}

    def _proof(self, command: Command, sw: int, before: Cells) -> Cells:
        name = KEYS[self.place][command.p2]
        cell, given, info = f"key.{name}.remaining", command.data[:8], command.data[8:]
        left, challenge, self.challenge = before[cell][0], self.challenge, b""
        right = self._terminal.algorithm.authentication_data(self._terminal.keys[name], challenge, info)
        assert challenge
        assert left > 0
        assert (given == right) is (sw == StatusWord.OK)
        self.proved.discard(name)
        if sw == StatusWord.OK:
            self.proved.add(name)
            return {cell: bytes((KEY_LIMIT,))}
        assert sw & 0x0F == left - 1
        return {cell: bytes((left - 1,))}

    def _message(self, command: Command, sw: int, before: Cells) -> Cells:
        key = {0x24: "STK", 0x1E: "BK", 0x16: "BK"}[command.ins]
        challenge, self.challenge = self.challenge, b""
        assert challenge
        header = bytes((command.cla, command.ins, command.p1, command.p2, len(command.data)))
        plain, mac, algorithm = command.data[:-4], command.data[-4:], self._terminal.algorithm
        right = compare_digest(mac, algorithm.mac(self._terminal.keys[key], challenge, header + plain))
        assert right is (sw != StatusWord.WRONG_MAC)
        if sw != StatusWord.OK:
            return {}
        if key == "BK":
            return {"block": b"\x01" if command.ins == 0x1E else b"\x02"}
        assert "PUK" in self.proved
        full = {"pin.remaining": before["pin.limit"]}
        if command.p2 == 0:
            return full
        new = algorithm.decipher(self._terminal.keys["STK"], challenge, plain)
        assert new is not None
        return {**full, "pin.value": new, "pin.initial": b"\0"}

    def _written(self, command: Command, before: Cells, after: Cells) -> Cells:
        """One cell, of a file that is written with what was proved, and by no more than the data."""
        changed = {name: value for name, value in after.items() if before.get(name) != value}
        assert len(changed) <= 1
        for name, value in changed.items():
            kind, path = name.split(":")[:2]
            key = WRITTEN_WITH[path]
            assert path.startswith(f"{self.place}/")
            assert key is None or key in self.proved
            if kind == "record":
                assert (command.ins, value) == (0xDC, command.data)
                assert len(value) == len(before.get(name, value))
            else:
                assert command.ins == 0xD6
                assert len(value) == len(before[name])
                assert command.data in value
        return changed
