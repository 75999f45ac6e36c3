"""Frames between vpcd and a card: what is answered, what is not, whatever pieces they come in."""

from __future__ import annotations

import pytest

from tests.support.odd_cards import Answering
from tests.support.workbench import ATR_T0, READ_LOCKER, RIGHT_PIN, SELECT_SSSE, TRIES, WRONG_PIN
from tests.unit.emulator.reader.vpcd_end import GET_ATR, OFF, ON, RESET, Contact, RunningLink, VpcdEnd

ATR = ATR_T0.hex().upper()
SELECT = bytes.fromhex(SELECT_SSSE)


ECHO = Answering(b"\x3b\x00", lambda apdu: apdu)


def test_a_command_gets_the_cards_own_answer(contact: Contact) -> None:
    contact.send(ON)

    assert [contact.say(command) for command in (SELECT_SSSE, WRONG_PIN, TRIES)] == ["611E", "63C5", "63C5"]


@pytest.mark.parametrize("silent", [OFF, ON, RESET], ids=["off", "on", "reset"])
def test_power_and_reset_get_no_answer(contact: Contact, silent: bytes) -> None:
    contact.send(silent, GET_ATR)

    assert contact.piece() == b"\x00\x11" + ATR_T0


@pytest.mark.parametrize("before", [[], [ON], [ON, OFF], [RESET]], ids=["nothing", "on", "on, off", "reset"])
def test_the_atr_is_told_with_power_and_without(contact: Contact, before: list[bytes]) -> None:
    contact.send(*before)

    assert contact.atr() == ATR


def test_a_poll_changes_nothing(contact: Contact) -> None:
    contact.send(ON)
    contact.say(SELECT_SSSE, RIGHT_PIN, "00A4020002EF05")
    polled = {contact.atr() for _ in range(5)}

    assert polled == {ATR}
    assert [contact.say("00B2020403"), contact.say(READ_LOCKER)] == ["0201339000", "4002CAFE9000"]


def test_a_poll_leaves_what_waits_for_get_response(contact: Contact) -> None:
    contact.send(ON)
    contact.say(SELECT_SSSE)
    contact.atr()

    assert contact.say("00C000001E")[-4:] == "9000"


def test_a_session_may_start_with_a_reset(contact: Contact) -> None:
    contact.send(RESET)

    assert contact.say(SELECT_SSSE, TRIES) == "63C6"


@pytest.mark.parametrize("power", [[OFF], [OFF, ON], [RESET], [ON]], ids=["off", "off and on", "reset", "on"])
def test_power_and_reset_forget_what_was_proved(contact: Contact, power: list[bytes]) -> None:
    contact.send(ON)
    contact.say(SELECT_SSSE, RIGHT_PIN)
    contact.send(*power)

    assert contact.say(TRIES) == "6985"
    assert contact.say(SELECT_SSSE, READ_LOCKER) == "6982"


@pytest.mark.parametrize("body", ["03", "05", "FF"])
def test_any_other_single_byte_is_a_command_too_short(contact: Contact, body: str) -> None:
    assert contact.say(body) == "6700"


def test_frames_may_arrive_byte_by_byte(contact: Contact) -> None:
    for byte in b"\x00\x01\x01\x00\x14" + SELECT:
        contact.send_raw(bytes((byte,)))

    assert contact.receive() == b"\x61\x1e"


@pytest.mark.parametrize("cut", range(1, 25))
def test_two_frames_may_be_cut_anywhere(contact: Contact, cut: int) -> None:
    raw = b"\x00\x14" + SELECT + b"\x00\x04" + bytes.fromhex(TRIES)
    contact.send_raw(raw[:cut])
    contact.send_raw(raw[cut:])

    assert [contact.receive(), contact.receive()] == [b"\x61\x1e", b"\x63\xc6"]


def test_frames_in_one_segment_are_answered_one_by_one(contact: Contact) -> None:
    contact.send(ON, SELECT, GET_ATR, bytes.fromhex(TRIES))

    assert [contact.receive() for _ in range(3)] == [b"\x61\x1e", ATR_T0, b"\x63\xc6"]


def test_an_empty_frame_is_passed_over(contact: Contact) -> None:
    contact.send(b"", SELECT)

    assert contact.receive() == b"\x61\x1e"


def test_each_answer_leaves_in_one_piece(contact: Contact) -> None:
    """One byte of a header, then the end, crashes pcscd: header and body must never part."""
    pieces = set()
    for _ in range(100):
        contact.send(GET_ATR)
        pieces.add(contact.piece())

    assert pieces == {b"\x00\x11" + ATR_T0}


@pytest.mark.parametrize("size", [2, 255, 256, 65_534, 65_535])
def test_a_frame_holds_up_to_65535_bytes_each_way(vpcd: VpcdEnd, size: int) -> None:
    body = bytes(range(251)) * (size // 251 + 1)
    with RunningLink(ECHO, vpcd.port):
        contact = vpcd.accept()
        contact.send(ON, body[:size])

        assert contact.receive() == body[:size]
