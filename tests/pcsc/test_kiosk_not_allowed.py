"""pcscd asks polkit who may use it, and hangs up on everybody else.

nixpkgs#290926, PCSC#229, playos#75: an unattended user is denied, and nobody says so.
"""

from __future__ import annotations

from pathlib import Path
from threading import Timer

from emulator.reader.private_pcscd import PrivatePcscd
from kiosk.card.pcsc import PcscPort
from kiosk.card.port import Failure, Fault
from kiosk.session.state import Attract, OutOfService
from tests.pcsc.contacts import reader_name
from tests.pcsc.kiosk_command import KioskCommand
from tests.pcsc.refusing_service import RefusingService
from tests.pcsc.visitor import visitor
from tests.pcsc.waiting import hold

ALWAYS = 1000
ASKED_MEANWHILE_S = 0.1


def test_a_terminal_that_is_denied_says_so_and_is_back_once_it_is_allowed(pcscd: PrivatePcscd, tmp_path: Path) -> None:
    pcscd.stop()
    with visitor(tmp_path) as person:
        with RefusingService(pcscd.socket_path, ALWAYS):
            person.sees(OutOfService, lambda state: state.failure.fault is Fault.NOT_ALLOWED)
        pcscd.start()
        person.sees(Attract)


def test_the_command_names_the_polkit_action(pcscd: PrivatePcscd, tmp_path: Path) -> None:
    pcscd.stop()
    kiosk = KioskCommand(pcscd, tmp_path)
    with RefusingService(pcscd.socket_path, ALWAYS):
        status, doctor = kiosk("status"), kiosk("doctor", "--json")
    assert status.status == 1
    assert "org.debian.pcsc-lite.access_pcsc" in status.err
    (finding,) = (finding for finding in doctor.json if finding["id"] == "pcscd")
    assert finding["wrong"]
    assert "org.debian.pcsc-lite.access_pcsc" in finding["mend"]


def test_a_pcscd_that_dies_at_the_first_word_denied_nobody(pcscd: PrivatePcscd, tmp_path: Path) -> None:
    pcscd.stop()
    with RefusingService(pcscd.socket_path, times=1) as service, visitor(tmp_path) as person:
        assert person.sees(OutOfService).failure.fault is Fault.NO_SERVICE
        assert service.refused == 1


def test_a_pcscd_that_dies_with_a_question_unread_denied_nobody(pcscd: PrivatePcscd) -> None:
    port = PcscPort()
    assert port.readers() == (reader_name(0), reader_name(1))
    hold(pcscd.pid)
    Timer(ASKED_MEANWHILE_S, pcscd.kill).start()
    answer = port.readers()
    assert isinstance(answer, Failure)
    assert answer.fault is Fault.NO_SERVICE
    port.close()
