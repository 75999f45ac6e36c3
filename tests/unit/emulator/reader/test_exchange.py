"""One command and its whole response: 61xx is fetched, 6Cxx repeated only where nothing can be done twice."""

from __future__ import annotations

import pytest

from emulator.reader.exchange import exchange

VERIFY = "0020000003135790"
SELECT = "00A4040002CAFE"


class Answers:
    """A card that gives these answers, and remembers what it was sent."""

    def __init__(self, *answers: str) -> None:
        self._answers = iter(answers)
        self.sent: list[str] = []

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return bytes.fromhex(next(self._answers))


def test_what_waits_is_fetched_piece_by_piece() -> None:
    card = Answers("6102", "AABB6101", "CC9000")

    assert exchange(card.transmit, bytes.fromhex(SELECT)).hex().upper() == "AABBCC9000"
    assert card.sent == [SELECT, "00C0000002", "00C0000001"]


def test_a_wrong_length_is_asked_for_again_with_the_right_one() -> None:
    card = Answers("6C02", "AABB9000")

    assert exchange(card.transmit, bytes.fromhex("00B2010400")).hex().upper() == "AABB9000"
    assert card.sent == ["00B2010400", "00B2010402"]


def test_a_wrong_length_of_get_response_as_well() -> None:
    card = Answers("6103", "6C02", "AABB9000")

    assert exchange(card.transmit, bytes.fromhex(SELECT)).hex().upper() == "AABB9000"
    assert card.sent == [SELECT, "00C0000003", "00C0000002"]


@pytest.mark.parametrize(
    "command",
    [VERIFY, VERIFY + "00", "00200000000003135790", "002000000513", "0020", "00200000", "805E010000", "8424000004"],
)
def test_a_command_with_data_or_without_form_is_never_sent_twice(command: str) -> None:
    """Nor the empty VERIFY: over T=0 its third parameter is a length of data, and 0020000002 would wait for a PIN."""
    card = Answers("6C02")

    assert exchange(card.transmit, bytes.fromhex(command)).hex().upper() == "6C02"
    assert card.sent == [command]


def test_a_card_that_keeps_correcting_is_believed_once() -> None:
    card = Answers("6C02", "6C03")

    assert exchange(card.transmit, bytes.fromhex("00B2010400")).hex().upper() == "6C03"


@pytest.mark.parametrize("promise", ["6100", "61FF"])
def test_a_card_that_promises_more_and_gives_nothing_is_asked_once(promise: str) -> None:
    card = Answers(promise, promise)

    assert exchange(card.transmit, bytes.fromhex(SELECT)).hex().upper() == promise
    assert len(card.sent) == 2


def test_a_card_that_promises_more_for_ever_is_cut_off() -> None:
    assert exchange(lambda _: bytes.fromhex("AA6101"), bytes.fromhex(SELECT))[-2:].hex() == "6101"
