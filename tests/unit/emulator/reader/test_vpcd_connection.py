"""The link to vpcd over time: waiting, coming back, a taken slot, a silent card, the end."""

from __future__ import annotations

import socket
import time
from contextlib import closing
from threading import Timer

import pytest

from emulator.card.mute import MuteCard
from emulator.reader import vpcd as module
from emulator.reader.vpcd import LinkState, VpcdLink
from tests.support.workbench import (
    ATR_T0,
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
)
from tests.unit.emulator.reader.vpcd_end import ON, Contact, RunningLink, VpcdEnd

BACK_WITHIN_S = 2.0
PROMPTLY_S = 1.0


def test_a_card_that_is_polled_is_in_the_reader(link: RunningLink, contact: Contact) -> None:
    contact.atr()

    assert link.told() is LinkState.IN_READER


def test_it_waits_for_a_vpcd_that_is_not_there_yet_and_says_so_once() -> None:
    """eid-mw#174: the program doesn't say that pcscd is down."""
    late = VpcdEnd()
    late.close()
    with RunningLink(Bench().card, late.port) as link:
        assert link.told() is LinkState.WAITING
        assert link.told(within_s=3 * module.RETRY_S) is None

        with closing(VpcdEnd(late.port)) as there:
            there.accept(BACK_WITHIN_S).atr()
            assert link.told() is LinkState.IN_READER


@pytest.mark.parametrize("how", ["close", "abort"])
def test_a_card_comes_back_after_pcscd_was_restarted(vpcd: VpcdEnd, link: RunningLink, how: str) -> None:
    for _ in range(2):
        contact = vpcd.accept(BACK_WITHIN_S)
        assert contact.atr() == ATR_T0.hex().upper()
        getattr(contact, how)()

    assert vpcd.accept(BACK_WITHIN_S).atr() == ATR_T0.hex().upper()


def test_a_card_comes_back_to_a_vpcd_that_was_away(vpcd: VpcdEnd, link: RunningLink) -> None:
    vpcd.accept().atr()
    vpcd.close()
    assert [link.told(), link.told()] == [LinkState.IN_READER, LinkState.WAITING]

    with closing(VpcdEnd(vpcd.port)) as again:
        again.accept(BACK_WITHIN_S).atr()
        assert link.told() is LinkState.IN_READER


def test_a_slot_that_is_taken_is_told(vpcd: VpcdEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    """vpcd serves one client a slot: a second one connects and is never asked anything."""
    monkeypatch.setattr(module, "FIRST_POLL_S", 0.1)
    with RunningLink(Bench().card, vpcd.port) as link:
        contact = vpcd.accept()
        assert link.told() is LinkState.SLOT_TAKEN

        contact.atr()
        assert link.told() is LinkState.IN_READER


def test_a_poll_that_comes_late_does_not_make_the_slot_taken(vpcd: VpcdEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_POLL_S", 0.1)
    with RunningLink(Bench().card, vpcd.port) as link:
        for _ in range(2):
            contact = vpcd.accept()
            contact.atr()
            told = [link.told(), link.told(within_s=0.3)]
            assert LinkState.SLOT_TAKEN not in told
            contact.close()
            link.told()


@pytest.mark.parametrize("torn", ["00", "0014", "001400A404000F", "0014" + SELECT_SSSE[:-2]])
def test_a_torn_frame_and_then_the_end_is_power_off(vpcd: VpcdEnd, link: RunningLink, torn: str) -> None:
    contact = vpcd.accept()
    contact.send(ON)
    contact.say(SELECT_SSSE, RIGHT_PIN)
    contact.send_raw(bytes.fromhex(torn))
    contact.close()

    again = vpcd.accept(BACK_WITHIN_S)
    assert [again.say(TRIES), again.say(SELECT_SSSE, READ_LOCKER)] == ["6985", "6982"]


def test_an_attempt_stays_counted_over_a_lost_connection(vpcd: VpcdEnd, link: RunningLink) -> None:
    contact = vpcd.accept()
    contact.say(SELECT_SSSE, WRONG_PIN)
    contact.abort()

    again = vpcd.accept(BACK_WITHIN_S)
    assert again.say(SELECT_SSSE, TRIES) == "63C5"


def test_a_silent_card_drops_the_socket_after_two_seconds(vpcd: VpcdEnd) -> None:
    with RunningLink(MuteCard(ATR_T0), vpcd.port) as link:
        contact = vpcd.accept()
        assert contact.atr() == ATR_T0.hex().upper()
        contact.send(ON, bytes.fromhex(SELECT_SSSE))
        began = time.monotonic()

        assert contact.is_dropped()
        assert 1.9 < time.monotonic() - began < 3.0
        assert [link.told(), link.told()] == [LinkState.IN_READER, LinkState.DROPPED]


def test_a_silent_card_is_back_in_the_reader_afterwards(vpcd: VpcdEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SILENCE_S", 0.0)
    with RunningLink(MuteCard(ATR_T0), vpcd.port):
        first = vpcd.accept()
        first.send(bytes.fromhex(SELECT_SSSE))
        assert first.is_dropped()

        again = vpcd.accept(BACK_WITHIN_S)
        assert again.atr() == ATR_T0.hex().upper()


def test_stopping_ends_an_idle_link(link: RunningLink, contact: Contact) -> None:
    contact.atr()
    link.link.stop()

    assert link.ends(PROMPTLY_S)
    assert contact.is_dropped()


def test_stopping_ends_a_link_that_was_never_polled(link: RunningLink, contact: Contact) -> None:
    link.link.stop()

    assert link.ends(PROMPTLY_S)


def test_stopping_ends_a_link_that_waits_for_vpcd() -> None:
    absent = VpcdEnd()
    absent.close()
    with RunningLink(Bench().card, absent.port) as link:
        link.told()
        link.link.stop()

        assert link.ends(PROMPTLY_S)


def test_stopping_ends_a_silence(vpcd: VpcdEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SILENCE_S", 60.0)
    with RunningLink(MuteCard(ATR_T0), vpcd.port) as link:
        contact = vpcd.accept()
        contact.send(bytes.fromhex(SELECT_SSSE))
        assert link.told() is LinkState.IN_READER
        link.link.stop()

        assert link.ends(PROMPTLY_S)


def test_a_link_stopped_before_it_runs_never_connects(vpcd: VpcdEnd) -> None:
    link = VpcdLink(Bench().card, "127.0.0.1", vpcd.port, lambda _: None)
    link.stop()
    link.run()

    with pytest.raises(TimeoutError):
        vpcd.accept(within_s=0.1)


def test_stopping_is_safe_at_any_moment(vpcd: VpcdEnd) -> None:
    for hundredth in range(10):
        with RunningLink(Bench().card, vpcd.port) as link:
            Timer(hundredth / 1000, link.link.stop).start()
            assert link.ends(PROMPTLY_S)


def test_a_socket_that_met_itself_is_refused_and_frees_its_port() -> None:
    """A call to a port where nobody listens may be given that very port; it would keep pcscd out of it."""
    with socket.socket() as itself:
        itself.bind(("127.0.0.1", 0))
        itself.connect(itself.getsockname())
        port = itself.getsockname()[1]
        with pytest.raises(ConnectionRefusedError):
            module._refuse_itself(itself)

    VpcdEnd(port).close()


def test_a_host_that_does_not_exist_is_waited_for() -> None:
    told: list[LinkState] = []

    def stop_at_once(state: LinkState) -> None:
        told.append(state)
        link.stop()

    link = VpcdLink(Bench().card, "no-such-host.invalid", 35963, stop_at_once)
    link.run()

    assert told == [LinkState.WAITING]
