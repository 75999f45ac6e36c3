"""One command, its whole response: what T=0 needs of a terminal (ISO/IEC 7816-3, 10.3.1 and 12.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator.iso7816.command import SHORT_ALL, Command
from emulator.iso7816.response import Response
from kiosk.card.exchange import exchange, send_once
from kiosk.card.port import Failure, Fault, Protocols

READ = Command(0x00, 0xB2, 0x01, 0x2C, le=SHORT_ALL)
SELECT = Command(0x00, 0xA4, 0x04, 0x00, b"name", SHORT_ALL)
VERIFY = Command(0x00, 0x20, 0x00, 0x00, bytes.fromhex("135790"))
LOST = Failure(Fault.ANSWER_LOST)


class Scripted:
    """A card that gives these answers in turn, whatever it is asked; a failure is one of them."""

    atr = b"\x3b\x00"

    def __init__(self, *answers: str | Failure, protocol: Protocols = "t0") -> None:
        self.protocol: Protocols = protocol
        self.heard: list[str] = []
        self._answers: Iterator[str | Failure] = iter(answers)

    def transmit(self, apdu: bytes) -> bytes | Failure:
        """The next answer."""
        self.heard.append(apdu.hex().upper())
        answer = next(self._answers)
        return answer if isinstance(answer, Failure) else bytes.fromhex(answer)


@pytest.mark.parametrize(
    ("command", "answers", "heard", "response"),
    [
        pytest.param(READ, ["AA559000"], ["00B2012C00"], Response(b"\xaa\x55", 0x9000), id="an answer at once"),
        pytest.param(READ, ["6A83"], ["00B2012C00"], Response(b"", 0x6A83), id="a refusal at once"),
        pytest.param(
            READ, ["6C02", "AA559000"], ["00B2012C00", "00B2012C02"], Response(b"\xaa\x55", 0x9000), id="6Cxx: exact Le"
        ),
        pytest.param(
            READ,
            ["6C00", "00" * 256 + "9000"],
            ["00B2012C00", "00B2012C00"],
            Response(bytes(256), 0x9000),
            id="6C00: 256 bytes",
        ),
        pytest.param(READ, ["6C02", "6C03"], ["00B2012C00", "00B2012C02"], Response(b"", 0x6C03), id="6Cxx twice"),
        pytest.param(SELECT, ["6C05"], ["00A40400046E616D65"], Response(b"", 0x6C05), id="6Cxx with no Le to mend"),
        pytest.param(
            SELECT, ["6100", "6100"], ["00A40400046E616D65", "00C0000000"], Response(b"", 0x6100), id="61xx of nothing"
        ),
        pytest.param(
            SELECT,
            ["6102", "AA559000"],
            ["00A40400046E616D65", "00C0000002"],
            Response(b"\xaa\x55", 0x9000),
            id="61xx: GET RESPONSE",
        ),
        pytest.param(
            SELECT,
            ["6100", "00" * 256 + "6101", "019000"],
            ["00A40400046E616D65", "00C0000000", "00C0000001"],
            Response(bytes(256) + b"\x01", 0x9000),
            id="6100: 256 bytes and more",
        ),
        pytest.param(
            SELECT,
            ["6110", "6C02", "AA559000"],
            ["00A40400046E616D65", "00C0000010", "00C0000002"],
            Response(b"\xaa\x55", 0x9000),
            id="61xx, then 6Cxx",
        ),
        pytest.param(
            SELECT,
            ["AA6101", "559000"],
            ["00A40400046E616D65", "00C0000001"],
            Response(b"\xaa\x55", 0x9000),
            id="data with 61xx is kept",
        ),
    ],
)
def test_detours_are_folded(command: Command, answers: list[str], heard: list[str], response: Response) -> None:
    card = Scripted(*answers)

    assert (exchange(card, command), card.heard) == (response, heard)


@pytest.mark.parametrize("before", [[], ["6102"], ["6C02"], ["6102", "AA6101"]], ids=str)
def test_a_failure_on_the_way_is_the_result(before: list[str]) -> None:
    """status-legacy#7887: half an answer must not pass for one."""
    assert exchange(Scripted(*before, LOST), READ) == LOST


@pytest.mark.parametrize("answer", ["6102", "6C02", "AA6101"])
def test_a_card_that_promises_more_for_ever_is_cut_off(answer: str) -> None:
    card = Scripted(*[answer] * 1000)
    ended = exchange(card, SELECT)

    assert (isinstance(ended, Response), len(card.heard) <= 50) == (True, True)


@pytest.mark.parametrize("protocol", ["t0", "t1"])
@pytest.mark.parametrize("answer", ["6C02", "6103", "9000"])
@pytest.mark.parametrize("command", [VERIFY, Command(0x00, 0x20, 0x00, 0x00)], ids=["a PIN", "the empty VERIFY"])
def test_what_counts_attempts_is_sent_once_and_the_answer_taken_as_it_stands(
    command: Command, answer: str, protocol: Protocols
) -> None:
    card = Scripted(answer, "63C4", protocol=protocol)

    assert send_once(card, command) == Response(b"", int(answer, 16))
    assert card.heard == [command.encode().hex().upper()]


def test_data_that_nobody_asked_for_is_no_answer() -> None:
    assert send_once(Scripted("AA9000"), VERIFY) == LOST


@pytest.mark.parametrize(("protocol", "sent"), [("t0", "00A40400046E616D65"), ("t1", "00A40400046E616D6500")])
def test_a_t0_command_with_data_has_no_le(protocol: Protocols, sent: str) -> None:
    card = Scripted("9000", protocol=protocol)
    exchange(card, SELECT)

    assert card.heard == [sent]


@pytest.mark.parametrize("protocol", ["t0", "t1"])
def test_a_command_without_data_keeps_its_le(protocol: Protocols) -> None:
    card = Scripted("9000", protocol=protocol)
    exchange(card, READ)

    assert card.heard == ["00B2012C00"]
